"""Departments of the city and its companies, and who holds which role where.

A role hangs on a person, a role and a scope: a department, a process, a workshop, a body, an evaluation round, or the
whole installation. It can be held for a while, and for somebody else as their deputy.
"""
