"""Lines of the short lists, boards, news."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from participation.core.clock import TOWN
from participation.desk.planning.forms.areas import AreaField
from participation.desk.planning.forms.parts import ADDRESS, MARKDOWN, TEXT
from participation.dialogue.boards.rules import MOST_CONDITIONS, MOST_FILES
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
    is_call = BooleanField(_l("Das ist ein Aufruf: Menschen oder Teams bewerben sich mit einem Vorhaben"))
    conditions = TextAreaField(
        _l("Bedingungen"),
        description=_l("Ein Satz in jeder Zeile, höchstens zwölf. Wer sich bewirbt, bestätigt jeden einzeln."),
    )
    takes_teams = BooleanField(_l("Teams können sich bewerben"))
    most_files = IntegerField(
        _l("Anlagen"), description=_l("Wie viele Dateien höchstens (PDF oder Bilder). Leer oder 0: keine."),
        validators=[Optional(), NumberRange(0, MOST_FILES, _l("Bitte geben Sie eine Zahl von 0 bis 10 ein."))],
    )  # fmt: skip
    files_wanted = StringField(
        _l("Welche Anlagen wünschen Sie sich?"), description=_l("Zum Beispiel: ein Kostenplan."),
        validators=[Length(max=300, message=_l("Bitte kürzen Sie auf höchstens 300 Zeichen."))],
    )  # fmt: skip
    deadline = DateTimeLocalField(
        _l("Frist"),
        description=_l("Leer heißt: Sie endet mit der Phase, in der Vorschläge eingereicht werden."),
        format="%Y-%m-%dT%H:%M", validators=[Optional()],
    )  # fmt: skip
    hides_applications = BooleanField(
        _l("Bis zur Frist sehen nur Team und Fachabteilung die Bewerbungen; auch ihre Zahl bleibt verdeckt")
    )
    submit = SubmitField(_l("Speichern"))

    @property
    def names(self) -> list[str]:
        """The categories."""
        return [name.strip() for name in (self.categories.data or "").splitlines() if name.strip()]

    @property
    def sentences(self) -> list[str]:
        """The conditions, each once."""
        lines = (" ".join(line.split()) for line in (self.conditions.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    @property
    def terms(self) -> dict[str, Any]:
        """What is set for a call; the deadline as a moment in town."""
        closes = self.deadline.data
        return {
            "is_call": bool(self.is_call.data), "conditions": self.sentences, "most_files": self.most_files.data or 0,
            "takes_teams": bool(self.takes_teams.data), "files_wanted": self.files_wanted.data or "",
            "deadline": closes.replace(tzinfo=TOWN).astimezone(UTC) if closes else None,
            "hides_applications": bool(self.hides_applications.data),
        }  # fmt: skip

    def validate_conditions(self, field: Any) -> None:
        """Few enough, and each short."""
        if len(self.sentences) > MOST_CONDITIONS:
            raise ValidationError(_l("Bitte nennen Sie höchstens zwölf Bedingungen."))
        if any(len(line) > 500 for line in self.sentences):
            raise ValidationError(_l("Bitte kürzen Sie jede Bedingung auf höchstens 500 Zeichen."))

    def validate_is_call(self, field: Any) -> None:
        """What only a call has is not asked for without one."""
        if not field.data and self.hides_applications.data:
            raise ValidationError(_l("Verdeckte Bewerbungen gibt es nur bei einem Aufruf. Bitte kreuzen Sie das an."))

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
