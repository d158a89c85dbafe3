"""The forms around an application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, StringField, SubmitField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from participation.core.errors import Invalid
from participation.dialogue.boards.models import Board, CallCondition
from participation.dialogue.calls.rules import MOST_MEMBERS
from participation.dialogue.ideas.forms import FIELDS_OF, STEPS, TEXT, TITLE, IdeaForm
from participation.dialogue.processes.rules import addresses_in
from participation.web.filters import sentence
from participation.web.forms import CheckboxesField, Form, VersionField, choices

KINDS = ".pdf,.png,.jpg,.jpeg,.webp"
TEAM_NAME = Length(max=120, message=_l("Bitte kürzen Sie auf höchstens 120 Zeichen."))


class UploadForm(Form):
    """One file for an application."""

    file = FileField(_l("Datei"), description=_l("PDF, PNG, JPEG oder WebP."), render_kw={"accept": KINDS})
    submit = SubmitField(_l("Hochladen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file.flags.required = True

    @property
    def upload(self) -> tuple[str, bytes] | None:
        """Name and content of the file that was sent; None where none was chosen."""
        return sent_file(self.file)


class MembersForm(Form):
    """More people for a team."""

    members = TextAreaField(
        _l("E-Mail-Adressen"), description=_l("Eine in jeder Zeile. Wer sie liest, bekommt einen Link in Ihr Team."),
        validators=[DataRequired(_l("Bitte geben Sie mindestens eine E-Mail-Adresse ein."))],
    )  # fmt: skip
    submit = SubmitField(_l("Einladen"))

    def validate_members(self, field: Any) -> None:
        """Addresses, and not too many."""
        check_addresses(field.data)

    @property
    def addresses(self) -> list[str]:
        """The addresses, each once."""
        return addresses_in(self.members.data or "")


class ReviseApplicationForm(Form):
    """A new text for an application."""

    team_name = StringField(_l("Name des Teams"), validators=[Optional(), TEAM_NAME])
    title = StringField(_l("Überschrift"), validators=TITLE)
    text = TextAreaField(_l("Beschreibung"), validators=TEXT)
    version = VersionField()
    submit = SubmitField(_l("Änderung speichern"))


class ShowNameForm(Form):
    """Whether one's pseudonym stands beside the team's name."""

    shows_name = BooleanField(_l("Mein Pseudonym darf öffentlich bei der Bewerbung stehen."))
    submit = SubmitField(_l("Speichern"))


class ApplicationForm(IdeaForm):
    """An application: what, where, with whom and which files, check. It keeps what an idea keeps, and more."""

    team_name = StringField(
        _l("Name des Teams"), description=_l("Öffentlich. Leer heißt: Sie bewerben sich allein."),
        validators=[Optional(), TEAM_NAME],
    )  # fmt: skip
    members = TextAreaField(
        _l("Wer gehört noch dazu?"),
        description=_l(
            "Eine E-Mail-Adresse in jeder Zeile. Nach dem Absenden bekommt jede Person einen Link, der einmal gilt. "
            "Sie können auch später einladen."
        ),
    )
    shows_name = BooleanField(_l("Mein Pseudonym darf öffentlich neben dem Namen des Teams stehen."))
    file = FileField(
        _l("Anlage hochladen"), description=_l("PDF, PNG, JPEG oder WebP."),
        render_kw={"accept": KINDS},
    )  # fmt: skip
    conditions = CheckboxesField(_l("Die Bedingungen"), validate_choice=False)
    pictures = None

    def prepare(
        self, board: Board, districts: list[tuple[int, str]], asked: Sequence[CallCondition]
    ) -> ApplicationForm:
        """Offer the board's categories and the town's districts, and ask what this call asks."""
        self.choose_from(board, districts)
        self.conditions.choices = choices((one.id, one.text) for one in asked)
        self.conditions.flags.required = True
        self.takes_teams = board.takes_teams
        beside = (("team_name", "members", "shows_name") if board.takes_teams else ()) + (
            ("file",) if board.most_files else ()
        )
        self.steps = (*STEPS[:2], *(("dazu",) if beside else ()), STEPS[2])
        self.fields_of = {**FIELDS_OF, "dazu": beside, "pruefen": ("follow", "conditions")}
        return self

    @property
    def upload(self) -> tuple[str, bytes] | None:
        """Name and content of the file that was sent; None where none was chosen."""
        return sent_file(self.file)

    @property
    def accepted(self) -> set[int]:
        """The conditions that were accepted."""
        return {int(number) for number in self.conditions.data or [] if number.isdecimal() and len(number) < 18}

    @property
    def addresses(self) -> list[str]:
        """Who is invited into the team, each once."""
        return addresses_in(self.members.data) if self.takes_teams and self.members.data else []

    def validate_members(self, field: Any) -> None:
        """Addresses, and a name for the team that they join."""
        if field.data and self.takes_teams:
            check_addresses(field.data)

    def validate_team_name(self, field: Any) -> None:
        """Whoever invites others names the team."""
        if self.members.data and not field.data:
            raise ValidationError(_l("Bitte geben Sie Ihrem Team einen Namen, wenn Sie andere einladen."))

    def validate_conditions(self, field: Any) -> None:
        """Each was accepted."""
        if any(str(option.value) not in (field.data or []) for option in field.choices):
            raise ValidationError(_l("Bitte bestätigen Sie jede Bedingung."))


def sent_file(field: Any) -> tuple[str, bytes] | None:
    """Name and content of an upload; None where none was chosen."""
    sent = field.data
    if not sent or not getattr(sent, "filename", ""):
        return None
    sent.stream.seek(0)
    return str(sent.filename), bytes(sent.stream.read())


def check_addresses(text: str) -> None:
    """Raise ValidationError where one is no address, or there are too many."""
    try:
        found = addresses_in(text)
    except Invalid as error:
        raise ValidationError(sentence(error)) from None
    if len(found) >= MOST_MEMBERS:
        raise ValidationError(
            sentence(Invalid("Ein Team hat höchstens %(count)s Mitglieder.", count=MOST_MEMBERS))
        )  # fmt: skip
