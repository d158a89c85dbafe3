"""Bundles of ideas, and hints."""

from __future__ import annotations

from typing import Any

from participation.core.actor import HOUSE
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.clusters.commands import hint_kinship, make_cluster
from participation.dialogue.clusters.models import Cluster
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import Account
from tests.factories.people import make_account, person


def make_bundle(*ideas: Idea, title: str = "Sitzen am Ufer", **values: Any) -> Cluster:
    """A bundle of these ideas."""
    process_id = db.session.get_one(Board, ideas[0].board_id).process_id
    with transaction():
        return make_cluster(
            process_id, title=title, idea_ids=[idea.subject_id for idea in ideas], actor=HOUSE, **values
        )


def make_hint(idea: Idea, other: Idea, account: Account | None = None) -> None:
    """Somebody says that two ideas belong together."""
    actor = person(account or make_account())
    phases = phases_of(db.session.get_one(Board, idea.board_id).process_id)
    with transaction():
        hint_kinship(idea, other, actor=actor, phases=phases)
