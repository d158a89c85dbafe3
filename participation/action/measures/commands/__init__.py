"""What departments do with measures. Only these commands change a measure's texts, stage, levels or sources."""

from participation.action.measures.commands.levels import fix_target_levels, note_reached_level, write_target_levels
from participation.action.measures.commands.sources import add_source, promote_cluster, promote_idea, take_on_result
from participation.action.measures.commands.stages import change_stage
from participation.action.measures.commands.writing import create_measure, edit_measure

__all__ = [
    "add_source",
    "change_stage",
    "create_measure",
    "edit_measure",
    "fix_target_levels",
    "note_reached_level",
    "promote_cluster",
    "promote_idea",
    "take_on_result",
    "write_target_levels",
]
