"""What belongs together: bundles of ideas of one process, and the hints from which moderators make them.

People name another idea that theirs belongs with; the index suggests pairs that sound alike. Moderators put ideas into
a named bundle, split and rename it, or say that a pair is none. A bundle has a page with all its ideas, on which each
account's support counts once. The ideas stay what they are and keep their addresses; merging them is a matter of the
room of ideas.
"""
