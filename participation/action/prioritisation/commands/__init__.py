"""Preparing a run, judging ideas, proposing a ranking and having a body decide on it."""

from participation.action.prioritisation.commands.deciding import confirm_ranking, return_ranking
from participation.action.prioritisation.commands.judging import JudgementEntry, judge_idea
from participation.action.prioritisation.commands.preparing import NewCriterion, create_run, open_run, revise_run
from participation.action.prioritisation.commands.proposing import propose_ranking

__all__ = [
    "JudgementEntry",
    "NewCriterion",
    "confirm_ranking",
    "create_run",
    "judge_idea",
    "open_run",
    "propose_ranking",
    "return_ranking",
    "revise_run",
]
