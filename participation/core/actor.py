"""Who acts: what rules and commands may know of a person, without knowing the accounts room."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person may be, each within a scope (see the glossary)."""

    MODERATOR = "moderator"
    EDITOR = "editor"
    LIAISON = "liaison"
    FACILITATOR = "facilitator"
    REVIEWER = "reviewer"
    BODY_MEMBER = "body_member"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Actor(Protocol):
    """A person, a visitor or the house itself, as rules see it."""

    @property
    def account_id(self) -> int | None:
        """The person's account; none for visitors and the house."""

    @property
    def actor_ref(self) -> str | None:
        """The random name under which the journal knows the person."""

    @property
    def is_confirmed(self) -> bool:
        """Whether the person's e-mail address was confirmed."""

    @property
    def is_admitted(self) -> bool:
        """Whether the person was let into a process that is only for those who are invited."""

    @property
    def only_in(self) -> int | None:
        """The one process in which somebody takes part who came with a code and has no account; none for others."""

    @property
    def is_staff(self) -> bool:
        """Whether the person holds any role."""

    def has_role(self, role: Role, *scopes: int | None) -> bool:
        """Whether the person holds the role for one of these subjects, or for the whole installation."""
        ...

    def scopes_of(self, role: Role) -> frozenset[int | None]:
        """The subjects for which the person holds the role; None stands for the whole installation."""
        ...


@dataclass(frozen=True)
class Grants:
    """A person's roles and the subjects that each holds for (None: the whole installation)."""

    held: frozenset[tuple[Role, int | None]] = field(default_factory=frozenset)

    def has_role(self, role: Role, *scopes: int | None) -> bool:
        """Whether the role is held for one of the scopes or everywhere."""
        return (role, None) in self.held or any((role, scope) in self.held for scope in scopes if scope is not None)

    def scopes_of(self, role: Role) -> frozenset[int | None]:
        """The scopes that the role is held for."""
        return frozenset(scope for held, scope in self.held if held is role)


@dataclass(frozen=True)
class Visitor:
    """Someone without an account."""

    account_id: None = None
    actor_ref: None = None
    is_confirmed: bool = False
    is_authenticated: bool = False
    is_active: bool = False
    is_anonymous: bool = True
    is_staff: bool = False
    is_admitted: bool = False
    only_in: None = None

    def has_role(self, role: Role, *scopes: int | None) -> bool:
        """A visitor holds no role."""
        return False

    def scopes_of(self, role: Role) -> frozenset[int | None]:
        """A visitor holds no role anywhere."""
        return frozenset()

    def get_id(self) -> None:
        """A visitor has no id."""


@dataclass(frozen=True)
class House:
    """The installation itself: importers, the demo and the clock act in its name."""

    account_id: None = None
    actor_ref: None = None
    is_confirmed: bool = True
    is_staff: bool = True
    is_admitted: bool = False
    only_in: None = None

    def has_role(self, role: Role, *scopes: int | None) -> bool:
        """The house may do everything that a role may."""
        return True

    def scopes_of(self, role: Role) -> frozenset[int | None]:
        """The house acts everywhere."""
        return frozenset({None})


HOUSE = House()
VISITOR = Visitor()
