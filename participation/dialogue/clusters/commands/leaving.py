"""What stays of a hint when somebody leaves, and what must go with an idea."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, or_, update

from participation.core.database import db
from participation.dialogue.clusters.models import Cluster, DismissedPair, KinshipHint


def forget_hinter(account_id: int) -> None:
    """Let somebody's hints stand without their person."""
    _run(update(KinshipHint).where(KinshipHint.account_id == account_id).values(account_id=None))


def forget_hinters(idea_ids: Sequence[int]) -> None:
    """Let all hints on these ideas stand without who gave them."""
    _run(update(KinshipHint).where(KinshipHint.idea_id.in_(idea_ids)).values(account_id=None))


def forget_pairs_of(idea_id: int) -> None:
    """Let go of what was said of an idea's kinship."""
    for model in (KinshipHint, DismissedPair):
        _run(delete(model).where(or_(model.idea_id == idea_id, model.other_id == idea_id)))


def forget_send_keys(cluster_ids: Sequence[int]) -> None:
    """Forget what kept bundles from being made twice."""
    _run(update(Cluster).where(Cluster.subject_id.in_(cluster_ids)).values(send_key=None))


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
