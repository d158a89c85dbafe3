"""A town with one of each kind of thing that is not public, each told in words that stand nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from participation.action.evaluations.commands import open_round, rate, write_summary
from participation.action.evaluations.models import EvaluationRound
from participation.action.measures.models import Measure, MeasureStage
from participation.action.monitoring.commands import add_indicator, add_milestone, record_reading
from participation.action.monitoring.models import Dimension
from participation.action.prioritisation import commands as prioritising
from participation.action.prioritisation.commands import JudgementEntry
from participation.core.actor import HOUSE, Role
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.places import Point
from participation.core.transactions import transaction
from participation.desk.barriers.commands import answer_barrier, report_barrier
from participation.desk.expunging.commands import request_expunging
from participation.desk.expunging.models import Extent, Ground, Kind
from participation.desk.expunging.queries import target
from participation.dialogue.boards.models import Board
from participation.dialogue.comments.commands import hide_comment, withdraw_comment
from participation.dialogue.ideas.commands import count_comment, hide_idea, merge_idea
from participation.dialogue.ideas.commands.keeping import locked, set_state
from participation.dialogue.ideas.models import Idea
from participation.dialogue.meetings.commands import create_meeting
from participation.dialogue.meetings.models import MeetingKind
from participation.dialogue.processes.commands import (
    WrittenFile,
    add_document,
    add_entry,
    add_phase,
    draft_news,
    publish_news,
)
from participation.dialogue.processes.commands import locked as locked_process
from participation.dialogue.processes.models import EntryKind, Invitation, PhaseKind, Process, Release
from participation.dialogue.workshops.commands import create_workshop, hide_note, open_stage, withdraw_note
from participation.dialogue.workshops.models import Workshop
from participation.people.accounts.models import Account
from participation.people.departments.commands import grant_role
from participation.people.notifications.commands import count_unread, follow, tell
from participation.people.notifications.models import Notification
from participation.records.journal.models import JournalEntry
from participation.records.subjects.commands import change_subject, link_subjects
from participation.records.subjects.models import Audience, LinkKind, State
from tests.factories.action import (
    make_body,
    make_decision,
    make_goal,
    make_measure,
    make_publication,
    make_ratings,
    make_round,
)
from tests.factories.calls import make_application, make_call
from tests.factories.clusters import make_bundle, make_hint
from tests.factories.codes import make_batch
from tests.factories.desk import make_answer, make_promise
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_account, make_department, make_staff, person
from tests.factories.pictures import make_draft, make_picture
from tests.factories.prioritisation import CRITERIA, entries, fresh, make_proposed_run, make_run
from tests.factories.town import make_district
from tests.factories.workshops import make_note, make_prototype, make_workshop, seen

PLACE = Point(9.99, 48.40)


@dataclass
class Town:
    """What a town holds, by the rooms whose addresses name it; `words` are those that nobody may read."""

    numbers: dict[str, list[int]] = field(default_factory=dict)
    slugs: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    people: dict[str, Account | None] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def keep(self, room: str, thing: Any) -> Any:
        """Remember a thing's number and address for walking to it."""
        self.numbers.setdefault(room, []).append(thing.subject_id)
        if getattr(thing, "slug", ""):
            self.slugs.setdefault(room, []).append(thing.slug)
        return thing

    def said(self, kind: str) -> str:
        """Words for something that is not public: one to search by, one that must not come back."""
        self.words.append(kind)
        return f"{asked(kind)} {told(kind)}"


def asked(kind: str) -> str:
    """The word that an attacker searches by."""
    return f"suche{kind}"


def told(kind: str) -> str:
    """The word that only who may see the thing reads."""
    return f"geheim{kind}"


def build_public(town: Town) -> None:
    """What everyone may see: the neighbours of what is not public."""
    things = town.things
    department = things["department"] = make_department("Stadtplanung", slug="stadtplanung")
    town.slugs["departments"] = ["stadtplanung"]
    make_district("Mitte", slug="mitte")
    process = things["process"] = town.keep("processes", make_process(department_id=department.subject_id))
    board = things["board"] = town.keep("boards", make_board(process))
    idea = things["idea"] = town.keep("ideas", make_idea(board, point=PLACE))
    other = things["other"] = town.keep("ideas", make_idea(board, point=PLACE))
    things["cluster"] = town.keep("clusters", make_bundle(idea, make_idea(board)))
    things["call"] = town.keep("boards", make_call(process))
    things["comment"] = make_comment(idea.subject_id)
    town.numbers["comments"] = [things["comment"].subject_id]
    make_answer(other)
    things["promise"] = make_promise(idea)
    goal = things["goal"] = town.keep("goals", make_goal())
    measure = things["measure"] = town.keep(
        "measures", _measure(department.subject_id, stage=MeasureStage.PROTOTYPE, goal_ids=[goal.subject_id])
    )
    _link(other, measure)
    with transaction():
        file = WrittenFile(Path("/"), "0" * 40, "application/pdf", 7, "0" * 64)
        add_document(process, title="Plan", note="", file=file, actor=HOUSE)
    workshop = things["workshop"] = town.keep("workshops", _workshop(department.subject_id))
    note, card = make_note(workshop), make_prototype(workshop)
    things["note"] = town.keep("notes", note)
    town.keep("notes", card)
    _link(note, measure)
    run, _ideas = make_proposed_run(board=make_board(process))
    town.keep("runs", run)
    body = things["body"] = town.keep("bodies", make_body())
    make_decision(measure.subject_id, body=body)
    round_ = things["round"] = town.keep("rounds", make_round())
    make_ratings(round_, measure.subject_id, 2, 3)
    town.keep("publications", make_publication(round_))
    meeting = things["meeting"] = _meeting("Bürgersprechstunde", process)
    town.keep("meetings", meeting)
    make_batch(process)
    _add_readers(town)


def _add_readers(town: Town) -> None:
    """A visitor, a participant who wrote none of it, and staff of another department."""
    other = make_department("Kämmerei", slug="kaemmerei")
    town.slugs["departments"].append("kaemmerei")
    process = town.keep("processes", make_process(department_id=other.subject_id))
    workshop = make_workshop(process)
    staff, body = make_staff(Role.MODERATOR, other.subject_id, "Kollegin"), make_body()
    with transaction():
        for role in (Role.EDITOR, Role.LIAISON):
            grant_role(staff.id, role, scope_id=other.subject_id, actor=HOUSE)
        grant_role(staff.id, Role.FACILITATOR, scope_id=workshop.subject_id, actor=HOUSE)
        grant_role(staff.id, Role.BODY_MEMBER, scope_id=body.subject_id, actor=HOUSE)
        grant_role(staff.id, Role.REVIEWER, scope_id=town.things["round"].subject_id, actor=HOUSE)
    town.people |= {"visitor": None, "participant": make_account("Nachbar"), "staff": staff}


def _workshop(department_id: int, **values: Any) -> Workshop:
    process = values.pop("process", None) or make_process(department_id=department_id, phase=PhaseKind.WORKSHOP)
    return make_workshop(process, open_to=1, **values)


def _measure(department_id: int, **values: Any) -> Measure:
    measure = make_measure(department_id=department_id, lon=PLACE.lon, lat=PLACE.lat, **values)
    with transaction():
        indicator = add_indicator(
            measure, dimension=Dimension.OUTPUT, name="Geräte", unit="Stück", baseline=0, target=9, actor=HOUSE
        )
        record_reading(measure, indicator, read_on=today(), value=3, source="Zählung", actor=HOUSE)
        add_milestone(measure, title="Start", due_on=today(), actor=HOUSE)
    return measure


def _meeting(title: str, process: Process) -> Any:
    with transaction():
        return create_meeting(
            title, kind=MeetingKind.FORUM, starts_at=now() + timedelta(days=3), process_id=process.subject_id,
            actor=HOUSE,
        )  # fmt: skip


def _link(source: Any, target: Any, kind: LinkKind = LinkKind.GREW_FROM) -> None:
    with transaction():
        link_subjects(source.subject_id, target.subject_id, kind)


def plant_secrets(town: Town, *, unseen: bool = False) -> None:
    """One of each kind of thing that is not public, tied to its public neighbours in every way that there is.

    `unseen` leaves out what comes with something that everyone may see.
    """
    _barrier(town)
    for plant in (
        _ideas,
        _idea_in_draft,
        _application,
        _comments,
        _measures,
        _process_in_draft,
        _process_for_invited,
        _process_for_staff,
        _round,
        _run_in_draft,
        _notes,
        _draft_news,
        _expunging,
    ):
        plant(town)
    if not unseen:
        _merged(town)
        _run_with_judgements(town)


def _barrier(town: Town) -> None:
    words = town.said("barriere")
    with transaction():
        report = report_barrier(
            words, page="/karte", send_key="geheim", contact="stadt@example.org", aids=words, email="wer@example.org"
        )
        answer_barrier(report, answer=words, version=1, actor=HOUSE)
    town.things["barrier"] = report


def _expunging(town: Town) -> None:
    """A request that a hidden idea go."""
    actor = person(make_staff(Role.ADMINISTRATOR))
    found = target(Kind.IDEA, town.things["idea hidden"].subject_id)
    assert found is not None
    with transaction():
        request_expunging(
            found, extent=Extent.WHOLE, ground=Ground.LAW, reason=town.said("antragtilgen"), actor=actor
        )  # fmt: skip


def _idea_in_draft(town: Town) -> None:
    """What somebody writes and has not sent, with a picture."""
    words = town.said("ideenentwurf")
    make_draft(town.things["board"], make_account(), with_picture=words, title=words, text=words, street=words)


def _ideas(town: Town) -> None:
    things = town.things
    for kind in ("hidden", "withdrawn", "held", "draft", "expunged"):
        words = town.said(f"idee{kind}")
        idea = town.keep("ideas", make_idea(things["board"], title=words, text=words, point=PLACE, street=words))
        make_answer(idea, reason=town.said(f"antwort{kind}"), next_step="", send_key=None)
        make_promise(idea, text=town.said(f"zusage{kind}"))
        make_picture(idea, alt=town.said(f"bild{kind}"))
        _told_by_comment(town, idea, f"darunter{kind}")
        _link(idea, things["measure"])
        with transaction():
            link_subjects(idea.subject_id, things["cluster"].subject_id, LinkKind.CLUSTERED_IN)
        make_hint(idea, things["idea"])
        _take_away(idea, kind)
        _followed(town, idea)
        things[f"idea {kind}"] = idea


def _application(town: Town) -> None:
    """Handed in on a call, and hidden until its deadline: a team with a name, a place and a file."""
    words = town.said("bewerbung")
    application = make_application(
        town.things["call"], make_account(), make_account(), title=words, text=words, street=words, point=PLACE,
        team_name=town.said("team"), files=(town.said("anlage"),),
    )  # fmt: skip
    _link(town.keep("ideas", application), town.things["measure"])
    _followed(town, application)
    town.things["application"] = application


def _told_by_comment(town: Town, idea: Idea, kind: str) -> None:
    """Comments on what is not public any more: one by somebody else, and one by the participant."""
    own = town.people["participant"]
    assert own is not None
    written = [
        make_comment(idea.subject_id, text=town.said(kind)),
        make_comment(idea.subject_id, text="Mein eigener Kommentar", author_id=own.id),
    ]
    town.numbers["comments"] += [comment.subject_id for comment in written]


def _take_away(idea: Idea, kind: str) -> None:
    with transaction():
        row = locked(idea)
        if kind == "hidden":
            hide_idea(row, actor=HOUSE, reason="Verstoß gegen die Regeln")
        else:
            set_state(row, State(kind), "")


def _followed(town: Town, thing: Any) -> None:
    """The participant followed it while it was there, and was told of it."""
    for name in ("participant", "staff"):
        account = town.people[name]
        assert account is not None
        with transaction():
            follow(thing.subject_id, account_id=account.id)
            tell(
                account.id, entry_id=_any_entry(), subject_id=thing.subject_id, event="IdeaStatusChanged",
                values={"because": "follower", "new": "in_review"}, at=now(),
            )  # fmt: skip
            count_unread([account.id])


def _any_entry() -> int:
    """An entry of the journal that nobody was told of yet."""
    free = select(JournalEntry.id).where(JournalEntry.id.not_in(select(Notification.entry_id)))
    found = db.session.scalar(free.order_by(JournalEntry.id).limit(1))
    assert found is not None
    return found


def _merged(town: Town) -> None:
    """An idea that everyone may see and that went on in one that was hidden later."""
    things, words = town.things, town.said("zielidee")
    into = town.keep("ideas", make_idea(things["board"], title=words, text=words))
    with transaction():
        merge_idea(locked(things["other"]), into=locked(into), actor=HOUSE, reason="Beide wollen dasselbe.")
    _take_away(into, "hidden")


def _comments(town: Town) -> None:
    idea = town.things["idea"]
    for kind in ("hidden", "withdrawn"):
        author = make_account()
        comment = make_comment(idea.subject_id, text=town.said(f"kommentar{kind}"), author_id=author.id)
        town.numbers["comments"].append(comment.subject_id)
        with transaction():
            if kind == "hidden":
                hide_comment(comment, actor=HOUSE, reason="Beleidigend")
            else:
                withdraw_comment(comment, actor=person(author))
            count_comment(idea.subject_id, -1)


def _measures(town: Town) -> None:
    things, department = town.things, town.things["department"]
    for kind, change in (("draft", {"state": State.DRAFT}), ("internal", {"audience": Audience.INTERNAL})):
        words = town.said(f"massnahme{kind}")
        measure = town.keep(
            "measures",
            _measure(
                department.subject_id, title=words, slug=f"m-{kind}", aim=words, solution=words,
                change_for_people=words, reason=words, goal_ids=[things["goal"].subject_id],
            ),
        )  # fmt: skip
        _link(things["idea"], measure)
        _link(things["note"], measure)
        make_decision(measure.subject_id, body=things["body"], reason=town.said(f"beschluss{kind}"))
        with transaction():
            change_subject(measure.subject_id, **change)
        _followed(town, measure)


def _process_in_draft(town: Town) -> None:
    _inner_process(town, "entwurf", publish=False)


def _process_for_invited(town: Town) -> None:
    """Nobody who reads here was let in."""
    _inner_process(town, "geladen", audience=Audience.INVITED)


def _process_for_staff(town: Town) -> None:
    _inner_process(town, "intern", audience=Audience.INTERNAL)


def _inner_process(town: Town, kind: str, **values: Any) -> None:
    """A process that is not for everyone, with one of everything that a process holds."""
    things, words = town.things, town.said(f"verfahren{kind}")
    process = town.keep(
        "processes",
        make_process(
            title=words, summary=words, slug=f"p-{kind}", department_id=things["department"].subject_id,
            phase=PhaseKind.WORKSHOP, **values,
        ),
    )  # fmt: skip
    with transaction():
        add_phase(
            process, kind=PhaseKind.DISCUSS, title=words, starts_at=now() + timedelta(days=40),
            ends_at=now() + timedelta(days=60), actor=HOUSE,
        )  # fmt: skip
        publish_news(process, title=town.said(f"neues{kind}"), body=words, actor=HOUSE)
        _desk_of(town, process, kind)
    board: Board = town.keep("boards", make_board(process, title=town.said(f"board{kind}"), slug=f"b-{kind}"))
    said = town.said(f"idee{kind}")
    idea = town.keep("ideas", make_idea(board, title=said, text=said, point=PLACE))
    if kind != "entwurf":
        town.keep("clusters", make_bundle(idea, make_idea(board), title=town.said(f"buendel{kind}")))
    town.numbers["comments"].append(make_comment(idea.subject_id, text=town.said(f"kommentar{kind}")).subject_id)
    make_answer(idea, reason=town.said(f"antwort{kind}"))
    make_promise(idea, text=town.said(f"zusage{kind}"))
    _link(idea, things["measure"])
    run = make_run(board, title=town.said(f"lauf{kind}"), body_id=_body(town))
    town.keep("runs", run)
    town.keep("meetings", _meeting(town.said(f"termin{kind}"), process))
    make_decision(process.subject_id, body=things["body"], reason=town.said(f"beschluss{kind}"))
    _inner_workshop(town, process, kind)
    for thing in (process, idea):
        _followed(town, thing)


def _desk_of(town: Town, process: Process, kind: str) -> None:
    """What an editor puts beside: lists, a document, a request for release, a text in Leichte Sprache."""
    for entry in EntryKind:
        add_entry(process, entry, title=town.said(f"{entry.value}{kind}"), actor=HOUSE)
    town.said(f"adresse{kind}")
    file = WrittenFile(Path("/"), f"{kind:0<40}", "application/pdf", 7, "0" * 64)
    add_document(process, title=town.said(f"unterlage{kind}"), note="", file=file, actor=HOUSE)
    row = locked_process(process)
    row.easy_language, row.results = town.said(f"leicht{kind}"), town.said(f"ergebnis{kind}")
    db.session.add(Release(process_id=process.subject_id, requested_by_ref="someone"))
    db.session.add(Invitation(process_id=process.subject_id, email=f"{told('adresse' + kind)}@example.org"))
    db.session.flush()


def _draft_news(town: Town) -> None:
    """News of a public process that nobody published yet."""
    words = town.said("neuesentworfen")
    with transaction():
        draft_news(town.things["process"], title=words, body=words, actor=HOUSE)


def _inner_workshop(town: Town, process: Process, kind: str) -> None:
    words = town.said(f"werkstatt{kind}")
    with transaction():
        workshop = create_workshop(
            process, slug=f"w-{kind}", title=words, challenge=words, starts_at=now(), actor=HOUSE
        )
        open_stage(workshop, 1, actor=HOUSE)
    town.keep("workshops", seen(workshop))
    for thing in (
        make_note(workshop, text=town.said(f"zettel{kind}")),
        make_prototype(workshop, title=town.said(f"karte{kind}")),
    ):
        _link(town.keep("notes", thing), town.things["measure"])


def _round(town: Town) -> None:
    """A round that takes ratings: its summary and ratings are nobody's business yet."""
    words = town.said("runde")
    with transaction():
        round_: EvaluationRound = open_round(
            "Offene Runde", slug="offen", starts_on=today(), ends_on=today() + timedelta(days=9), actor=HOUSE
        )
        write_summary(round_, went_well=words, went_badly=words, follows=words, version=1, actor=HOUSE)
    town.keep("rounds", round_)
    reviewer = make_staff(Role.REVIEWER, round_.subject_id)
    with transaction():
        rate(round_, town.things["measure"].subject_id, level=1, reason=town.said("bewertung"), actor=person(reviewer))


def _body(town: Town) -> int:
    return int(town.things["body"].subject_id)


def _run_in_draft(town: Town) -> None:
    """A run in preparation."""
    town.keep("runs", make_run(town.things["board"], opened=False, title=town.said("laufentwurf"), body_id=_body(town)))


def _run_with_judgements(town: Town) -> None:
    """A run whose criteria are public, its judgements not yet."""
    words, run = town.said("urteil"), town.keep("runs", make_run(town.things["board"], criteria=CRITERIA))
    cells = sum(len(criterion.perspectives) for criterion in fresh(run).criteria)
    given = [JudgementEntry(e.criterion_id, e.perspective, e.score, words) for e in entries(fresh(run), [5] * cells)]
    with transaction():
        prioritising.judge_idea(run, town.things["idea"].subject_id, entries=given, actor=HOUSE)


def _notes(town: Town) -> None:
    workshop, measure = town.things["workshop"], town.things["measure"]
    for kind in ("hidden", "withdrawn"):
        author = make_account()
        note = make_note(workshop, text=town.said(f"zettel{kind}"), author=author)
        town.keep("notes", note)
        _link(note, measure)
        with transaction():
            if kind == "hidden":
                hide_note(note, actor=HOUSE, reason="Enthält einen Namen")
            else:
                withdraw_note(note, actor=person(author))
    card = town.keep("notes", make_prototype(workshop, title=town.said("kartehidden")))
    _link(card, measure)
    with transaction():
        card.state = State.HIDDEN
        change_subject(card.subject_id, state=State.HIDDEN)
