"""The forms in which the city's texts are written."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from participation.town.background.models import Article
from participation.town.background.rules.writing import LONGEST_BODY
from participation.web.forms import Form, VersionField, choices


class TextForm(Form):
    """Heading, lead and text; `version` is the one that the person saw."""

    version = VersionField()
    title = StringField(
        _l("Überschrift"),
        validators=[
            DataRequired(_l("Bitte geben Sie eine Überschrift ein.")),
            Length(max=200, message=_l("Bitte kürzen Sie auf höchstens 200 Zeichen.")),
        ],
    )
    lead = TextAreaField(
        _l("Vorspann"),
        description=_l("Ein bis zwei Sätze, die sagen, worum es geht."),
        validators=[Length(max=500, message=_l("Bitte kürzen Sie auf höchstens 500 Zeichen."))],
    )
    body = TextAreaField(
        _l("Text"),
        description=_l(
            "Überschriften beginnen mit #, Listen mit -, Links schreiben Sie so: [Worte](https://www.stadt.example)."
        ),
        validators=[
            DataRequired(_l("Bitte schreiben Sie den Text.")),
            Length(max=LONGEST_BODY, message=_l("Bitte kürzen Sie den Text.")),
        ],
    )
    position = IntegerField(
        _l("Platz in der Reihe"),
        description=_l("1 steht zuerst. Das Glossar ordnet sich nach dem Alphabet."),
        validators=[
            InputRequired(_l("Bitte geben Sie eine Zahl ein.")),
            NumberRange(0, 9999, _l("Bitte geben Sie eine Zahl von 0 bis 9999 ein.")),
        ],
        default=0,
    )
    belongs_to = SelectField(
        _l("Gehört zu"),
        description=_l("Ein Text zu einem Verfahren steht auf dessen Seite, und nur dort erklären sich seine Wörter."),
        validators=[Optional()],
    )
    submit = SubmitField(_l("Speichern"))

    def choose_from(self, processes: list[tuple[int, str]], chosen: str = "") -> TextForm:
        """Offer the processes that the person may write for, beside the whole site; without any, nothing is asked."""
        if not processes:
            del self.belongs_to
            return self
        self.belongs_to.choices = choices(processes, empty=_l("zur ganzen Seite"))
        if not self.is_submitted():
            self.belongs_to.data = chosen
        return self

    def take(self, article: Article) -> None:
        """Show what stands there now."""
        self.version.data = article.version

    @property
    def words(self) -> dict[str, Any]:
        """Heading, lead and text."""
        return {"title": self.title.data or "", "lead": self.lead.data or "", "body": self.body.data or ""}

    @property
    def seen(self) -> int:
        """The version that the person saw; 0 where that was forged."""
        seen: int = self.version.data or 0
        return seen


class LegalForm(TextForm):
    """A text that the law asks for: it has its place already."""

    position = None
    belongs_to = None


class TermsForm(LegalForm):
    """New terms of use say what is new, and from when they hold."""

    what_changed = TextAreaField(
        _l("Was ändert sich?"),
        description=_l("Ein Satz, den alle verstehen. Er steht bei der neuen Fassung."),
        validators=[
            DataRequired(_l("Bitte sagen Sie in einem Satz, was sich ändert. Das lesen alle.")),
            Length(max=500, message=_l("Bitte kürzen Sie auf höchstens 500 Zeichen.")),
        ],
    )
    valid_from = DateField(
        _l("Gilt ab"),
        description=_l("Bis dahin gilt die jetzige Fassung, und die neue ist schon angekündigt."),
        validators=[InputRequired(_l("Bitte nennen Sie den Tag, ab dem die neue Fassung gilt."))],
    )
    submit = SubmitField(_l("Neue Fassung veröffentlichen"))

    @property
    def terms(self) -> dict[str, Any]:
        """What is new, and from when it holds."""
        return {"what_changed": self.what_changed.data or "", "valid_from": self.valid_from.data}
