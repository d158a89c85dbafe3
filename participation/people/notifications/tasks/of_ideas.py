"""What is told of ideas and of comments on them."""

from __future__ import annotations

from participation.core.actor import HOUSE
from participation.core.markdown import plain_excerpt
from participation.desk.answers.events import IdeaAnswered
from participation.desk.answers.queries import answer_of
from participation.desk.answers.rules import due_on
from participation.desk.moderation.queries import authors_of
from participation.dialogue.clusters.events import IdeaBundled
from participation.dialogue.comments.events import CommentHidden, CommentRestored, CommentWritten
from participation.dialogue.comments.queries import comment_by_id, comment_view
from participation.dialogue.ideas.events import (
    IdeaHidden,
    IdeaMerged,
    IdeaRestored,
    IdeaStatusChanged,
    IdeaSubmitted,
    IdeaUnmerged,
)
from participation.dialogue.ideas.queries import idea_by_id
from participation.dialogue.ideas.rules import is_sealed
from participation.people.notifications.rules import Because, Mailing, concerned
from participation.people.notifications.tasks.listeners import (
    followers_of,
    sources_of,
    with_author,
    with_source_authors,
)
from participation.people.notifications.tasks.stories import Story, story_on, tells
from participation.records.journal.queries import Happening
from participation.records.subjects.models import State
from participation.records.subjects.queries import SHOWN, subject_seen_by

TOLD_STATUS = ("in_review", "realised")
EXCERPT = 400


@tells(IdeaSubmitted)
def submitted(entry: Happening) -> Story | None:
    """A receipt for the author: what happens next, and when."""
    if entry.subject_id is None:
        return None
    subject = subject_seen_by(HOUSE, entry.subject_id)
    opens_at = subject.visible_from if subject is not None else None
    due = due_on(max(entry.at, opens_at) if opens_at else entry.at).isoformat()
    mailing = Mailing.UNLESS_STOPPED if opens_at and opens_at > entry.at else Mailing.IF_FOLLOWING
    everyone = with_author(followers_of(entry.subject_id), entry.subject_id, mailing)
    listeners = {i: one for i, one in everyone.items() if one.because is Because.AUTHOR}
    words = {"due_on": due, "visible_from": opens_at.isoformat() if opens_at and opens_at > entry.at else ""}
    return story_on(entry.subject_id, "idea_submitted", listeners, words=words, tells_actor=True)


@tells(IdeaSubmitted)
def new_on_board(entry: Happening) -> Story | None:
    """Those who follow a board hear of each new idea on it; of what is sealed nobody hears."""
    idea = idea_by_id(entry.subject_id) if entry.subject_id is not None else None
    seen = subject_seen_by(HOUSE, entry.subject_id) if entry.subject_id is not None else None
    if idea is None or seen is None or is_sealed(idea.visible_from) or idea.state is not State.PUBLIC:
        return None
    words = {"idea": " ".join(idea.title.split()), "excerpt": idea.excerpt}
    return story_on(
        idea.board_id, "idea_on_board", followers_of(idea.board_id), values={"new": "on_board"}, words=words,
        path=seen.path,
    )  # fmt: skip


@tells(IdeaAnswered)
def answered(entry: Happening) -> Story | None:
    """Author and followers hear the answer; merging is told by its own event."""
    if entry.subject_id is None or entry.values["outcome"] == "merged":
        return None
    given = answer_of(entry.subject_id)
    sources = sources_of(entry.subject_id)
    listeners = followers_of(entry.subject_id, *sources)
    listeners = with_author(with_source_authors(listeners, sources), entry.subject_id, Mailing.UNLESS_STOPPED)
    words = {"reason": entry.details.get("reason", ""), "next_step": entry.details.get("next_step", "")}
    if given is not None and given.number == entry.values["number"]:
        words |= {
            "department": given.department,
            "passed_on_to": given.passed_on_to,
            "due_on": given.next_step_due.isoformat() if given.next_step_due else "",
        }
    values = {"outcome": entry.values["outcome"]}
    return story_on(entry.subject_id, "idea_answered", listeners, values=values, words=words)


@tells(IdeaStatusChanged)
def status_changed(entry: Happening) -> Story | None:
    """Being looked into and being realised are told; other steps have events of their own."""
    if entry.subject_id is None or entry.values["new"] not in TOLD_STATUS:
        return None
    sources = sources_of(entry.subject_id)
    listeners = with_author(followers_of(entry.subject_id, *sources), entry.subject_id, Mailing.IF_FOLLOWING)
    return story_on(entry.subject_id, "idea_status", listeners, values={"new": entry.values["new"]})


@tells(IdeaMerged)
def merged(entry: Happening) -> Story | None:
    """An idea goes on in another one."""
    into = subject_seen_by(HOUSE, entry.values["into_id"])
    if entry.subject_id is None or into is None:
        return None
    listeners = with_author(followers_of(entry.subject_id), entry.subject_id, Mailing.UNLESS_STOPPED)
    words = {"reason": entry.details.get("reason", ""), "into": " ".join(into.title.split())}
    return story_on(entry.subject_id, "idea_merged", listeners, words=words, path=into.path)


@tells(IdeaUnmerged)
def unmerged(entry: Happening) -> Story | None:
    """A merge was undone: author and followers of the idea, and those of the one that it had gone on in."""
    other = subject_seen_by(HOUSE, entry.values["from_id"])
    if entry.subject_id is None or other is None:
        return None
    listeners = with_author(followers_of(entry.subject_id, other.id), entry.subject_id, Mailing.UNLESS_STOPPED)
    words = {"reason": entry.details.get("reason", ""), "other": " ".join(other.title.split())}
    return story_on(entry.subject_id, "idea_unmerged", listeners, words=words)


@tells(IdeaBundled)
def bundled(entry: Happening) -> Story | None:
    """Author and followers hear in which bundle an idea stands now."""
    cluster = subject_seen_by(HOUSE, entry.values["cluster_id"])
    if entry.subject_id is None or cluster is None or cluster.state not in SHOWN:
        return None
    following = followers_of(entry.subject_id, cluster.id)
    listeners = with_author(following, entry.subject_id, Mailing.IF_FOLLOWING)
    words = {"cluster": " ".join(cluster.title.split())}
    return story_on(entry.subject_id, "idea_bundled", listeners, words=words, path=cluster.path)


@tells(IdeaHidden, IdeaRestored)
def hidden_or_shown(entry: Happening) -> Story | None:
    """The author alone hears that moderation hid the idea or showed it again, why, and how to object."""
    if entry.subject_id is None:
        return None
    template = "contribution_hidden" if entry.event == IdeaHidden.__name__ else "contribution_restored"
    listeners = with_author({}, entry.subject_id, Mailing.ALWAYS)
    words = {"reason": entry.details.get("reason", "")}
    return story_on(entry.subject_id, template, listeners, words=words, cannot_be_stopped=True)


@tells(CommentHidden, CommentRestored)
def comment_hidden_or_shown(entry: Happening) -> Story | None:
    """The same for a comment; it is named by what it was written on."""
    if entry.subject_id is None:
        return None
    template = "contribution_hidden" if entry.event == CommentHidden.__name__ else "contribution_restored"
    listeners = with_author({}, entry.subject_id, Mailing.ALWAYS)
    target_id = entry.values["target_id"]
    target = subject_seen_by(HOUSE, target_id)
    if target is None:
        return None
    words = {"reason": entry.details.get("reason", "")}
    path = f"{target.path}/kommentare/{entry.subject_id}"
    return story_on(target_id, template, listeners, words=words, path=path, cannot_be_stopped=True)


@tells(CommentWritten)
def comment_written(entry: Happening) -> Story | None:
    """Followers and the author of what was commented on hear of it, and whoever was answered."""
    comment_id = entry.values["comment_id"]
    comment, view = comment_by_id(comment_id), comment_view(comment_id)
    if entry.subject_id is None or comment is None or view is None or not view.is_shown:
        return None
    following = followers_of(entry.subject_id)
    listeners = with_author(dict(following), entry.subject_id, Mailing.IF_FOLLOWING)
    parent_id = entry.values["parent_id"]
    answered_one = authors_of([parent_id]).get(parent_id) if parent_id else None
    if answered_one is not None:
        listeners[answered_one] = concerned(
            answered_one, Because.PARENT, Mailing.UNLESS_STOPPED, following.get(answered_one)
        )
    listeners.pop(comment.author_id or 0, None)
    words = {"excerpt": plain_excerpt(comment.text, length=EXCERPT), "by": view.department or view.author}
    subject = subject_seen_by(HOUSE, entry.subject_id)
    path = f"{subject.path}/kommentare/{comment_id}" if subject else None
    values = {"is_official": entry.values["is_official"]}
    return story_on(entry.subject_id, "comment_written", listeners, values=values, words=words, path=path)
