"""The blueprint of this room, what it shows in menus, and what templates of other rooms ask it."""

from __future__ import annotations

from typing import Any

from babel.dates import format_date
from flask import Blueprint, abort
from flask_babel import get_locale, gettext

from participation.core.actor import Role
from participation.core.errors import N_
from participation.desk.expunging import queries, rules
from participation.desk.expunging.models import Expunging, Ground
from participation.desk.expunging.queries import Target
from participation.records.subjects.rules import read_mark
from participation.web.access import actor
from participation.web.navigation import navigation

blueprint = Blueprint("expunging", __name__)
WORKERS = (Role.MODERATOR, Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR)
DECIDERS = (Role.MODERATOR, Role.COORDINATOR, Role.ADMINISTRATOR)
KINDS = {slug: kind for kind, slug in rules.SLUGS.items()}
navigation.add_staff(N_("Tilgen"), "expunging.overview", *WORKERS, order=22)


@blueprint.app_template_global()
def expunged_words(mark: str) -> str:
    """What stands in the place of a contribution that was expunged, in the reader's language."""
    read = read_mark(mark)
    if read is None:
        return gettext("Dieser Beitrag wurde getilgt.")
    day, ground = read
    words = gettext(rules.GROUNDS[Ground(ground)]) if ground in list(Ground) else ""
    said = format_date(day, format="long", locale=get_locale())
    return gettext("Dieser Beitrag wurde am %(day)s getilgt. Grund: %(ground)s", day=said, ground=words)


@blueprint.app_template_test("expunged_mark")
def is_mark(text: str) -> bool:
    """Whether a reason says that something was expunged."""
    return read_mark(text) is not None


@blueprint.app_template_global()
def may_ask_expunging(department_id: int | None, process_id: int | None) -> bool:
    """Whether the reader may ask that something of this department go."""
    return rules.may_ask(actor(), department_id, process_id)


def found_target(slug: str, number: int) -> Target:
    """The thing, for people who may ask that it go. Raises NotAllowed for others; what is gone is not found."""
    if slug not in KINDS:
        abort(404)
    target = queries.target(KINDS[slug], number) or abort(404)
    rules.check_may_ask(actor(), target.department_id, target.process_id)
    return target


def found_request(expunging_id: int) -> tuple[Expunging, Target | None]:
    """A request with what it is about, for people who may see it."""
    expunging = queries.expunging_by_id(expunging_id) or abort(404)
    target = queries.target_of(expunging)
    rules.check_may_ask(actor(), target.department_id if target else None, target.process_id if target else None)
    return expunging, target


def facts_of(expunging: Expunging, target: Target | None) -> dict[str, Any]:
    """What the page of a request shows."""
    who = actor()
    department_id, process_id = (target.department_id, target.process_id) if target else (None, None)
    done, rooms = queries.stand_of(expunging)
    waits = queries.is_waiting(expunging)
    return {
        "expunging": expunging, "target": target, "rooms_done": done, "rooms": rooms, "waits": waits,
        "may_decide": waits and rules.may_decide(who, expunging, department_id, process_id),
        "is_own": who.actor_ref is not None and who.actor_ref == expunging.requested_by_ref,
        "preview": queries.preview_of(target) if waits and target else None, "kinds": rules.KINDS,
        "grounds": rules.GROUNDS,
    }  # fmt: skip
