"""Pages that all signed-in people without a role see alike, but for a few things of their own.

Such a page is made once per data version for a stand-in, of whom nothing is known but that somebody is signed in, and
then filled in for each reader. What is a person's own enters in two ways only: as `own` (how they voted, whether they
follow), which is part of the key, or by one of three holes: the name, the CSRF token, the keys against double sending.
Staff, whose pages differ by what they may do, people who were let into a process for the invited or take part with a
code and without an account, and readers who have a notice waiting get a page made for them alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from flask import Flask, current_app, g, render_template, request, session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import escape

from participation.core import clock
from participation.core.actor import Grants
from participation.web.kept import KeptValues, data_version_of_request
from participation.web.keys import KEY_HOLE, new_hole, new_key
from participation.web.stored_pages import LIFETIME

Value = TypeVar("Value")

NAME_HOLE, TOKEN_HOLE = new_hole(), new_hole()
NOBODY = -1
MOST = 300


def keep_pages_in_common(app: Flask) -> None:
    """Give the application its store; each worker process has its own, the oldest pages go first."""
    app.extensions["pages_in_common"] = KeptValues(MOST)


def page_in_common(template: str, *, own: Mapping[str, Hashable], context: Callable[[], Mapping[str, Any]]) -> str:
    """The page for whoever asks. `context` finds what it shows; it may use `actor()`, but nothing else of the person,
    and must be the same for all who hold no role. `own` is the person's own and handed to the template too."""
    if not _is_reader():
        return render_template(template, **context(), **own)
    person, token = current_user._get_current_object(), generate_csrf()
    key = (
        template, request.host, request.script_root, request.full_path, person.unread, person.is_confirmed,
        *sorted(own.items()),
    )  # fmt: skip
    page = kept_in_common(key, lambda: _made_for_stand_in(template, own, context))
    if token in page:
        raise RuntimeError(f"{template} carries a person's own token")
    return _filled(page, str(escape(person.pseudonym)), token)


def kept_in_common(key: Hashable, find: Callable[[], Value]) -> Value:
    """A value that all readers share and that is too large to be kept for long: for one data version and minute
    (phases open and close by the clock)."""
    pages: KeptValues = current_app.extensions["pages_in_common"]
    minute = int(clock.now().timestamp()) // LIFETIME
    return pages.get((minute, key), data_version_of_request(), find)


def _is_reader() -> bool:
    return bool(
        current_user.is_authenticated
        and not current_user.is_staff
        and not current_user.is_admitted
        and current_user.only_in is None
        and "_flashes" not in session
    )


def _made_for_stand_in(
    template: str, own: Mapping[str, Hashable], context: Callable[[], Mapping[str, Any]]
) -> str:  # fmt: skip
    with _stand_in():
        return render_template(template, **context(), **own)


@contextmanager
def _stand_in() -> Iterator[None]:
    """Within this block somebody is signed in, but nobody knows who."""
    person, token = g._login_user, g.csrf_token
    g._login_user = replace(
        person,
        account_id=NOBODY,
        actor_ref=None,
        pseudonym=NAME_HOLE,
        token="",
        language="",
        grants=Grants(),
        is_admitted=False,
    )
    g.csrf_token, g.keys_are_holes = TOKEN_HOLE, True
    try:
        yield
    finally:
        g._login_user, g.csrf_token, g.keys_are_holes = person, token, False


def _filled(page: str, name: str, token: str) -> str:
    first, *others = page.replace(NAME_HOLE, name).replace(TOKEN_HOLE, token).split(KEY_HOLE)
    return "".join([first, *(part for other in others for part in (new_key(), other))])
