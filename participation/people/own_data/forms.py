"""The forms with which people see to what is theirs; what is of weight asks for the password."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, RadioField, SubmitField
from wtforms.validators import DataRequired, InputRequired

from participation.people.accounts.forms import PASSWORD_MISSING, AccountForm, EmailForm, NewPasswordForm
from participation.people.own_data.models import Texts
from participation.web.forms import Form, VersionField, choices

TEXTS = {
    Texts.KEEP: _l("Meine Texte bleiben stehen, als „Gelöschtes Konto“"),
    Texts.REMOVE: _l("Meine Texte werden auch gelöscht"),
}


def password_field() -> PasswordField:
    """The password that somebody has now, so that nobody acts on a device left open."""
    return PasswordField(
        _l("Ihr Passwort"),
        description=_l("So kann niemand anderes handeln, wenn Ihr Gerät offen liegen bleibt."),
        validators=[DataRequired(PASSWORD_MISSING)],
        render_kw={"autocomplete": "current-password"},
    )


class TakeAlongForm(Form):
    """Taking one's data along."""

    password = password_field()


class EraseForm(Form):
    """Asking for one's account to be erased."""

    texts = RadioField(
        _l("Was soll mit Ihren Ideen, Kommentaren und Zetteln geschehen?"),
        description=_l(
            "Andere haben darauf geantwortet und sie unterstützt. Bleiben sie stehen, bleibt das Gespräch lesbar."
        ),
        choices=choices(TEXTS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie, was mit Ihren Texten geschehen soll."))],
    )
    password = password_field()


class AddressForm(EmailForm):
    """Another e-mail address."""

    password = password_field()


class PseudonymForm(Form):
    """Another pseudonym."""

    pseudonym = AccountForm.pseudonym


class PasswordForm(NewPasswordForm):
    """Another password; the old one is asked for."""

    old = PasswordField(
        _l("Bisheriges Passwort"),
        validators=[DataRequired(_l("Bitte geben Sie Ihr bisheriges Passwort ein."))],
        render_kw={"autocomplete": "current-password"},
    )


class OneButton(Form):
    """One button."""

    submit = SubmitField(_l("Ja"))


class AcceptForm(Form):
    """Accepting new terms before going on."""

    terms_accepted = BooleanField(
        _l("Ich stimme den neuen Nutzungsbedingungen zu."),
        validators=[DataRequired(_l("Ohne Ihre Zustimmung können Sie lesen, aber nichts schreiben."))],
    )
    terms_number = VersionField()
