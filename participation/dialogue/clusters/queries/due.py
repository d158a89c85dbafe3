"""Which hints have had their time, and which keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from participation.dialogue.clusters.models import Cluster, KinshipHint
from participation.dialogue.processes.models import Process
from participation.records.subjects.models import Subject


def due_hinters(before: datetime) -> Select[*tuple[Any, ...]]:
    """Ideas in processes archived before this moment, of which it is still known who gave a hint."""
    named = select(1).where(KinshipHint.idea_id == Subject.id, KinshipHint.account_id.is_not(None)).exists()
    return (
        select(Subject.id, Process.archived_at)
        .join(Process, Process.subject_id == Subject.process_id)
        .where(Process.archived_at < before, named)
    )


def due_cluster_keys(before: datetime) -> Select[*tuple[Any, ...]]:
    """Bundles made before this moment that still have their key against double sending."""
    return select(Cluster.subject_id, Cluster.created_at).where(
        Cluster.send_key.is_not(None), Cluster.created_at < before
    )
