"""Dated promises of the city on any subject: kept, moved with a reason, or broken, in public view.

A promise follows from an answer or a measure and names a day. What is due is settled by the department that gave it;
a moved day keeps the first one beside it, and a day that passes in silence shows as overdue. The page is /zusagen.
"""
