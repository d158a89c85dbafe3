"""The forms of the statement and of the films."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, Optional

from participation.town.statement.models import (
    CONFORMITY_LABELS,
    METHOD_LABELS,
    REASON_LABELS,
    Conformity,
    Method,
    PartReason,
)
from participation.town.statement.rules.saying import MOST_PARTS, Said
from participation.web.forms import Form, VersionField, choices, trimmed

EMPTY_ROWS = 2
TOO_LONG = _l("Bitte fassen Sie sich kürzer.")


class PartForm(PlainForm):
    """One part that is not accessible; an empty row is left out."""

    what = StringField(_l("Welcher Teil?"), filters=[trimmed], validators=[Length(max=200, message=TOO_LONG)])
    kind = SelectField(_l("Warum?"), choices=choices((kind, _l(label)) for kind, label in REASON_LABELS.items()))
    reason = TextAreaField(
        _l("Was geht nicht, und warum?"), filters=[trimmed], validators=[Length(max=1000, message=TOO_LONG)]
    )
    alternative = TextAreaField(
        _l("Was hilft stattdessen?"), filters=[trimmed], validators=[Length(max=1000, message=TOO_LONG)]
    )


class StatementForm(Form):
    """Everything that the statement says."""

    known = VersionField()
    conformity = RadioField(
        _l("Stand der Vereinbarkeit"),
        choices=choices((state, _l(label)) for state, label in CONFORMITY_LABELS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie den Stand."))],
    )
    method = RadioField(
        _l("Wie wurde bewertet?"),
        choices=choices((method, _l(label)) for method, label in METHOD_LABELS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie, wie bewertet wurde."))],
    )
    assessed_by = StringField(
        _l("Von wem?"), description=_l("Nur bei einer unabhängigen Stelle."), validators=[Length(max=200)]
    )
    assessed_on = DateField(_l("Wann wurde zuletzt bewertet?"), validators=[Optional()])
    written_on = DateField(
        _l("Diese Erklärung ist vom"), validators=[InputRequired(_l("Bitte nennen Sie den Tag der Erklärung."))]
    )
    parts = FieldList(FormField(PartForm), max_entries=MOST_PARTS + EMPTY_ROWS)
    body_name = StringField(
        _l("Stelle, die im Streit vermittelt"),
        validators=[InputRequired(_l("Bitte nennen Sie die Stelle.")), Length(max=200)],
    )
    body_address = StringField(_l("Anschrift der Stelle"), validators=[Length(max=300)])
    body_url = StringField(_l("Internetadresse der Stelle"), validators=[Length(max=300)])
    body_link = StringField(_l("Worte des Links"), validators=[Length(max=200)])
    submit = SubmitField(_l("Veröffentlichen"))

    def offer_rows(self) -> None:
        """Two empty rows after what is there."""
        while len(self.parts) and not self.parts[-1].data["what"]:
            self.parts.pop_entry()
        for _row in range(min(EMPTY_ROWS, MOST_PARTS - len(self.parts))):
            self.parts.append_entry()

    @property
    def said(self) -> Said:
        """The values; rows without a name are left out."""
        return Said(
            conformity=Conformity(self.conformity.data), method=Method(self.method.data),
            assessed_by=self.assessed_by.data or "", assessed_on=self.assessed_on.data,
            written_on=self.written_on.data, parts=tuple(_plain(row) for row in self.parts.data if row["what"]),
            body_name=self.body_name.data or "", body_address=self.body_address.data or "",
            body_url=self.body_url.data or "", body_link=self.body_link.data or "",
        )  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    kind = row["kind"] if row["kind"] in set(PartReason) else PartReason.NOT_YET.value
    return {"what": row["what"], "kind": kind, "reason": row["reason"] or "", "alternative": row["alternative"] or ""}


class FilmForm(Form):
    """A film in sign language with its captions."""

    film = FileField(_l("Film"), description=_l("MP4 oder WebM, höchstens 80 Megabyte."))
    captions = FileField(_l("Untertitel"), description=_l("WebVTT-Datei. Ohne Untertitel nehmen wir keinen Film an."))
    without = BooleanField(_l("Den Film wegnehmen"))
    submit = SubmitField(_l("Speichern"))
