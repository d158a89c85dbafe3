"""Threads of comments on any subject, with an optional stance, and official replies that are marked as such."""
