"""The blueprint of this room, and what its views share: one's own account, and whether the password is right."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import PasswordField

from participation.core.database import db
from participation.people.accounts import queries as accounts
from participation.people.accounts import rules as passwords
from participation.people.accounts.models import Account
from participation.web.access import doors
from participation.web.forms import Form

blueprint = Blueprint("own_data", __name__)


def own_account() -> Account:
    """The account of whoever is signed in."""
    return accounts.account_by_id(current_user.account_id) or abort(404)


def per_account() -> str:
    """Limits per account, from wherever it asks."""
    return f"own-data:{current_user.account_id}"


def proof_instead(form: Form, name: str = "password") -> Any:
    """Whoever has no password shows by their other way in that it is them: its field goes, and they are asked for that
    where it is longer ago. None where the form can go on."""
    if own_account().password_hash:
        return None
    del form[name]
    return None if current_user.is_fresh or doors.proof is None else doors.proof()


def is_right(field: PasswordField | None) -> bool:
    """Whether this is the password; says so beside the field if not. Checked before anything is locked. Without a
    field `proof_instead` has asked."""
    if field is None:
        return True
    password_hash = own_account().password_hash
    db.session.rollback()
    if passwords.password_matches(password_hash, field.data or ""):
        return True
    field.errors = [*field.errors, _("Das Passwort stimmt nicht.")]
    return False
