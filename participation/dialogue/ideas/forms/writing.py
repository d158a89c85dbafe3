"""The forms in which an idea is written, revised and withdrawn."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    MultipleFileField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional

from participation.core.places import Point
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.rules.asked import Asked
from participation.dialogue.ideas.rules.drafts import KEPT_FIELDS
from participation.town.districts.queries import district_at
from participation.web.forms import Form, SendOnceField, VersionField, choices

TITLE = [
    DataRequired(_l("Bitte geben Sie Ihrer Idee eine Überschrift.")),
    Length(5, 120, _l("Die Überschrift braucht 5 bis 120 Zeichen.")),
]
TEXT = [
    DataRequired(_l("Bitte beschreiben Sie Ihre Idee.")),
    Length(20, 4000, _l("Bitte beschreiben Sie Ihre Idee mit 20 bis 4.000 Zeichen.")),
]
STEPS = ("was", "wo", "pruefen")
PICTURE_KINDS = ".png,.jpg,.jpeg,.webp"
FIELDS_OF = {"was": ("title", "text", "category"), "wo": ("district", "street", "lon", "lat"), "pruefen": ("follow",)}


class IdeaForm(Form):
    """An idea in three steps: what, where, check. Fields of other steps travel along hidden, so nothing is lost."""

    steps: tuple[str, ...] = STEPS
    fields_of: dict[str, tuple[str, ...]] = FIELDS_OF

    title = StringField(
        _l("Überschrift"),
        description=_l("In einem Satz: Was soll anders werden?"),
        validators=TITLE,
        render_kw={"autocomplete": "off"},
    )
    text = TextAreaField(
        _l("Beschreibung"),
        description=_l("Worum geht es, wem hilft es, und warum? Bitte keine Namen oder Telefonnummern anderer Leute."),
        validators=TEXT,
    )
    category = SelectField(_l("Kategorie"), validators=[DataRequired(_l("Bitte wählen Sie eine Kategorie."))])
    pictures = MultipleFileField(
        _l("Bilder hinzufügen"),
        description=_l(
            "PNG, JPEG oder WebP. Ort, Zeit und Gerät, die eine Kamera notiert, entfernen wir. Bitte zeigen Sie keine "
            "Menschen, die man erkennt."
        ),
        render_kw={"accept": PICTURE_KINDS},
    )
    district = SelectField(_l("Stadtteil"), validators=[Optional()])
    street = StringField(
        _l("Straße oder Ort"),
        description=_l("Zum Beispiel: Spielplatz an der Donau, Höhe Metzgerturm."),
        validators=[Optional(), Length(max=160, message=_l("Bitte kürzen Sie auf höchstens 160 Zeichen."))],
        render_kw={"autocomplete": "off"},
    )
    lon = HiddenField()
    lat = HiddenField()
    follow = BooleanField(
        _l(
            "Schicken Sie mir auch eine E-Mail, wenn sich sonst bei meiner Idee etwas tut, "
            "zum Beispiel bei Kommentaren."
        ),
        description=_l("Die Antwort der Stadt bekommen Sie in jedem Fall per E-Mail."),
    )
    step = HiddenField(default="was")
    send_key = SendOnceField()

    def choose_from(self, board: Board, districts: list[tuple[int, str]]) -> IdeaForm:
        """Offer the board's categories and the town's districts."""
        self.category.choices = choices(((c.id, c.name) for c in board.categories), empty=_l("Bitte wählen"))
        self.district.choices = choices(districts, empty=_l("keine Angabe, oder die ganze Stadt"))
        return self

    def offer(self, asked: Asked) -> IdeaForm:
        """Offer what the board asks beside the fields that every idea has."""
        if not asked.takes_pictures:
            del self.pictures
        return self

    @property
    def kept(self) -> dict[str, Any]:
        """What a draft keeps of it, unchecked."""
        return {name: self[name].data for name in KEPT_FIELDS}

    @property
    def key(self) -> str:
        """The key against double sending."""
        return str(self.send_key.data or "")[:40]

    @property
    def uploads(self) -> list[Any]:
        """The pictures that came with the form, as files to read one by one; none where none were chosen."""
        sent = self.pictures.data if "pictures" in self._fields else None
        return [file for file in sent or [] if getattr(file, "filename", "")]

    def faulty_step(self, *, up_to: str) -> str | None:
        """The first step, not after `up_to`, whose fields are not in order."""
        self.validate()
        wanted = self.steps[: self.steps.index(up_to) + 1]
        for name, field in self._fields.items():
            if not any(name in self.fields_of[step] for step in wanted):
                field.errors = []
        return next((step for step in wanted if any(self[name].errors for name in self.fields_of[step])), None)

    @property
    def sent_step(self) -> str:
        """The step that was sent; the first one where it is none."""
        return self.step.data if self.step.data in self.steps else self.steps[0]

    def before(self, step: str) -> str:
        """The step before; empty for the first one."""
        at = self.steps.index(step)
        return self.steps[at - 1] if at else ""

    def wanted_step(self, go: str) -> str:
        """Which step a button leads to: a named one that was passed, back, or on; `fertig` behind the last one."""
        step = self.sent_step
        if go in self.steps and self.steps.index(go) <= self.steps.index(step):
            return go
        if go == "zurueck":
            return self.before(step) or step
        return "fertig" if step == self.steps[-1] else self.steps[self.steps.index(step) + 1]

    @property
    def district_id(self) -> int | None:
        """The district of the clicked place; else the one that was chosen."""
        if self.point is not None and (found := district_at(self.point)) is not None:
            return found.subject_id
        return int(self.district.data) if self.district.data else None

    @property
    def preview(self) -> dict[str, Any]:
        """What the last step shows in words."""
        labels = {str(c.value): c.label for c in self.category.choices}
        districts = {str(c.value): str(c.label).strip() for c in self.district.choices}
        return {
            "category_name": labels.get(self.category.data or "", ""),
            "district_name": districts.get(str(self.district_id), "") if self.district_id else "",
            "point": self.point,
        }

    def clear_errors(self) -> None:
        """Forget what later steps lack as long as one has not come to them."""
        for field in self:
            field.errors = []

    @property
    def point(self) -> Point | None:
        """The place that was clicked on the map, if it is one."""
        try:
            return Point(float(self.lon.data), float(self.lat.data)) if self.lon.data and self.lat.data else None
        except ValueError:
            return None


class ReviseForm(Form):
    """A new text for an idea."""

    title = StringField(_l("Überschrift"), validators=TITLE)
    text = TextAreaField(_l("Beschreibung"), validators=TEXT)
    reason = StringField(
        _l("Was haben Sie geändert?"),
        description=_l("Steht bei der früheren Fassung."),
        validators=[Optional(), Length(max=200)],
    )
    version = VersionField()
    submit = SubmitField(_l("Änderung speichern"))


class WithdrawForm(Form):
    """Why somebody takes an idea back, where they want to say it."""

    reason = TextAreaField(
        _l("Warum ziehen Sie die Idee zurück?"),
        description=_l("Ein Satz genügt. Er steht öffentlich dort, wo Ihre Idee stand."),
        validators=[Optional(), Length(max=500, message=_l("Bitte kürzen Sie auf höchstens 500 Zeichen."))],
    )
    submit = SubmitField(_l("Idee zurückziehen"))
