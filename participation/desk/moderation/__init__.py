"""Moderation: hiding and restoring ideas and comments with a reason, and what a department has hidden.

What is hidden leaves its place marked with the reason; its author is told why and how to object; the original stays
for those who may see it. What waits for an answer is worked off in the room of answers.
"""
