"""Making departments, and who holds which role where. Only these commands write departments and roles."""

from participation.people.departments.commands.departments import create_department
from participation.people.departments.commands.deputies import name_deputy
from participation.people.departments.commands.editing import edit_department, set_up_department
from participation.people.departments.commands.first_start import allow_first_start, start, start_with_token
from participation.people.departments.commands.handing_over import Successor, hand_over
from participation.people.departments.commands.roles import change_role, end_role, give_role, grant_role

__all__ = [
    "Successor",
    "allow_first_start",
    "change_role",
    "create_department",
    "edit_department",
    "end_role",
    "give_role",
    "grant_role",
    "hand_over",
    "name_deputy",
    "set_up_department",
    "start",
    "start_with_token",
]
