"""Who lives and works in the demo town: departments, bodies, accounts with roles, citizens."""

from __future__ import annotations

from participation.cli.demo.town import at, texts
from participation.core import clock
from participation.core.actor import HOUSE, Role
from participation.people.accounts.commands import create_account
from participation.people.accounts.models import Group
from participation.people.accounts.rules import hash_password
from participation.people.bodies.commands import create_body
from participation.people.bodies.models import BodyKind
from participation.people.departments.commands import create_department, grant_role
from participation.people.departments.queries import Person, person_of_account

QUIET_SUPPORTERS = 180


class People:
    """The people of the town, by key or pseudonym; `supporters` are accounts that only ever support."""

    def __init__(self, password: str) -> None:
        self.departments: dict[str, int] = {}
        self.bodies: dict[str, int] = {}
        self.persons: dict[str, Person] = {}
        self.accounts: dict[str, int] = {}
        self.supporters: list[Person] = []
        self.password_hash = hash_password(password)

    def person(self, pseudonym: str) -> Person:
        """Somebody by pseudonym."""
        return self.persons[pseudonym]

    def settle(self) -> None:
        """Make departments, bodies and accounts."""
        with clock.stopped_at(at(-720)):
            self._departments()
            self._bodies()
        for number, entry in enumerate(texts("organisation")["citizens"]):
            with clock.stopped_at(at(entry["joined_day"], 9 + number % 9)):
                self._account(entry["pseudonym"], entry["email"], group=entry.get("group"))
        for entry in texts("organisation")["accounts"]:
            with clock.stopped_at(at(-700)):
                self._account(entry["pseudonym"], entry["email"], group=entry.get("group"), key=entry["key"])
        for number in range(QUIET_SUPPORTERS):
            with clock.stopped_at(at(-600 + number * 3)):
                name = f"Ulm mag mit {number + 1}"
                self.supporters.append(self._account(name, f"still{number + 1}@example.org"))

    def _departments(self) -> None:
        for position, entry in enumerate(texts("organisation")["departments"]):
            department = create_department(
                entry["name"], slug=entry["slug"], actor=HOUSE, description=entry["description"],
                contact=entry["contact"], email=entry["email"], phone=entry.get("phone", ""), position=position,
            )  # fmt: skip
            self.departments[entry["slug"]] = department.subject_id

    def _bodies(self) -> None:
        for position, entry in enumerate(texts("organisation")["bodies"]):
            body = create_body(
                entry["name"], slug=entry["slug"], kind=BodyKind(entry["kind"]), actor=HOUSE,
                description=entry["description"], is_council=entry["slug"] == "gemeinderat", position=position,
            )  # fmt: skip
            self.bodies[entry["slug"]] = body.subject_id

    def _account(self, pseudonym: str, email: str, *, group: str | None = None, key: str = "") -> Person:
        account = create_account(
            email, pseudonym=pseudonym, password_hash=self.password_hash if key else "", confirmed=True,
            group=Group(group) if group and group in set(Group) else None,
        )  # fmt: skip
        if key:
            self.accounts[key] = account.id
        found = person_of_account(account.id)
        assert found is not None
        self.persons[pseudonym] = found
        return found

    def give_roles(self, scopes: dict[str, int]) -> None:
        """Give the demo accounts their roles; `scopes` are the numbers of what a role is held for, by slug."""
        for entry in texts("organisation")["accounts"]:
            if entry["role"] == "participant":
                continue
            role = Role(entry["role"])
            names = [entry["scope"], *entry.get("more_scopes", [])]
            for name in names:
                scope = None if name == "installation" else scopes[name]
                grant_role(self.accounts[entry["key"]], role, scope_id=scope, actor=HOUSE)
            self.persons[entry["pseudonym"]] = (
                person_of_account(self.accounts[entry["key"]]) or self.persons[entry["pseudonym"]]
            )


def role_accounts() -> list[tuple[str, str, str]]:
    """One account per role: role, address, pseudonym."""
    seen: dict[str, tuple[str, str, str]] = {}
    for entry in texts("organisation")["accounts"]:
        seen.setdefault(entry["role"], (entry["role"], entry["email"], entry["pseudonym"]))
    return list(seen.values())
