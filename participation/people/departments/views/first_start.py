"""The first page of a new installation: its first administrator makes their account."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import transaction
from participation.extensions import limiter
from participation.people.accounts import rules
from participation.people.accounts.forms import AccountForm
from participation.people.departments import commands, queries
from participation.people.departments.views.blueprint import blueprint
from participation.web.access import public


@blueprint.route("/einrichtung/beginnen/<token>", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
@public
def begin(token: str) -> Any:
    """By the link from the command line, good once and for a day; the password is hashed before the lock."""
    if not queries.is_first_start_token(token):
        return render_template("departments/begin.html", form=None), 410
    form = AccountForm()
    if form.validate_on_submit():
        try:
            rules.check_password(form.password.data, pseudonym=form.pseudonym.data, email=form.email.data)
            db.session.rollback()
            password_hash = rules.hash_password(form.password.data)
            with transaction():
                commands.start_with_token(
                    token, email=form.email.data, pseudonym=form.pseudonym.data, password_hash=password_hash
                )
        except Conflict:
            return render_template("departments/begin.html", form=None), 410
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Ihr Konto ist angelegt. Melden Sie sich an und richten Sie die Plattform ein."), "success")
            return redirect(url_for("accounts.sign_in", next=url_for("settings.overview")), 303)
    return render_template("departments/begin.html", form=form), 422 if form.errors else 200
