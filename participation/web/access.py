"""Who may enter a route: every view says so, and what says nothing stays shut.

`@public` lets everyone in, `@signed_in` people with an account, `@staff(Role…)` people who hold one of the roles
somewhere; what they may do with the thing at hand is asked of the rules. A view without a mark answers 403.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from participation.core.actor import Actor, Role
from participation.core.errors import NotAllowed

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Everyone may enter, without an account and without a cookie."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """People with an account may enter; others are led to the sign-in and back."""
    view.access = "signed_in"  # type: ignore[attr-defined]
    return view


def staff(*roles: Role) -> Callable[[View], View]:
    """People who hold one of the roles for something may enter (any role, if none is named)."""

    def mark(view: View) -> View:
        view.access = "staff"  # type: ignore[attr-defined]
        view.roles = roles or tuple(Role)  # type: ignore[attr-defined]
        return view

    return mark


def guests_too(view: View) -> View:
    """Beside people with an account those may enter who take part in one process with the code of a school or group.

    What is not marked stays shut to them, reading of public pages aside: a new route is shut until somebody decides.
    """
    view.guests = True  # type: ignore[attr-defined]
    return view


def fresh(view: View) -> View:
    """Whoever enters must have shown a short while ago that it is them; else they are asked, and nothing is lost.

    For acts of weight: roles, publishing, erasing, second factors. Put it on the form's page and on the act alike.
    """
    view.fresh = True  # type: ignore[attr-defined]
    return view


class Doors:
    """What is asked at the doors beside the mark; the room that knows the answer says so when it is opened."""

    staff: Callable[[], Any] | None = None
    guest: Callable[[], Any] | None = None
    proof: Callable[[], Any] | None = None


doors = Doors()


def actor() -> Actor:
    """The person of this request, as rules and commands see them."""
    return cast(Actor, current_user._get_current_object())


def sign_in_address(target: str | None = None) -> str:
    """Where signing in starts, with the way back."""
    return url_for("accounts.sign_in", next=target or request.full_path.rstrip("?"))


def address_here(target: str | None, otherwise: str) -> str:
    """An address on this site, so that no link leads people elsewhere; `otherwise` where it is none."""
    parts = urlsplit(target or "")
    if not target or not target.startswith("/") or target.startswith("//") or parts.netloc or parts.scheme:
        return otherwise
    if "\\" in target or any(ord(character) < 32 for character in target):
        return otherwise
    return target


def guard_routes(app: Flask) -> None:
    """Ask before every request whether the person may enter."""
    app.before_request(_check_access)


def _check_access() -> Any:
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    access = getattr(view, "access", None)
    if access == "public":
        return None
    if access is None:
        raise NotAllowed("Diese Seite ist nicht freigegeben.")
    if not current_user.is_authenticated:
        return _to_sign_in()
    if current_user.only_in is not None and not getattr(view, "guests", False):
        return _not_for_guests()
    roles: tuple[Role, ...] = getattr(view, "roles", ())
    if access == "staff" and not any(current_user.scopes_of(role) for role in roles):
        raise NotAllowed("Dieser Bereich ist für Mitarbeitende mit einer passenden Aufgabe da. Ihrem Konto fehlt sie.")
    if access == "staff" and doors.staff is not None and (answer := doors.staff()) is not None:
        return answer
    if getattr(view, "fresh", False) and doors.proof is not None and not current_user.is_fresh:
        return doors.proof()
    return None


def _not_for_guests() -> Any:
    if request.method == "GET" and doors.guest is not None:
        return doors.guest()
    raise NotAllowed("Ihr Code gilt für das Mitmachen in einem Verfahren. Für diesen Schritt brauchen Sie ein Konto.")


def _to_sign_in() -> Response:
    target = request.full_path.rstrip("?") if request.method == "GET" else (request.form.get("back") or "/")
    address = sign_in_address(target)
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address, 303)
