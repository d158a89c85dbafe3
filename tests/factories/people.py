"""Accounts, departments and roles."""

from __future__ import annotations

from itertools import count
from typing import Any

from participation.core.actor import HOUSE, Role
from participation.core.transactions import transaction
from participation.people.accounts import rules
from participation.people.accounts.commands import create_account
from participation.people.accounts.models import Account
from participation.people.departments.commands import create_department, grant_role
from participation.people.departments.models import Department
from participation.people.departments.queries import Person, person_of_account

PASSWORD = "ein langer Satz zum Merken"
_numbers = count(1)


def make_account(pseudonym: str = "", *, confirmed: bool = True, **values: Any) -> Account:
    """A confirmed account; its password is PASSWORD."""
    number = next(_numbers)
    with transaction():
        return create_account(
            values.pop("email", f"person{number}@example.org"), pseudonym=pseudonym or f"Person {number}",
            password_hash=rules.hash_password(PASSWORD), confirmed=confirmed, **values,
        )  # fmt: skip


def make_department(name: str = "", **values: Any) -> Department:
    """A department."""
    number = next(_numbers)
    with transaction():
        return create_department(
            name or f"Abteilung {number}", slug=values.pop("slug", f"abteilung-{number}"), actor=HOUSE, **values
        )


def make_staff(role: Role, scope_id: int | None = None, pseudonym: str = "") -> Account:
    """An account that holds a role for a scope."""
    account = make_account(pseudonym)
    with transaction():
        grant_role(account.id, role, scope_id=scope_id, actor=HOUSE)
    return account


def person(account: Account) -> Person:
    """The account as an actor."""
    found = person_of_account(account.id)
    assert found is not None
    return found
