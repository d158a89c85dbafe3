"""The forms of departments and roles."""

from participation.people.departments.forms.department import DepartmentForm
from participation.people.departments.forms.roles import (
    EVERYWHERE,
    DayField,
    DeputyForm,
    HandOverForm,
    RoleForm,
    TermForm,
    scope_id_of,
)

__all__ = [
    "EVERYWHERE",
    "DayField",
    "DepartmentForm",
    "DeputyForm",
    "HandOverForm",
    "RoleForm",
    "TermForm",
    "scope_id_of",
]
