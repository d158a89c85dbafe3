"""The forms of hiding and restoring."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from participation.core.errors import N_
from participation.web.forms import Form, choices

OTHER = "other"
# The sentences stand publicly in the place of the contribution, in the language of the site.
REASONS: dict[str, str] = {
    "insult": N_("Der Beitrag beleidigt oder bedroht andere."),
    "personal": N_("Der Beitrag nennt persönliche Daten anderer."),
    "unlawful": N_("Der Beitrag verstößt vermutlich gegen ein Gesetz."),
    "advertising": N_("Der Beitrag ist Werbung."),
    "off_topic": N_("Der Beitrag gehört nicht zum Thema dieses Verfahrens."),
    OTHER: N_("Ein anderer Grund"),
}
TOO_LONG = _l("Bitte kürzen Sie auf höchstens 600 Zeichen.")


class HideForm(Form):
    """Why a contribution is hidden."""

    cause = RadioField(
        _l("Warum verbergen Sie den Beitrag?"),
        choices=choices((cause, _l(words)) for cause, words in REASONS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie einen Grund."))],
    )
    explanation = TextAreaField(
        _l("Erläuterung"),
        description=_l("Steht mit dem Grund öffentlich am Platz des Beitrags. Bitte wiederholen Sie nichts daraus."),
        validators=[Length(max=600, message=TOO_LONG)],
    )
    submit = SubmitField(_l("Beitrag verbergen"))

    def validate_explanation(self, field: TextAreaField) -> None:
        """Another reason needs words."""
        if self.cause.data == OTHER and not (field.data or "").strip():
            raise ValidationError(gettext("Bitte nennen Sie den Grund in eigenen Worten."))

    @property
    def reason(self) -> str:
        """The reason as it is shown."""
        words = "" if self.cause.data == OTHER else gettext(REASONS[self.cause.data])
        return " ".join(part for part in (words, self.explanation.data) if part)


class RestoreForm(Form):
    """Why a contribution is shown again."""

    reason = TextAreaField(
        _l("Warum zeigen Sie den Beitrag wieder?"),
        description=_l("Geht an die Person, die ihn geschrieben hat, und steht im Protokoll."),
        validators=[
            DataRequired(_l("Bitte begründen Sie, warum der Beitrag wieder gezeigt wird.")),
            Length(max=600, message=TOO_LONG),
        ],
    )
    submit = SubmitField(_l("Beitrag wieder zeigen"))
