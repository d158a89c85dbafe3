"""The inbox, following and letting go, and the link that stops mails."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from participation.core.actor import VISITOR
from participation.core.errors import N_
from participation.core.transactions import commits
from participation.extensions import csrf
from participation.people.accounts.queries import account_by_ref
from participation.people.notifications import commands, queries, rules
from participation.records.subjects.models import Subject, SubjectKind
from participation.records.subjects.queries import subject_by_id, subject_seen_by
from participation.web.access import actor, address_here, public, signed_in
from participation.web.htmx import render_or_redirect
from participation.web.navigation import navigation
from participation.web.pagination import pages_of, requested_page

blueprint = Blueprint("notifications", __name__)
PAGE_SIZE = 25
navigation.add_account(N_("Mitteilungen"), "notifications.inbox", order=20, count=lambda: int(current_user.unread))
navigation.add_account(N_("Was ich verfolge"), "notifications.followed", order=30)


def what_happened(event: str, values: dict[str, Any], title: str | Markup) -> str:
    """What happened to which contribution, in one line of the reader's language; markup if the title is."""
    words = {"title": title, "level": values.get("level", "")}
    said = str(_(rules.sentence_on(event, values)))
    return Markup(said) % words if isinstance(title, Markup) else said % words  # noqa: S704 - a sentence of ours


blueprint.record_once(lambda state: state.app.jinja_env.globals.update(what_happened=what_happened))


@blueprint.get("/konto/mitteilungen")
@signed_in
def inbox() -> Any:
    """What one was told, the newest first."""
    account_id = current_user.account_id
    pages = pages_of(queries.count_messages(account_id), number=requested_page(), size=PAGE_SIZE)
    messages = queries.inbox_of(actor(), offset=(pages.number - 1) * PAGE_SIZE, most=PAGE_SIZE)
    return render_template("notifications/inbox.html", messages=messages, pages=pages)


@blueprint.post("/konto/mitteilungen/<int:notification_id>")
@commits
@signed_in
def open_message(notification_id: int) -> Any:
    """Note a message as read, and go where it leads."""
    message = queries.message_by_id(notification_id, actor()) or abort(404)
    commands.mark_read(notification_id, account_id=current_user.account_id)
    if not message.path:
        return redirect(url_for("notifications.inbox"), 303)
    return redirect(request.script_root + message.path, 303)


@blueprint.post("/konto/mitteilungen/gelesen")
@commits
@signed_in
def read_all() -> Any:
    """Note all messages as read."""
    commands.mark_all_read(account_id=current_user.account_id)
    return redirect(url_for("notifications.inbox"), 303)


@blueprint.get("/konto/folge-ich")
@signed_in
def followed() -> Any:
    """What one follows, and how to let go of it."""
    return render_template("notifications/followed.html", subjects=queries.followed_by(actor()))


@blueprint.post("/folgen/<int:subject_id>")
@commits
@signed_in
def follow(subject_id: int) -> Any:
    """Follow something; doing it twice changes nothing."""
    subject = subject_seen_by(actor(), subject_id)
    if subject is None or subject.kind is SubjectKind.COMMENT:
        abort(404)
    rules.check_may_follow(actor())
    commands.follow(subject_id, account_id=current_user.account_id, by_mail="quiet" not in request.form)
    return _back_to(subject_id, subject, follows=True)


@blueprint.post("/nicht-mehr-folgen/<int:subject_id>")
@commits
@signed_in
def unfollow(subject_id: int) -> Any:
    """Let go of something; doing it twice changes nothing."""
    subject = subject_seen_by(actor(), subject_id)
    if subject is None and not queries.follows(subject_id, current_user.account_id):
        abort(404)
    commands.unfollow(subject_id, account_id=current_user.account_id)
    return _back_to(subject_id, subject, follows=False)


@blueprint.get("/mitteilungen/abbestellen/<token>")
@public
def stop(token: str) -> Any:
    """The link in a mail: a button stops the mails, so that mail scanners do not; no sign-in is needed."""
    _subject_id, _account_id, title = _of_token(token)
    return render_template("notifications/stop.html", title=title, token=token, stopped=False)


@blueprint.post("/mitteilungen/abbestellen/<token>")
@csrf.exempt
@commits
@public
def save_stop(token: str) -> Any:
    """Stop the mails. The signed token stands for the person, so that mail programs can stop them too (RFC 8058)."""
    subject_id, account_id, title = _of_token(token)
    commands.stop_mails(subject_id, account_id=account_id)
    return lambda: render_template("notifications/stop.html", title=title, token=token, stopped=True)


def _of_token(token: str) -> tuple[int, int, str]:
    """What the mails are about, whose they are, and its title for whoever holds the link."""
    found = rules.read_stop_token(token, secret=str(current_app.secret_key)) or abort(404)
    account, subject = account_by_ref(found[0]) or abort(404), subject_by_id(found[1]) or abort(404)
    return subject.id, account.id, _title_of(subject_seen_by(VISITOR, subject.id))


def _title_of(seen: Subject | None) -> str:
    """The title of what may be seen; of anything else, that it may not."""
    return seen.title if seen is not None else str(_("nicht mehr öffentlich"))


def _back_to(subject_id: int, seen: Subject | None, *, follows: bool) -> Response | Any:
    """To where the button stood: the box alone for htmx, else that page."""
    back = address_here(request.form.get("back"), request.script_root + ((seen and seen.path) or "/"))
    if not request.headers.get("HX-Request"):
        words = _("Sie folgen jetzt „%(title)s“.") if follows else _("Sie folgen „%(title)s“ nicht mehr.")
        flash(words % {"title": _title_of(seen)}, "success")
    return render_or_redirect(
        "notifications/_follow_box.html",
        back,
        followed_id=subject_id,
        follows=follows,
        back=back,
        announce=True,
        quiet="quiet" in request.form,
    )
