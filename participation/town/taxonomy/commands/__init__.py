"""Entering and changing action fields, goals and tags."""

from participation.town.taxonomy.commands.changing import (
    add_action_field,
    add_goal,
    edit_action_field,
    edit_goal,
    remove_action_field,
    retire_goal,
)
from participation.town.taxonomy.commands.entering import (
    create_action_field,
    create_goal,
    create_tag,
    load_first_entries,
)

__all__ = [
    "add_action_field",
    "add_goal",
    "create_action_field",
    "create_goal",
    "create_tag",
    "edit_action_field",
    "edit_goal",
    "load_first_entries",
    "remove_action_field",
    "retire_goal",
]
