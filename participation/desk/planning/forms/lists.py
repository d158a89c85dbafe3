"""Lines of the short lists, boards, news."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from participation.desk.planning.forms.areas import AreaField
from participation.desk.planning.forms.parts import ADDRESS, MARKDOWN, TEXT
from participation.dialogue.processes.models import EntryKind
from participation.web.forms import Form, VersionField, choices

LEEWAY_KINDS = {
    EntryKind.FIXED: _l("Das steht fest"),
    EntryKind.OPEN: _l("Das ist offen"),
    EntryKind.LATER: _l("Das wird später entschieden"),
}
MOST_CATEGORIES = 8


class EntryForm(Form):
    """What the lines of all lists share."""

    version = VersionField()
    submit = SubmitField(_l("Speichern"))

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of columns."""
        left_out = {"version", "csrf_token", "submit"}
        return {field.name: field.data for field in self if field.name not in left_out}


class LeewayForm(EntryForm):
    """One piece of what is fixed, open, decided later."""

    kind = RadioField(
        _l("Was gilt?"),
        coerce=EntryKind,
        choices=choices(LEEWAY_KINDS.items()),
        default=EntryKind.OPEN,
        validators=[InputRequired(_l("Bitte wählen Sie, was gilt."))],
    )
    title = StringField(
        _l("Worum geht es?"), description=_l("In wenigen Worten, zum Beispiel: die Lage der Haltestelle."),
        validators=[DataRequired(_l("Bitte sagen Sie, worum es geht.")), Length(max=300)],
    )  # fmt: skip
    text = TextAreaField(_l("Warum?"), validators=TEXT)
    area = AreaField(_l("Wo gilt das?"), description=_l("Nur wenn es für eine bestimmte Fläche gilt: als GeoJSON."))


class PartnerForm(EntryForm):
    """Somebody who carries the process with the department."""

    title = StringField(_l("Name"), validators=[DataRequired(_l("Bitte nennen Sie den Partner.")), Length(max=300)])
    url = StringField(_l("Adresse der Website"), validators=[Optional(), Length(max=500), ADDRESS])
    text = TextAreaField(_l("Welche Aufgabe hat der Partner?"), validators=TEXT)

    def validate_url(self, field: Any) -> None:
        """Only addresses that a browser opens safely."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(ADDRESS.message)


class QuestionForm(EntryForm):
    """A question that people ask often, with its answer."""

    title = StringField(_l("Frage"), validators=[DataRequired(_l("Bitte schreiben Sie die Frage.")), Length(max=300)])
    text = TextAreaField(
        _l("Antwort"), description=MARKDOWN, validators=[DataRequired(_l("Bitte schreiben Sie die Antwort.")), *TEXT]
    )


class BoardForm(Form):
    """A board with its categories, one in a line."""

    version = VersionField()
    title = StringField(
        _l("Name des Themenboards"),
        validators=[DataRequired(_l("Bitte geben Sie dem Themenboard einen Namen.")), Length(max=200)],
    )
    question = TextAreaField(
        _l("Leitfrage"), validators=[DataRequired(_l("Bitte stellen Sie eine Frage.")), Length(max=300)]
    )
    intro = TextAreaField(_l("Was macht eine gute Idee aus?"), validators=TEXT)
    rules = TextAreaField(_l("Spielregeln"), description=MARKDOWN, validators=TEXT)
    categories = TextAreaField(
        _l("Kategorien"), description=_l("Eine in jeder Zeile, höchstens acht."),
        validators=[DataRequired(_l("Bitte nennen Sie mindestens eine Kategorie."))],
    )  # fmt: skip
    asks_stance = BooleanField(_l("Bei Kommentaren nach der Haltung fragen (dafür, dagegen, Frage)"))
    submit = SubmitField(_l("Speichern"))

    @property
    def names(self) -> list[str]:
        """The categories."""
        return [name.strip() for name in (self.categories.data or "").splitlines() if name.strip()]

    def validate_categories(self, field: Any) -> None:
        """Few enough, and each short."""
        if len(self.names) > MOST_CATEGORIES:
            raise ValidationError(_l("Bitte nennen Sie höchstens acht Kategorien."))
        if any(len(name) > 80 for name in self.names):
            raise ValidationError(_l("Bitte kürzen Sie jede Kategorie auf höchstens 80 Zeichen."))


class NewsForm(Form):
    """Something new."""

    version = VersionField()
    title = StringField(
        _l("Überschrift"), validators=[DataRequired(_l("Bitte schreiben Sie eine Überschrift.")), Length(max=200)]
    )
    body = TextAreaField(
        _l("Text"), description=MARKDOWN, validators=[DataRequired(_l("Bitte schreiben Sie einen Text.")), *TEXT]
    )
    submit = SubmitField(_l("Als Entwurf speichern"))
