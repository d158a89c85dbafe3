"""Who lives and works in the demo town: departments, bodies, accounts with roles, citizens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.town import at, texts
from participation.core.actor import HOUSE, Role
from participation.people.accounts.commands import create_account
from participation.people.accounts.models import Group
from participation.people.accounts.rules import hash_password
from participation.people.bodies.commands import create_body
from participation.people.bodies.models import BodyKind
from participation.people.departments.commands import create_department, grant_role
from participation.people.departments.queries import Person, person_of_account

FOUNDED = -1120
QUIET_SUPPORTERS = 180
OFFICE_ROLES = (Role.MODERATOR, Role.EDITOR, Role.LIAISON)


class People:
    """The people of the town. `offices` write for departments; quiet supporters are accounts that only support."""

    def __init__(self, agenda: Agenda, password: str) -> None:
        self.agenda = agenda
        self.departments: dict[str, int] = {}
        self.bodies: dict[str, int] = {}
        self.offices: dict[int, Person] = {}
        self.persons: dict[str, Person] = {}
        self.keys: dict[str, str] = {}
        self.joined: dict[str, datetime] = {}
        self._password_hash = hash_password(password)

    def plan(self) -> None:
        """Let departments, bodies and accounts come into being."""
        organisation = texts("organisation")
        self.agenda.plan(at(FOUNDED), self._set_up)
        for number, entry in enumerate(organisation["citizens"]):
            self._join(entry["pseudonym"], entry["email"], at(entry["joined_day"], 9 + number % 9), entry["group"])
        for entry in organisation["accounts"]:
            self.keys[entry["key"]] = entry["pseudonym"]
            self._join(entry["pseudonym"], entry["email"], at(-750), entry.get("group", ""), self._password_hash)
            self.agenda.plan(at(-749), self._give_first_roles, entry)
        for number in range(1, QUIET_SUPPORTERS + 1):
            self._join(f"Ulm mag mit {number}", f"still{number}@example.org", at(-745 + number // 2, 8 + number % 12))

    def known(self, key: str) -> Person:
        """Somebody by the key of their account."""
        return self.persons[self.keys[key]]

    def citizens(self, before: datetime) -> list[str]:
        """The pseudonyms of everyone who could take part at a moment, staff left out."""
        staff = {entry["pseudonym"] for entry in texts("organisation")["accounts"] if entry["role"] != "participant"}
        return [name for name, moment in self.joined.items() if moment < before and name not in staff]

    def grant(self, key: str, role: Role, scope_id: int | None) -> None:
        """Give an account a role, from now on."""
        person = self.known(key)
        grant_role(person.account_id, role, scope_id=scope_id, actor=HOUSE)
        self.refresh(key)

    def refresh(self, key: str) -> None:
        """Know what roles somebody has by now."""
        self.persons[self.keys[key]] = _person(self.known(key).account_id)

    def _join(self, pseudonym: str, email: str, moment: datetime, group: str = "", password_hash: str = "") -> None:
        self.joined[pseudonym] = moment
        self.agenda.plan(moment, self._make_account, pseudonym, email, group, password_hash)

    def _make_account(self, pseudonym: str, email: str, group: str, password_hash: str) -> Person:
        account = create_account(
            email, pseudonym=pseudonym, password_hash=password_hash, confirmed=True,
            group=Group(group) if group else None,
        )  # fmt: skip
        self.persons[pseudonym] = _person(account.id)
        return self.persons[pseudonym]

    def _set_up(self) -> None:
        for position, entry in enumerate(texts("organisation")["departments"]):
            department = create_department(
                entry["name"], slug=entry["slug"], actor=HOUSE, description=entry["description"], position=position,
                contact=f"{entry['contact']} ({entry['hours']})", email=entry["email"], phone=entry["phone"],
            )  # fmt: skip
            self.departments[entry["slug"]] = department.subject_id
            office = self._make_account(entry["contact"], f"buero.{entry['slug']}@example.org", "administration", "")
            for role in OFFICE_ROLES:
                grant_role(office.account_id, role, scope_id=department.subject_id, actor=HOUSE)
            self.offices[department.subject_id] = _person(office.account_id)
        for position, entry in enumerate(texts("organisation")["bodies"]):
            body = create_body(
                entry["name"], slug=entry["slug"], kind=BodyKind(entry["kind"]), actor=HOUSE,
                description=f"{entry['description']} Tagt {entry['meets']}.", office=_office_of(entry["office"]),
                is_council=entry["slug"] == "gemeinderat", position=position,
            )  # fmt: skip
            self.bodies[entry["slug"]] = body.subject_id

    def _give_first_roles(self, entry: dict[str, str]) -> None:
        """The roles that hold for departments, bodies or everywhere; others come with what they are held for."""
        if entry["role"] == "participant":
            return
        places = {**self.departments, **self.bodies, "installation": None}
        for name in scopes_of(entry):
            if name in places:
                self.grant(entry["key"], Role(entry["role"]), places[name])
        if "liaison_for" in entry:
            self.grant(entry["key"], Role.LIAISON, self.departments[entry["liaison_for"]])


def scopes_of(entry: dict[str, str]) -> Iterable[str]:
    """For what an account of the demo holds its role."""
    return [entry["scope"], *entry.get("more_scopes", [])]


def role_accounts() -> list[tuple[str, str, str]]:
    """One account per role: role, address, pseudonym."""
    seen: dict[str, tuple[str, str, str]] = {}
    for entry in texts("organisation")["accounts"]:
        seen.setdefault(entry["role"], (entry["role"], entry["email"], entry["pseudonym"]))
    return list(seen.values())


def _person(account_id: int) -> Person:
    found = person_of_account(account_id)
    assert found is not None
    return found


def _office_of(slug: str) -> str:
    department = next(d for d in texts("organisation")["departments"] if d["slug"] == slug)
    return f"{department['name']}, {department['email']}"
