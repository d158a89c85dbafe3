"""The forms of evaluation rounds."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from participation.core.clock import today
from participation.web.forms import Form, VersionField, choices

DAY_MISSING = _l("Bitte geben Sie einen Tag an.")
LONGEST_TEXT = 3000


class RoundForm(Form):
    """Opening a round."""

    title = StringField(
        _l("Titel"), description=_l("Zum Beispiel „Evaluation 2026“."),
        validators=[DataRequired(_l("Bitte geben Sie der Runde einen Titel.")), Length(max=200)],
    )  # fmt: skip
    slug = StringField(
        _l("Adresse"), description=_l("Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel 2026."),
        validators=[
            DataRequired(_l("Bitte geben Sie eine Adresse an.")), Length(max=80),
            Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$", message=_l("Bitte nur Kleinbuchstaben, Ziffern und Bindestriche.")),
        ],
    )  # fmt: skip
    intro = TextAreaField(_l("Wer bewertet, und worauf stützt sich das?"), validators=[Length(max=LONGEST_TEXT)])
    starts_on = DateField(_l("Beginn"), default=today, validators=[InputRequired(DAY_MISSING)])
    ends_on = DateField(_l("Ende"), validators=[InputRequired(DAY_MISSING)])
    submit = SubmitField(_l("Runde öffnen"))


class RatingForm(Form):
    """Rating a goal or measure."""

    level = RadioField(
        _l("Wie weit ist es?"), coerce=int,
        choices=choices([
            (0, _l("0 – nicht auf Zielerreichungskurs, keine Stufe erreicht")),
            (1, _l("1 – nicht auf Zielerreichungskurs, erste Stufe erreicht")),
            (2, _l("2 – teilweise auf Zielerreichungskurs")),
            (3, _l("3 – weitgehend auf Zielerreichungskurs")),
            (4, _l("4 – voll auf Zielerreichungskurs")),
        ]),
        validators=[InputRequired(_l("Bitte wählen Sie eine Stufe."))],
    )  # fmt: skip
    reason = TextAreaField(
        _l("Begründung"),
        description=_l("Sie wird ohne Ihren Namen veröffentlicht. Bitte nennen Sie keine Personen."),
        validators=[DataRequired(_l("Bitte begründen Sie Ihre Bewertung.")), Length(max=LONGEST_TEXT)],
    )  # fmt: skip
    submit = SubmitField(_l("Bewertung speichern"))


class SummaryForm(Form):
    """The three sentences of a round."""

    version = VersionField()
    went_well = TextAreaField(
        _l("Was gut lief"),
        validators=[DataRequired(_l("Bitte schreiben Sie, was gut lief.")), Length(max=LONGEST_TEXT)],
    )
    went_badly = TextAreaField(
        _l("Was nicht gelang"),
        validators=[DataRequired(_l("Bitte schreiben Sie, was nicht gelang.")), Length(max=LONGEST_TEXT)],
    )
    follows = TextAreaField(
        _l("Was daraus folgt"),
        validators=[DataRequired(_l("Bitte schreiben Sie, was daraus folgt.")), Length(max=LONGEST_TEXT)],
    )
    submit = SubmitField(_l("Zusammenfassung speichern"))


class ReviewerForm(Form):
    """Naming a person on the circle."""

    who = StringField(
        _l("Pseudonym oder E-Mail-Adresse"),
        description=_l("Die Person braucht ein Konto mit bestätigter E-Mail-Adresse."),
        validators=[DataRequired(_l("Bitte geben Sie an, wen Sie benennen."))],
    )  # fmt: skip
    submit = SubmitField(_l("Benennen"))


class PublishForm(Form):
    """Publishing; `number` is the number that was seen coming."""

    number = VersionField()
    reason = TextAreaField(
        _l("Grund der Berichtigung"),
        description=_l("Er wird mit veröffentlicht."),
        validators=[Length(max=LONGEST_TEXT)],
    )
    submit = SubmitField(_l("Jetzt veröffentlichen"))


class ReopenForm(Form):
    """Taking ratings again."""

    reason = TextAreaField(
        _l("Warum öffnen Sie die Runde wieder?"),
        validators=[DataRequired(_l("Bitte begründen Sie, warum die Runde wieder geöffnet wird.")), Length(max=500)],
    )
    submit = SubmitField(_l("Runde wieder öffnen"))
