"""The forms of signing up and in."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, PasswordField, SelectField, StringField, SubmitField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

from participation.people.accounts.models import Group
from participation.web.forms import Form, choices

EMAIL_MISSING = _l("Bitte geben Sie Ihre E-Mail-Adresse ein.")
PASSWORD_MISSING = _l("Bitte geben Sie ein Passwort ein.")

GROUPS = {
    Group.RESIDENT: _l("Ich wohne in der Stadt"),
    Group.COMMUTER: _l("Ich pendle in die Stadt"),
    Group.VISITOR: _l("Ich bin zu Besuch"),
    Group.BUSINESS: _l("Wirtschaft"),
    Group.SCIENCE: _l("Wissenschaft und Bildung"),
    Group.ASSOCIATION: _l("Verein oder Initiative"),
    Group.POLITICS: _l("gewählt in ein Gremium der Politik"),
    Group.ADMINISTRATION: _l("Stadtverwaltung"),
}


class EmailForm(Form):
    """One e-mail address."""

    email = EmailField(
        _l("E-Mail-Adresse"),
        validators=[DataRequired(EMAIL_MISSING), Length(max=254)],
        render_kw={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"},
    )

    def validate_email(self, field: EmailField) -> None:
        """The address must be one; whether it can be reached shows when the mail is sent."""
        try:
            validate_email(field.data or "", check_deliverability=False)
        except EmailNotValidError:
            raise ValidationError(
                gettext("Das ist keine vollständige E-Mail-Adresse. Sie sieht zum Beispiel so aus: name@example.org")
            ) from None


class AccountForm(EmailForm):
    """What an account needs."""

    pseudonym = StringField(
        _l("Pseudonym"),
        description=_l("Unter diesem Namen erscheinen Ihre Beiträge. Ihren echten Namen brauchen wir nicht."),
        validators=[
            DataRequired(_l("Bitte wählen Sie ein Pseudonym.")),
            Length(2, 40, _l("Bitte wählen Sie ein Pseudonym mit 2 bis 40 Zeichen.")),
            Regexp(
                r"^[\w .,'’()&+-]+$",
                message=_l("Bitte verwenden Sie nur Buchstaben, Ziffern, Leerzeichen und einfache Satzzeichen."),
            ),
        ],
        render_kw={"autocomplete": "nickname"},
    )
    password = PasswordField(
        _l("Passwort"),
        description=_l("Mindestens 10 Zeichen. Ein ganzer Satz ist leicht zu merken und schwer zu erraten."),
        validators=[DataRequired(PASSWORD_MISSING)],
        render_kw={"autocomplete": "new-password"},
    )


class SignUpForm(AccountForm):
    """Signing up; `next` is the way on, once the address is confirmed."""

    next = HiddenField()

    group = SelectField(
        _l("Was verbindet Sie mit der Stadt?"),
        description=_l(
            "Freiwillig. Die Angabe hilft uns zu sehen, wer noch fehlt; sie erscheint nicht bei Ihren Beiträgen."
        ),
        choices=choices(GROUPS.items(), empty=_l("keine Angabe")),
    )
    terms = BooleanField(
        _l(
            "Ich habe die Nutzungsbedingungen und die Hinweise zum Datenschutz gelesen "
            "und stimme den Nutzungsbedingungen zu."
        ),
        validators=[DataRequired(_l("Ohne Ihre Zustimmung zu den Nutzungsbedingungen können wir kein Konto anlegen."))],
    )
    submit = SubmitField(_l("Konto anlegen"))


class SignInForm(EmailForm):
    """Signing in; `next` is the way back."""

    password = PasswordField(
        _l("Passwort"), validators=[DataRequired(PASSWORD_MISSING)], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()
    submit = SubmitField(_l("Anmelden"))


class ForgottenForm(EmailForm):
    """Asking for a new password."""

    submit = SubmitField(_l("Link anfordern"))


class NewPasswordForm(Form):
    """Setting a new password."""

    password = PasswordField(
        _l("Neues Passwort"),
        description=_l("Mindestens 10 Zeichen. Ein ganzer Satz ist leicht zu merken und schwer zu erraten."),
        validators=[DataRequired(PASSWORD_MISSING)],
        render_kw={"autocomplete": "new-password"},
    )
    submit = SubmitField(_l("Passwort speichern"))


class ConfirmForm(Form):
    """One button."""

    submit = SubmitField(_l("E-Mail-Adresse bestätigen"))


class LanguageForm(Form):
    """In which language mails come."""

    language = SelectField(_l("Sprache der E-Mails"), validators=[DataRequired()])
    submit = SubmitField(_l("Sprache speichern"))
