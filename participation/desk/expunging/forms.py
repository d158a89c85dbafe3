"""The forms of asking, confirming and declining."""

from __future__ import annotations

from typing import Any

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from participation.core.clock import TOWN
from participation.desk.expunging import rules
from participation.desk.expunging.models import Extent, Ground
from participation.desk.expunging.queries import Target
from participation.web.forms import Form, SendOnceField, choices

TOO_LONG = _l("Bitte kürzen Sie auf höchstens 600 Zeichen.")


def extent_words(target: Target | None, extent: Extent, part: str) -> str:
    """What of a thing goes, in words."""
    if extent is Extent.EARLIER:
        return gettext("Alle früheren Fassungen; die neueste bleibt")
    if extent is Extent.VERSION:
        written = dict(target.versions).get(int(part)) if target else None
        if written is None:
            return gettext("Fassung %(number)s", number=part)
        day = format_date(written.astimezone(TOWN).date(), format="long")
        return gettext("Nur Fassung %(number)s vom %(day)s", number=part, day=day)
    if extent is Extent.PLACE:
        return gettext("Nur der Ort: Punkt auf der Karte und Straße")
    if extent is Extent.FIELD:
        label = rules.field_label(part)
        return gettext("Nur dieser Text: %(name)s", name=gettext(label) if label else part)
    return gettext("Alles")


class AskForm(Form):
    """Asking that something go."""

    what = RadioField(
        _l("Was soll getilgt werden?"), validators=[InputRequired(_l("Bitte wählen Sie, was getilgt werden soll."))]
    )
    ground = RadioField(
        _l("Aus welchem Grund?"),
        description=_l("Dieser Grund steht danach öffentlich an der Stelle des Beitrags."),
        choices=choices((ground.value, _l(words)) for ground, words in rules.GROUNDS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie einen Grund."))],
    )  # fmt: skip
    reason = TextAreaField(
        _l("Begründung für die zweite Person"),
        description=_l(
            "Sie bleibt gespeichert. Bitte wiederholen Sie darin nichts von dem, was getilgt werden soll, vor allem "
            "keine Namen, Adressen oder Telefonnummern."
        ),
        validators=[
            DataRequired(_l("Bitte begründen Sie, warum das getilgt werden muss.")), Length(max=600, message=TOO_LONG),
        ],
    )  # fmt: skip
    send_key = SendOnceField()
    submit = SubmitField(_l("Tilgen beantragen"))

    def offer(self, target: Target) -> None:
        """Offer what of this thing can go."""
        self.what.choices = choices(
            (f"{extent.value}:{part}", extent_words(target, extent, part)) for extent, part in target.extents
        )
        if len(target.extents) == 1 and not self.what.data:
            self.what.data = f"{target.extents[0][0].value}:{target.extents[0][1]}"

    @property
    def values(self) -> dict[str, Any]:
        """What the command asks for."""
        extent, _, part = str(self.what.data).partition(":")
        return {
            "extent": Extent(extent), "part": part, "ground": Ground(self.ground.data), "reason": self.reason.data,
            "send_key": self.send_key.data,
        }  # fmt: skip


class ConfirmForm(Form):
    """A second person agrees."""

    understood = BooleanField(
        _l("Ich habe gelesen, was getilgt wird. Es lässt sich nicht zurückholen."),
        validators=[DataRequired(_l("Bitte bestätigen Sie, dass Sie es gelesen haben."))],
    )
    submit = SubmitField(_l("Endgültig tilgen"))


class DeclineForm(Form):
    """A second person does not agree."""

    answer = TextAreaField(
        _l("Warum wird nichts getilgt?"),
        description=_l("Das liest, wer den Antrag gestellt hat."),
        validators=[
            DataRequired(_l("Bitte begründen Sie, warum nichts getilgt wird.")), Length(max=600, message=TOO_LONG),
        ],
    )  # fmt: skip
    submit = SubmitField(_l("Antrag ablehnen"))


class OneButton(Form):
    """One button."""

    submit = SubmitField(_l("Antrag zurücknehmen"))
