"""The menus: rooms put their entries here, so that only what exists is linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext
from flask_login import current_user

from participation.core.actor import Role
from participation.core.errors import N_
from participation.web.access import sign_in_address
from participation.web.languages import current_language

LEGAL = N_("Rechtliches und Zugang")
"""The group of the footer for what every site of a city must have."""


@dataclass(frozen=True)
class Entry:
    """A link in a menu: its label (a message id), its endpoint, its place in the order, who gets to see it, and
    how much waits behind it for the person of this request. `names_page`: the link tells which page it stands on."""

    message: str
    endpoint: str
    order: int
    group: str = ""
    roles: tuple[Role, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    count: Callable[[], int] | None = None
    rooms: tuple[str, ...] = ()
    is_one_page: bool = False
    names_page: bool = False

    @property
    def open_count(self) -> int:
        """How much waits behind it; 0 where nothing is counted."""
        return self.count() if self.count else 0

    @property
    def label(self) -> str:
        """The label in the reader's language."""
        return str(gettext(self.message))

    @property
    def url(self) -> str:
        """Where it leads."""
        values: dict[str, Any] = dict(self.values)
        return url_for(self.endpoint, **values)

    def link(self) -> Link:
        """The entry as the present page shows it."""
        return Link(self.label, self.url, self.current, self.names_page)

    @property
    def current(self) -> bool:
        """Whether the present page belongs to it."""
        if self.values:
            given = request.view_args or {}
            return request.endpoint == self.endpoint and all(given.get(name) == value for name, value in self.values)
        if self.is_one_page:
            return request.endpoint == self.endpoint
        return (
            request.endpoint == self.endpoint
            or request.blueprint in self.rooms
            or (not self.group and bool(request.blueprint) and self.endpoint.startswith(f"{request.blueprint}."))
        )


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    label: str
    url: str
    current: bool
    names_page: bool = False


@dataclass
class Navigation:
    """All menus of the site; templates read it."""

    _menu: list[Entry] = field(default_factory=list)
    _footer: list[Entry] = field(default_factory=list)
    _staff: list[Entry] = field(default_factory=list)
    _account: list[Entry] = field(default_factory=list)
    _guest: list[Entry] = field(default_factory=list)
    _known: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def add(self, message: str, endpoint: str, *, order: int, rooms: tuple[str, ...] = ()) -> None:
        """Put an entry into the main menu; `rooms` are further blueprints whose pages belong to it."""
        self._menu = _with(self._menu, Entry(message, endpoint, order, rooms=rooms))

    def add_footer(
        self, message: str, endpoint: str, *, group: str, order: int, names_page: bool = False, **values: str
    ) -> None:
        """Put an entry into a group of the footer."""
        entry = Entry(message, endpoint, order, group, (), tuple(values.items()), names_page=names_page)
        self._footer = _with(self._footer, entry)

    def add_staff(
        self, message: str, endpoint: str, *roles: Role, order: int, count: Callable[[], int] | None = None,
        rooms: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Put an entry into the side menu of those staff who hold one of the roles; `rooms` as in the main menu."""
        self._staff = _with(self._staff, Entry(message, endpoint, order, roles=roles, count=count, rooms=rooms))

    def add_staff_page(self, message: str, endpoint: str, *roles: Role, order: int) -> None:
        """Put a single page into that menu, whose room has an entry of its own for others."""
        self._staff = _with(self._staff, Entry(message, endpoint, order, roles=roles, is_one_page=True))

    def add_account(self, message: str, endpoint: str, *, order: int, count: Callable[[], int] | None = None) -> None:
        """Put an entry into the menu of signed-in people; its count stands on every page, so it must cost nothing."""
        self._account = _with(self._account, Entry(message, endpoint, order, count=count))

    def add_guest(self, message: str, endpoint: str, *, order: int) -> None:
        """Put an entry into the menu of those who take part with a code and have no account."""
        self._guest = _with(self._guest, Entry(message, endpoint, order))

    @property
    def home_url(self) -> str:
        """The start page."""
        return url_for("home.start")

    @property
    def search_url(self) -> str | None:
        """The search page, where there is one."""
        return url_for("search.results") if "search.results" in current_app.view_functions else None

    @property
    def sign_in_url(self) -> str:
        """Signing in, and back to this page."""
        return url_for("accounts.sign_in") if request.blueprint == "accounts" else sign_in_address()

    @property
    def sign_out_url(self) -> str:
        """Signing out."""
        return url_for("accounts.sign_out")

    @property
    def menu(self) -> list[Link]:
        """The main menu."""
        return self._made("menu", lambda: [entry.link() for entry in self._menu])

    @property
    def account(self) -> list[Entry]:
        """The menu of the signed-in person; staff find their first desk in it."""
        if current_user.only_in is not None:
            return self._guest
        return [*self._account, *(replace(entry, count=None) for entry in self.staff[:1])]

    @property
    def staff(self) -> list[Entry]:
        """The side menu of the present member of staff."""
        return [e for e in self._staff if any(current_user.scopes_of(role) for role in e.roles)]

    def desk_of(self, role: Role) -> str | None:
        """The first page that staff with this role work on, if there is one."""
        return next((entry.url for entry in self._staff if role in entry.roles), None)

    @property
    def this_page(self) -> str:
        """The path of the present page, for links that tell it on; empty where it holds a link from a mail."""
        secret = {"token", "receipt"} & (request.view_args or {}).keys()
        return "" if secret else request.script_root + request.path

    @property
    def footer(self) -> list[dict[str, Any]]:
        """The footer's groups with their links."""
        return self._made("footer", self._footer_groups)

    def _footer_groups(self) -> list[dict[str, Any]]:
        groups: dict[str, list[Link]] = {}
        for entry in self._footer:
            groups.setdefault(entry.group, []).append(entry.link())
        return [{"title": gettext(title), "links": links} for title, links in groups.items()]

    def _made(self, what: str, make: Callable[[], Any]) -> Any:
        """A menu as it looks from this page, made once per language and page: nothing of it depends on data."""
        place = (request.endpoint, *(entry.values for entry in self._footer if entry.values and entry.current))
        key = (what, request.script_root, current_language(), place, len(self._menu), len(self._footer))
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]


def _with(entries: Iterable[Entry], entry: Entry) -> list[Entry]:
    kept = [e for e in entries if (e.endpoint, e.values) != (entry.endpoint, entry.values)]
    return sorted([*kept, entry], key=lambda e: e.order)


navigation = Navigation()
