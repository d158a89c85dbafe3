"""The forms of a workshop."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from participation.dialogue.workshops.models import NOTE_LENGTH
from participation.dialogue.workshops.rules import MINUTES
from participation.web.forms import Form, SendOnceField, VersionField, choices


def hidden_number() -> IntegerField:
    """A number that travels with the form."""
    return VersionField()


class ActForm(Form):
    """A button and its token."""


class NoteForm(Form):
    """One note for the wall; `position` is the stage that it was written for."""

    text = TextAreaField(
        _l("Ihr Zettel"),
        description=_l("Ein Gedanke je Zettel. Er hängt gleich mit Ihrem Pseudonym an der Wand."),
        validators=[
            DataRequired(_l("Bitte schreiben Sie etwas auf den Zettel.")),
            Length(max=NOTE_LENGTH, message=_l("Ein Zettel darf höchstens 500 Zeichen haben.")),
        ],
    )
    position = hidden_number()
    send_key = SendOnceField()


class OpenForm(Form):
    """Opening a stage, with a time that is shown to all."""

    minutes = SelectField(
        _l("Zeit für die Etappe"),
        id="minuten-naechste",
        choices=choices([(5, _l("5 Minuten")), (10, _l("10 Minuten")), (20, _l("20 Minuten"))], empty=_l("ohne Zeit")),
        validators=[Optional()],
    )

    @property
    def chosen(self) -> int | None:
        """The minutes, or none."""
        return int(self.minutes.data) if self.minutes.data else None


class TimerForm(Form):
    """More time for the open stage."""

    minutes = SelectField(
        _l("Mehr Zeit geben"),
        choices=choices([(5, _l("5 Minuten")), (10, _l("10 Minuten")), (20, _l("20 Minuten"))]),
        validators=[DataRequired()],
    )
    version = hidden_number()

    @property
    def chosen(self) -> int:
        """The minutes; the first choice where something else was sent."""
        return int(self.minutes.data) if (self.minutes.data or "").isdigit() else MINUTES[0]


class PaperForm(Form):
    """Notes typed off paper."""

    lines = TextAreaField(
        _l("Zettel vom Papier"),
        description=_l(
            "Ein Zettel je Zeile. Wurden im Raum Punkte geklebt, steht ihre Zahl nach einem senkrechten Strich: "
            "Mehr Schatten am Platz | 4"
        ),
        validators=[DataRequired(_l("Bitte schreiben Sie mindestens einen Zettel ab."))],
    )
    send_key = SendOnceField()


class GroupForm(Form):
    """A name for notes that belong together."""

    title = StringField(
        _l("Name der neuen Gruppe"),
        validators=[
            DataRequired(_l("Bitte geben Sie der Gruppe einen Namen mit höchstens 120 Zeichen.")),
            Length(max=120, message=_l("Bitte geben Sie der Gruppe einen Namen mit höchstens 120 Zeichen.")),
        ],
        render_kw={"autocomplete": "off"},
    )


class ReasonForm(Form):
    """Why a note is taken off the wall, or put back."""

    reason = TextAreaField(
        _l("Grund"),
        description=_l("Er erscheint an der Stelle des Zettels und im Protokoll."),
        validators=[
            DataRequired(_l("Bitte schreiben Sie einen Grund dazu; er erscheint an der Stelle des Zettels.")),
            Length(max=1000, message=_l("Höchstens 1.000 Zeichen, bitte.")),
        ],
    )


class StageForm(Form):
    """What a stage has found out."""

    summary = TextAreaField(
        _l("Was wurde gefunden?"),
        description=_l("Zwei, drei Sätze. Sie stehen später auf der Ergebnisseite über den Zetteln."),
        validators=[Length(max=4000, message=_l("Höchstens 4.000 Zeichen, bitte."))],
    )
    version = hidden_number()


def _long(label: object, hint: object, required: object = None) -> TextAreaField:
    checks = [DataRequired(required)] if required else [Optional()]
    return TextAreaField(label, description=hint, validators=[*checks, Length(max=2000)])


class PrototypeForm(Form):
    """The result card of a workshop."""

    title = StringField(
        _l("Name des Prototyps"),
        validators=[
            DataRequired(_l("Bitte geben Sie dem Prototyp einen Namen.")),
            Length(max=160, message=_l("Der Name darf höchstens 160 Zeichen haben.")),
        ],
        render_kw={"autocomplete": "off"},
    )
    problem = _long(
        _l("Problem"), _l("Was stört oder fehlt heute?"), _l("Bitte beschreiben Sie das Problem in ein, zwei Sätzen.")
    )
    idea = _long(
        _l("Idee"), _l("Was wurde gebaut oder skizziert?"), _l("Bitte beschreiben Sie die Idee in ein, zwei Sätzen.")
    )
    for_whom = _long(_l("Für wen"), _l("Wem hilft es?"))
    tested = _long(_l("Wie ausprobiert"), _l("Wo, wann, mit wem?"))
    learnt = _long(_l("Was gelernt"), _l("Was hat funktioniert, was nicht?"))
    send_key = SendOnceField()
    version = hidden_number()

    def texts(self) -> dict[str, str]:
        """The fields of the card."""
        return {n: self[n].data or "" for n in ("title", "problem", "idea", "for_whom", "tested", "learnt")}


class FinishForm(Form):
    """Minutes and summary at the end."""

    summary = TextAreaField(
        _l("Was hat die Werkstatt ergeben?"),
        description=_l("Die ersten Sätze der Ergebnisseite: Wer war da, was wurde gefunden, wie geht es weiter?"),
        validators=[
            DataRequired(_l("Bitte fassen Sie zusammen, was die Werkstatt ergeben hat.")),
            Length(max=8000, message=_l("Höchstens 8.000 Zeichen, bitte.")),
        ],
    )
    participants = IntegerField(
        _l("Wie viele Menschen haben mitgemacht?"),
        validators=[Optional(), NumberRange(0, 5000, _l("Bitte geben Sie eine Zahl von 0 bis 5.000 ein."))],
        render_kw={"inputmode": "numeric"},
    )


class HandOnForm(Form):
    """A note or a result card goes on as an idea."""

    board = SelectField(_l("Themenboard"), validators=[DataRequired(_l("Bitte wählen Sie ein Themenboard."))])
    title = StringField(
        _l("Überschrift der Idee"),
        validators=[
            DataRequired(_l("Bitte geben Sie der Idee eine Überschrift.")),
            Length(5, 120, _l("Die Überschrift braucht 5 bis 120 Zeichen.")),
        ],
        render_kw={"autocomplete": "off"},
    )
    text = TextAreaField(
        _l("Beschreibung"),
        validators=[
            DataRequired(_l("Bitte beschreiben Sie die Idee.")),
            Length(20, 4000, _l("Bitte beschreiben Sie die Idee mit 20 bis 4.000 Zeichen.")),
        ],
    )
    send_key = SendOnceField()
    submit = SubmitField(_l("Als Idee weitergeben"))


def moves_from(sent: Mapping[str, str]) -> dict[int, int | None]:
    """Which note (by id) was put into which group (by id): from the selects of the arranging form."""
    moves: dict[int, int | None] = {}
    for name, value in sent.items():
        note = name.removeprefix("gruppe-")
        if note != name and note.isdigit() and (not value or value.isdigit()) and value != sent.get(f"war-{note}"):
            moves[int(note)] = int(value) if value else None
    return moves
