"""What facilitators and participants do in a workshop."""

from participation.dialogue.workshops.commands.arranging import arrange_notes, create_group, lower_note, raise_note
from participation.dialogue.workshops.commands.dots import set_dot, take_dot_back
from participation.dialogue.workshops.commands.leading import (
    create_workshop,
    extend_timer,
    finish_workshop,
    open_stage,
    summarise_stage,
)
from participation.dialogue.workshops.commands.notes import (
    enter_paper_notes,
    hide_note,
    restore_note,
    withdraw_note,
    write_note,
)
from participation.dialogue.workshops.commands.results import hand_on_as_idea, make_prototype, revise_prototype

__all__ = [
    "arrange_notes",
    "create_group",
    "create_workshop",
    "enter_paper_notes",
    "extend_timer",
    "finish_workshop",
    "hand_on_as_idea",
    "hide_note",
    "lower_note",
    "make_prototype",
    "open_stage",
    "raise_note",
    "restore_note",
    "revise_prototype",
    "set_dot",
    "summarise_stage",
    "take_dot_back",
    "withdraw_note",
    "write_note",
]
