"""How a discussion is read: what the address says of it, and where its pages, threads and comments lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import request, url_for
from flask_babel import gettext as _

from participation.core.clock import now
from participation.dialogue.comments import queries as comments
from participation.dialogue.comments.models import Comment
from participation.dialogue.comments.queries import CommentView, Threads
from participation.dialogue.comments.rules import EDITING
from participation.dialogue.comments.rules.reading import (
    FEW_REPLIES,
    Mark,
    Order,
    Reading,
    mark_in,
    marks_in,
    marks_text,
    order_named,
    orders_for,
)
from participation.dialogue.ideas.views.blueprint import blueprint
from participation.web.access import sign_in_address
from participation.web.numbers import asked_number, whole_number

ANY = 987654321
LONGEST = 120
NAMES = ("reihenfolge", "nach", "antworten", "ab")


@dataclass(frozen=True)
class Asked:
    """What an address asks of a discussion, before one knows its board."""

    order: str = ""
    marks: str = ""
    opened: int = 0
    behind: str = ""

    def reading(self, *, asks_stance: bool) -> Reading:
        """The same, as far as it makes sense there."""
        order = order_named(self.order, asks_stance=asks_stance)
        return Reading(order, marks_in(self.marks, order), self.opened, mark_in(self.behind))


def asked_in_address() -> Asked:
    """What this address asks; too long to make sense is as if it were not there."""
    order, marks, behind = (
        text if len(text := request.args.get(name, "")) <= LONGEST else "" for name in ("reihenfolge", "nach", "ab")
    )
    return Asked(order, marks, asked_number("antworten") or 0, behind)


@dataclass(frozen=True)
class Discussion:
    """The discussion of an idea as somebody reads it: its threads, and the addresses of all other ways to read it."""

    idea_id: int
    asks_stance: bool
    found: Threads

    @property
    def reading(self) -> Reading:
        """How it is read now."""
        return self.found.reading

    @property
    def orders(self) -> list[tuple[Order, str, str, bool]]:
        """All orders with their names, addresses, and which is the present one."""
        words = {
            Order.SIDES: _("Dafür und dagegen"), Order.STRONGEST: _("meistunterstützte"), Order.NEWEST: _("neueste"),
            Order.OLDEST: _("älteste"),
        }  # fmt: skip
        return [
            (order, words[order], self._address(Reading(order)), order is self.reading.order)
            for order in orders_for(asks_stance=self.asks_stance)
        ]

    @property
    def first_url(self) -> str:
        """Back to the first page."""
        return "" if self.reading.is_first else self._address(Reading(self.reading.order))

    @property
    def next_url(self) -> str:
        """The next page."""
        marks = self.found.next_marks
        return self._address(Reading(self.reading.order, marks)) if marks else ""

    def opened_url(self, thread: CommentView, behind: Mark | None = None) -> str:
        """This page with a thread open."""
        return self._address(self._with(thread.subject_id, behind), f"kommentar-{thread.subject_id}")

    def closed_url(self, thread: CommentView) -> str:
        """This page with that thread closed again."""
        return self._address(self._with(0), f"kommentar-{thread.subject_id}")

    def _with(self, opened: int, behind: Mark | None = None) -> Reading:
        return Reading(self.reading.order, self.reading.marks, opened, behind)

    def _address(self, reading: Reading, anchor: str = "kommentare") -> str:
        usual = orders_for(asks_stance=self.asks_stance)[0]
        return page_address(self.idea_id, reading, anchor=anchor, is_usual=reading.order is usual)


def page_address(idea_id: int, reading: Reading | None, *, anchor: str, is_usual: bool = False) -> str:
    """Where a discussion is read so; what is usual is not said."""
    if reading is None:
        return url_for("ideas.show", subject_id=idea_id, _anchor=anchor)
    return url_for(
        "ideas.show", subject_id=idea_id, reihenfolge=None if is_usual else reading.order.value,
        nach=marks_text(reading.marks) or None, antworten=reading.opened or None,
        ab=str(reading.behind) if reading.behind else None, _anchor=anchor,
    )  # fmt: skip


def address_of(comment: Comment) -> str:
    """The page on which a comment stands, at its place."""
    place, anchor = comments.standing_of(comment), f"kommentar-{comment.subject_id}"
    values: dict[str, Any] = {"antworten": place.opened or None, "ab": str(place.behind) if place.behind else None}
    if place.reading is not None:
        values |= {"reihenfolge": place.reading.order.value, "nach": marks_text(place.reading.marks)}
    return url_for("ideas.show", subject_id=comment.target_id, _anchor=anchor, **values)


def address_came_from(idea_id: int, comment_id: int) -> str:
    """The page of a discussion from which a form was sent, at the place of a comment."""
    said = dict(parse_qsl(request.form.get("list", "").removeprefix("?")[: 4 * LONGEST]))
    values: dict[str, Any] = {name: said[name] for name in NAMES if said.get(name)}
    if "antworten" in values and whole_number(values["antworten"]) is None:
        del values["antworten"]
    return url_for("ideas.show", subject_id=idea_id, _anchor=f"kommentar-{comment_id}", **values)


@blueprint.app_template_global()
def may_still_revise(comment: CommentView) -> bool:
    """Whether the time in which a comment can be changed is not over."""
    return now() < comment.created_at + EDITING


blueprint.add_app_template_global(lambda: EDITING, "comment_editing")
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(FEW_REPLIES=FEW_REPLIES))


@blueprint.app_template_global()
def comment_addresses(idea_id: int) -> dict[str, tuple[str, str]]:
    """Addresses of any comment on an idea, made once per page: what stands before and after the comment's number."""
    reply = url_for("ideas.comment", subject_id=idea_id, auf=ANY)
    made = {
        "link": url_for("ideas.comment_address", subject_id=idea_id, number=ANY),
        "reply": reply,
        "reply_after_signing_in": sign_in_address(reply),
        "replies": url_for("ideas.replies", subject_id=ANY),
        "support": url_for("ideas.support_comment", subject_id=ANY),
        "take_back": url_for("ideas.take_back_comment_support", subject_id=ANY),
        "support_after_signing_in": sign_in_address(url_for("ideas.comment_support", subject_id=ANY)),
        "revise": url_for("ideas.revise_comment", subject_id=ANY),
        "versions": url_for("ideas.comment_versions", subject_id=ANY),
        "withdraw": url_for("ideas.withdraw_comment", subject_id=ANY),
        "hide": url_for("moderation.hide_comment", subject_id=ANY),
        "restore": url_for("moderation.restore_comment", subject_id=ANY),
        "expunge": url_for("expunging.ask", slug="kommentar", number=ANY),
    }
    return {name: (url.split(str(ANY))[0], url.split(str(ANY))[1]) for name, url in made.items()}
