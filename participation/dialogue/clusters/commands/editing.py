"""Name and description of a bundle."""

from __future__ import annotations

from sqlalchemy import update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.markdown import render_markdown
from participation.dialogue.clusters import rules
from participation.dialogue.clusters.events import ClusterEdited
from participation.dialogue.clusters.models import Cluster
from participation.dialogue.processes.commands.archive import check_writable
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import Subject


def edit_cluster(cluster: Cluster, *, actor: Actor, title: str, text: str, version: int) -> None:
    """Rename a bundle or describe it anew; what it said before is kept beside the journal.

    Raises NotAllowed for other departments, Invalid without a name, Conflict where `version` is not the newest or the
    bundle was dissolved.
    """
    process = db.session.get_one(Subject, cluster.process_id)
    rules.check_may_bundle(actor, process.department_id, process.id)
    check_writable(process.id)
    title = rules.check_title(title)
    if len(text) > rules.LONGEST_TEXT:
        raise Invalid("Bitte kürzen Sie auf höchstens %(most)s Zeichen.", field="text", most=rules.LONGEST_TEXT)
    before = {"title": cluster.title, "text": cluster.text}
    newest = (Cluster.subject_id == cluster.subject_id, Cluster.version == version, Cluster.dissolved_at.is_(None))
    values = {"title": title, "text": text, "text_html": render_markdown(text), "version": version + 1}
    changed = update(Cluster).where(*newest).values(**values, changed_at=now()).returning(Cluster.version)
    found = db.session.execute(changed.execution_options(synchronize_session=False)).scalar_one_or_none()
    if found is None:
        raise Conflict("Jemand hat das Themenbündel inzwischen geändert. Ihre Fassung ist noch nicht gespeichert.")
    db.session.refresh(cluster)
    change_subject(cluster.subject_id, title=title)
    index_subject(cluster.subject_id, title=title, text=text)
    record(ClusterEdited(cluster.subject_id, version=found), actor=actor, role="moderator", before=before)
