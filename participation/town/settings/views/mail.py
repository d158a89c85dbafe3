"""Whether mails go out."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.transactions import commits
from participation.extensions import limiter
from participation.people.accounts.queries import address_of
from participation.records.mailbox import queries
from participation.records.mailbox.commands import post_mail
from participation.town.settings.forms import TestMailForm
from participation.town.settings.views.blueprint import blueprint
from participation.web.access import actor, staff
from participation.web.languages import current_language

TEMPLATE = "test_message"


@blueprint.get("/verwaltung/e-mail")
@staff(Role.ADMINISTRATOR)
def mail() -> Any:
    """How mails go out, what waits, and what became of the last test."""
    settings = current_app.extensions["PARTICIPATION"]
    return render_template(
        "settings/mail.html", form=TestMailForm(), settings=settings, counts=queries.count_mails(),
        test=queries.newest_mail(TEMPLATE),
    )  # fmt: skip


@blueprint.post("/verwaltung/e-mail/test")
@limiter.limit("10 per hour")
@commits
@staff(Role.ADMINISTRATOR)
def send_test() -> Any:
    """Send a test message to one's own address."""
    address = address_of(actor())
    post_mail(address, TEMPLATE, language=current_language(), account_ref=actor().actor_ref)
    flash(_("Die Testnachricht ist unterwegs an %(address)s.", address=address), "success")
    return redirect(url_for("settings.mail"), 303)
