"""Moderation: the queue of a department, hiding and restoring with a reason. What is hidden leaves its place marked,
its author is told why, and the original stays for those who may see it.
"""
