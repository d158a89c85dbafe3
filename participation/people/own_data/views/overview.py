"""What the house knows of a person, what of it is public, and what they can do about it."""

from __future__ import annotations

from typing import Any

from flask import render_template

from participation.core.errors import N_
from participation.dialogue.comments import queries as comments
from participation.dialogue.ideas import queries as ideas
from participation.dialogue.workshops import queries as workshops
from participation.people.accounts.rules import masked_email
from participation.people.own_data import queries
from participation.people.own_data.views.blueprint import blueprint, own_account
from participation.web.access import signed_in
from participation.web.navigation import navigation

navigation.add_account(N_("Meine Daten"), "own_data.show", order=15)


@blueprint.get("/konto/daten")
@signed_in
def show() -> Any:
    """One's data at a glance."""
    account = own_account()
    return render_template(
        "own_data/show.html", account=account, email=masked_email(account.email), public=_public(account.id),
        accepted=queries.terms_accepted_by(account.id), unused_days=queries.unused_days(),
        next_pseudonym=queries.next_pseudonym_day(account), erasure=queries.open_erasure_of(account.id),
    )  # fmt: skip


def _public(account_id: int) -> dict[str, int]:
    """How much of a person stands in public view."""
    return {
        "ideas": ideas.count_public_ideas(account_id),
        "comments": comments.count_public_comments(account_id),
        "notes": workshops.count_public_notes(account_id),
    }
