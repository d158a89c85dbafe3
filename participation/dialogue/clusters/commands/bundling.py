"""Putting ideas into bundles and taking them out: an idea is in one at most, one that is put elsewhere moves.

All changes of a process's bundles stand in one line with its merges, so that two people never put an idea into two.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.markdown import render_markdown
from participation.dialogue.boards.models import Board
from participation.dialogue.clusters import rules
from participation.dialogue.clusters.events import ClusterDissolved, ClusterMade, IdeaBundled, IdeaUnbundled
from participation.dialogue.clusters.models import Cluster
from participation.dialogue.ideas.commands.keeping import stand_in_line
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.commands.archive import check_writable
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject, remove_from_index
from participation.records.subjects.commands import add_subject, change_subject, link_subjects, unlink_subjects
from participation.records.subjects.models import Link, LinkKind, State, Subject, SubjectKind

IN = LinkKind.CLUSTERED_IN


def make_cluster(
    process_id: int, *, title: str, idea_ids: Collection[int], actor: Actor, text: str = "", send_key: str | None = None
) -> Cluster:
    """Put ideas of a process under a name. The same `send_key` again gives the same bundle.

    Raises NotAllowed for other departments, Invalid without a name or with fewer than two ideas, or ideas of another
    process or a call, Conflict where one is not public any more.
    """
    title = rules.check_title(title)
    process = _begin(process_id, actor)
    if send_key and (known := db.session.scalar(select(Cluster).where(Cluster.send_key == send_key))):
        return known
    if len(set(idea_ids)) < rules.FEWEST:
        raise Invalid("Bitte wählen Sie mindestens zwei Ideen.", field="ideas")
    cluster = _new(process, title, text, send_key, actor)
    _put(cluster, idea_ids, actor)
    return cluster


def put_ideas(cluster: Cluster, idea_ids: Collection[int], *, actor: Actor) -> None:
    """Put further ideas into a bundle; what lay in another one moves. Raises as `make_cluster` does."""
    _begin(cluster.process_id, actor)
    _check_there(cluster)
    if not idea_ids:
        raise Invalid("Bitte wählen Sie mindestens eine Idee.", field="ideas")
    _put(cluster, idea_ids, actor)


def take_ideas_out(cluster: Cluster, idea_ids: Collection[int], *, actor: Actor) -> None:
    """Let ideas stand by themselves again; a bundle that is left empty is dissolved."""
    _begin(cluster.process_id, actor)
    _check_there(cluster)
    for idea_id in sorted(set(idea_ids)):
        _take_out(idea_id, cluster.subject_id, actor)
    _dissolve_if_empty(cluster.subject_id, actor)


def split_cluster(
    cluster: Cluster, idea_ids: Collection[int], *, title: str, actor: Actor, send_key: str | None = None
) -> Cluster:
    """Let some ideas of a bundle go into a new one. Raises Invalid where none is chosen or none would stay."""
    title = rules.check_title(title)
    process = _begin(cluster.process_id, actor)
    if send_key and (known := db.session.scalar(select(Cluster).where(Cluster.send_key == send_key))):
        return known
    _check_there(cluster)
    inside = _ideas_in(cluster.subject_id)
    going = inside & set(idea_ids)
    if not going or going == inside:
        raise Invalid("Bitte wählen Sie die Ideen, die gehen; mindestens eine geht, und mindestens eine bleibt.",
                      field="ideas")  # fmt: skip
    new = _new(process, title, "", send_key, actor)
    _put(new, going, actor)
    return new


def dissolve_cluster(cluster: Cluster, *, actor: Actor, reason: str) -> None:
    """Dissolve a bundle: its page says so, its ideas stand by themselves. Doing it twice changes nothing."""
    _begin(cluster.process_id, actor)
    if not reason.strip():
        raise Invalid("Bitte begründen Sie das in einem Satz.", field="reason")
    if cluster.dissolved_at is None:
        for idea_id in sorted(_ideas_in(cluster.subject_id)):
            _take_out(idea_id, cluster.subject_id, actor)
        _dissolve(cluster, actor, reason)


def _begin(process_id: int, actor: Actor) -> Subject:
    """Stand in the line of the process, and ask whether this person bundles here."""
    process = db.session.get_one(Subject, process_id)
    rules.check_may_bundle(actor, process.department_id, process_id)
    check_writable(process_id)
    stand_in_line(process_id)
    return process


def _check_there(cluster: Cluster) -> None:
    db.session.refresh(cluster)
    if cluster.dissolved_at is not None:
        raise Conflict("Dieses Themenbündel wurde aufgelöst.")


def _new(process: Subject, title: str, text: str, send_key: str | None, actor: Actor) -> Cluster:
    subject = add_subject(
        SubjectKind.CLUSTER, title, path="/buendel/{id}", process_id=process.id, department_id=process.department_id,
        audience=process.audience,
    )  # fmt: skip
    cluster = Cluster(
        subject_id=subject.id, process_id=process.id, title=title, text=text, text_html=render_markdown(text),
        send_key=send_key or None,
    )  # fmt: skip
    db.session.add(cluster)
    index_subject(subject.id, title=title, text=text)
    record(ClusterMade(subject.id), actor=actor, role="moderator")
    return cluster


def _put(cluster: Cluster, idea_ids: Collection[int], actor: Actor) -> None:
    chosen = select(Idea, Board).join(Board, Board.subject_id == Idea.board_id).where(Idea.subject_id.in_(idea_ids))
    rows = db.session.execute(chosen.order_by(Idea.subject_id).execution_options(populate_existing=True)).all()
    if len(rows) < len(set(idea_ids)) or any(b.process_id != cluster.process_id or b.is_call for _, b in rows):
        raise Invalid("Bündeln lassen sich nur Ideen desselben Beteiligungsverfahrens.", field="ideas")
    left = set()
    for idea, _ in rows:
        rules.check_free(idea)
        before = db.session.scalar(select(Link.target_id).where(Link.source_id == idea.subject_id, Link.kind == IN))
        if before == cluster.subject_id:
            continue
        if before is not None:
            _take_out(idea.subject_id, before, actor)
            left.add(before)
        link_subjects(idea.subject_id, cluster.subject_id, IN)
        record(IdeaBundled(idea.subject_id, cluster_id=cluster.subject_id), actor=actor, role="moderator")
    _touch(cluster.subject_id)
    for before in sorted(left):
        _dissolve_if_empty(before, actor)


def _take_out(idea_id: int, cluster_id: int, actor: Actor) -> None:
    if unlink_subjects(idea_id, cluster_id, IN):
        record(IdeaUnbundled(idea_id, cluster_id=cluster_id), actor=actor, role="moderator")
        _touch(cluster_id)


def _touch(cluster_id: int) -> None:
    db.session.get_one(Cluster, cluster_id).changed_at = now()
    change_subject(cluster_id)


def _ideas_in(cluster_id: int) -> set[int]:
    return set(db.session.scalars(select(Link.source_id).where(Link.target_id == cluster_id, Link.kind == IN)))


def _dissolve_if_empty(cluster_id: int, actor: Actor) -> None:
    left = db.session.scalar(select(func.count()).where(Link.target_id == cluster_id, Link.kind == IN))
    if not left:
        _dissolve(db.session.get_one(Cluster, cluster_id), actor, "Alle Ideen sind in anderen Themenbündeln.")


def _dissolve(cluster: Cluster, actor: Actor, reason: str) -> None:
    cluster.dissolved_at = cluster.changed_at = now()
    change_subject(cluster.subject_id, state=State.WITHDRAWN)
    remove_from_index(cluster.subject_id)
    record(ClusterDissolved(cluster.subject_id), actor=actor, role="moderator", reason=reason)
