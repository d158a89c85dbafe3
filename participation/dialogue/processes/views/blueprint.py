"""The blueprint of this room, and what it gives to all templates: the line of a process, in words."""

from __future__ import annotations

from collections.abc import Collection

from flask import Blueprint
from flask_babel import gettext as _

from participation.core.errors import N_
from participation.dialogue.processes.models import LEEWAY_LABELS
from participation.dialogue.processes.rules import Act, acts_of, phase_line_of
from participation.web.navigation import navigation

blueprint = Blueprint("processes", __name__)
blueprint.add_app_template_global(phase_line_of, "phase_line_of")
blueprint.add_app_template_global(acts_of, "acts_in")
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(LEEWAY_LABELS=LEEWAY_LABELS))
navigation.add(N_("Mitmachen"), "processes.index", order=10, rooms=("boards", "ideas", "workshops", "prioritisation"))


@blueprint.app_template_global()
def acts_in_words(acts: Collection[Act], *, first: bool = False) -> str:
    """`Ideen einreichen, unterstützen und kommentieren`, in the order of Act; `first` words of a line begin large."""
    verbs = {
        Act.SUBMIT: _("Ideen einreichen"),
        Act.SUPPORT: _("unterstützen") if Act.SUBMIT in acts else _("Ideen unterstützen"),
        Act.COMMENT: _("kommentieren"),
        Act.WORKSHOP: _("in der Werkstatt mitarbeiten"),
    }
    words = [verbs[act] for act in Act if act in acts]
    text = str(_(" und ").join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words))
    return text[:1].upper() + text[1:] if first else text
