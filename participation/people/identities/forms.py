"""The forms of people who come from the broker."""

from __future__ import annotations

from wtforms import EmailField

from participation.people.accounts.forms import EmailForm, SignUpForm
from participation.web.forms import Form


class JoinForm(Form):
    """Making an account: the broker has confirmed the address."""

    pseudonym = SignUpForm.pseudonym
    terms = SignUpForm.terms


class JoinWithAddressForm(EmailForm):
    """Making an account: the address is asked for, and confirmed by mail."""

    email: EmailField
    pseudonym = SignUpForm.pseudonym
    terms = SignUpForm.terms


class ButtonForm(Form):
    """One button."""
