"""The public page of a department, where it is set up, and where administration sees who holds which role."""

from participation.people.departments.views import first_start, giving, handing_over, people, public, setting_up
from participation.people.departments.views.blueprint import blueprint

__all__ = ["blueprint", "first_start", "giving", "handing_over", "people", "public", "setting_up"]
