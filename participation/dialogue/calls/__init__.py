"""Calls: people or teams hand in projects, with conditions and attachments, which others see after the deadline.

An application is an idea on a board that is a call; its page, supports, comments and answers are those of every idea.
This room adds what an idea does not have: who belongs to the team and under which name, what was accepted, which files
lie with it, and the drafts of files that were uploaded while somebody still writes. What is hidden until the deadline
is not decided here: the subject itself says from when on it is visible (records/subjects).
"""
