"""Who somebody is to the house, which departments there are, and who holds which role for what."""

from participation.people.departments.queries.departments import all_departments, department_by_slug
from participation.people.departments.queries.first_start import is_first_start, is_first_start_token
from participation.people.departments.queries.holdings import (
    Holding,
    Scope,
    grant_by_id,
    holdings_of,
    scopes_for,
    standing_in_for,
)
from participation.people.departments.queries.people import Asked, Colleague, colleagues, count_colleagues
from participation.people.departments.queries.persons import (
    Person,
    count_holders,
    person_of_account,
    person_of_sign_in,
    role_counts,
    staff_accounts,
)
from participation.people.departments.queries.vacancies import Vacancy, things_under, vacancies

__all__ = [
    "Asked",
    "Colleague",
    "Holding",
    "Person",
    "Scope",
    "Vacancy",
    "all_departments",
    "colleagues",
    "count_colleagues",
    "count_holders",
    "department_by_slug",
    "grant_by_id",
    "holdings_of",
    "is_first_start",
    "is_first_start_token",
    "person_of_account",
    "person_of_sign_in",
    "role_counts",
    "scopes_for",
    "staff_accounts",
    "standing_in_for",
    "things_under",
    "vacancies",
]
