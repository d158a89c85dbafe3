"""What the demo town lacks for looking at every page: an idea of one's own, hidden texts, rankings in the making."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from flask import current_app
from PIL import Image
from sqlalchemy import select

from participation.action.prioritisation.commands import (
    JudgementEntry,
    NewCriterion,
    create_run,
    judge_idea,
    open_run,
    propose_ranking,
)
from participation.action.prioritisation.models import CriterionSource, Perspective, Prioritisation
from participation.action.prioritisation.queries import candidates_of
from participation.cli.demo.people import role_accounts
from participation.core.actor import HOUSE, Role
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.barriers.commands import answer_barrier, report_barrier
from participation.desk.expunging.commands import request_expunging
from participation.desk.expunging.models import Extent, Ground, Kind
from participation.desk.expunging.queries import target
from participation.desk.moderation.commands import hide_contribution
from participation.desk.planning.commands import make_from_pattern
from participation.desk.planning.patterns import PATTERNS
from participation.desk.planning.rules import usual_beginning
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.queries import board_by_slug
from participation.dialogue.calls.commands import hand_in, keep_draft_file
from participation.dialogue.calls.commands.teams import add_member
from participation.dialogue.calls.queries import conditions_of
from participation.dialogue.codes.commands import confirm_age, make_codes, void_codes
from participation.dialogue.codes.models import CodeKind
from participation.dialogue.ideas.commands import comment_on_idea, revise_comment_on_idea, submit_idea
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.commands import (
    WrittenFile,
    add_document,
    add_entry,
    add_version,
    draft_news,
    edit_part,
    publish_process,
    renew_link,
    set_picture,
    smaller_picture,
    write_file,
)
from participation.dialogue.processes.models import EntryKind, Process
from participation.dialogue.processes.queries import documents_of, phases_of, values_of
from participation.dialogue.processes.rules import ProcessPart, fingerprint
from participation.people.accounts.models import EmailToken, TokenPurpose
from participation.people.accounts.queries import account_by_email, token_digest
from participation.people.bodies.queries import body_by_slug
from participation.people.departments.commands import name_deputy
from participation.people.departments.queries import Person, holdings_of, person_of_account
from participation.people.invitations.commands import invite
from participation.people.own_data.models import AddressChange, Erasure
from participation.people.second_factors.commands import begin_second_factor, make_recovery_codes
from participation.people.second_factors.models import Passkey
from participation.people.second_factors.queries import authenticator_of
from participation.records.subjects.models import Audience, State, SubjectKind
from participation.town.background.commands import draft_article, publish_article, revise_article
from participation.town.background.models import ArticleKind
from participation.town.background.queries import article_by_slug
from participation.town.documents.commands import add_site_document
from participation.town.elections.commands import enter_election

OPEN_BOARD = "schulwege"
CALL = "kleine-projekte"
LARGEST = 5_000_000
LINK = "ein-link-aus-der-post"
TITLES = {"draft": "Rangfolge für kühle Plätze", "open": "Rangfolge für Hitzetage", "proposed": "Rangfolge Quartiere"}


def add_states(folder: Path) -> None:
    """Bring about what the examples of the pages need, in one transaction; files go below `folder`."""
    with transaction():
        _write_and_hide()
        _prepare_rankings()
        _send_links()
        _invite()
        _set_up_second_factors()
        _plan_processes(folder)
        _make_codes()
        _apply_to_a_call(folder)
        _report_barriers()
        _ask_for_expunging()
        _write_terms()
        enter_election("Landtagswahl", held_on=today() + timedelta(days=21), actor=person_with("administrator"))


def person_with(role: str) -> Person:
    """The demo's person who holds a role."""
    account = account_by_email(next(email for name, email, _ in role_accounts() if name == role))
    assert account is not None
    person = person_of_account(account.id)
    assert person is not None
    return person


def _write_and_hide() -> None:
    participant, moderator, board = person_with("participant"), person_with("moderator"), _board(OPEN_BOARD)
    phases = phases_of(board.process_id)
    confirm_age(db.session.get_one(Process, board.process_id), age=99, actor=participant)
    own, other = (
        submit_idea(board, actor=participant, title=title, text=text)
        for title, text in (
            ("Fahrradbügel vor der Turnhalle", "Am Nachmittag stehen die Räder kreuz und quer vor der **Turnhalle**."),
            ("Anruf genügt", "Wer mitmachen will, erreicht mich zu Hause unter der Nummer im Telefonbuch."),
        )
    )
    comments = [
        comment_on_idea(own, actor=participant, phases=phases, text=text)
        for text in ("Ich habe heute 43 Räder gezählt.", "Das ist doch alles Unsinn.")
    ]
    # Written a day ahead, so that it can be changed as long as the pages are looked at.
    comments[0].created_at = now() + timedelta(days=1)
    revise_comment_on_idea(
        own, comments[0], actor=participant, phases=phases, text="Ich habe heute 44 Räder gezählt.", version=1
    )
    hide_contribution(other.subject_id, SubjectKind.IDEA, actor=moderator, reason="Enthält private Angaben.")
    hide_contribution(comments[1].subject_id, SubjectKind.COMMENT, actor=moderator, reason="Ohne Bezug zur Sache.")


def _make_codes() -> None:
    """Letters for a process and for all of them; some were misprinted."""
    process = db.session.get_one(Process, _board(OPEN_BOARD).process_id)
    begins, key = now() - timedelta(days=3), str(current_app.config["SECRET_KEY"])
    for where, purpose in (
        (process, "Briefe an die Haushalte am Schulweg"), (process, "Falsch gedruckt"), (None, "Briefe an alle"),
    ):  # fmt: skip
        actor = person_with("administrator" if where is None else "editor")
        batch, _codes = make_codes(
            where, CodeKind.LETTER, count=40, purpose=purpose, valid_from=begins,
            valid_until=begins + timedelta(days=60), key=key, actor=actor,
        )  # fmt: skip
        if purpose == "Falsch gedruckt":
            void_codes(batch, where, reason="Auf den Briefen stand eine falsche Adresse.", actor=actor)


def _write_terms() -> None:
    administrator = person_with("administrator")
    terms = article_by_slug("nutzungsbedingungen", language="de", kinds=(ArticleKind.LEGAL,))
    assert terms is not None
    revise_article(
        terms, title=terms.title, lead=terms.lead, body=f"{terms.body}\n\nFragen beantworten wir gern.", version=1,
        actor=administrator, what_changed="Ein Satz sagt, dass wir Fragen beantworten.",
        valid_from=today() + timedelta(days=30),
    )  # fmt: skip
    question = draft_article(
        ArticleKind.QUESTION, title="Wer darf eine Idee einreichen?", actor=administrator,
        body="Alle, die mit der Stadt zu tun haben. Eine Idee braucht nur ein Konto.",
    )  # fmt: skip
    publish_article(question, actor=administrator)


def _report_barriers() -> None:
    coordinator = person_with("coordinator")
    for number, text in enumerate((
        "Auf der Karte komme ich mit der Tastatur nicht zu den Punkten.",
        "Das Bild zum Beteiligungsverfahren wird nicht vorgelesen.",
    )):  # fmt: skip
        report = report_barrier(
            text, page="/karte", aids="Vorleseprogramm", send_key=f"barriere-{number}", contact="stadt@example.org"
        )
    answer_barrier(report, answer="Das Bild hat jetzt einen Alternativtext.", version=1, actor=coordinator)


def _ask_for_expunging() -> None:
    """A request that the hidden idea go, which a second person has yet to decide on."""
    hidden = db.session.scalars(select(Idea.subject_id).where(Idea.state == State.HIDDEN)).first()
    found = target(Kind.IDEA, hidden or 0)
    assert found is not None
    request_expunging(
        found, extent=Extent.WHOLE, ground=Ground.OTHERS, reason="Der Text sagt, wie eine Familie zu erreichen ist.",
        actor=person_with("administrator"),
    )  # fmt: skip


def _prepare_rankings() -> None:
    editor = person_with("editor")
    _run("kuehle-plaetze", TITLES["draft"], editor)
    open_run(_run("gut-durch-die-hitze", TITLES["open"], editor), actor=editor)
    proposed = _run("quartiere", TITLES["proposed"], editor, minimum_votes=30)
    open_run(proposed, actor=editor)
    judged = next(c for c in proposed.criteria if c.source is CriterionSource.JUDGEMENT)
    for place, candidate in enumerate(candidates_of(proposed)):
        entry = JudgementEntry(judged.id, Perspective.DEPARTMENT, place % 11, "Nach Plan der Abteilung machbar.")
        judge_idea(proposed, candidate.idea_id, entries=[entry], actor=editor)
    propose_ranking(proposed, actor=editor)


def _run(board: str, title: str, editor: Person, minimum_votes: int = 0) -> Prioritisation:
    body = body_by_slug("lenkungsgruppe")
    assert body is not None
    criteria = [NewCriterion("Unterstützungen", 40, CriterionSource.VOTES), NewCriterion("Machbarkeit", 60)]
    return create_run(
        _board(board),
        title=title,
        body_id=body.subject_id,
        criteria=criteria,
        actor=editor,
        minimum_votes=minimum_votes,
    )


def _send_links() -> None:
    account_id = person_with("participant").account_id
    db.session.add_all(
        EmailToken(
            token_hash=token_digest(f"{LINK}-{purpose.value}"), account_id=account_id, purpose=purpose,
            expires_at=now() + timedelta(hours=2),
        )
        for purpose in TokenPurpose
    )  # fmt: skip

    digest, later = token_digest(LINK), now() + timedelta(days=5)
    db.session.add(Erasure(token_hash=digest, due_at=later))
    db.session.add(
        AddressChange(
            account_id=account_id, old_email="teilnehmen@example.org", new_email="neu@example.org", token_hash=digest,
            stop_hash=digest, expires_at=later, stoppable_until=later,
        )
    )  # fmt: skip


def _invite() -> None:
    """An invitation whose link is known, and a deputy."""
    administrator, moderator = person_with("administrator"), person_with("moderator")
    invitation = invite(
        "neu@example.org", Role.COORDINATOR, scope_id=None, until=None, language="de", actor=administrator
    )
    invitation.token_hash = token_digest(f"{LINK}-invitation")
    grant = next(h for h in holdings_of(moderator.account_id) if h.role is Role.MODERATOR)
    name_deputy(
        grant.grant_id, account_id=_second_administrator(), since=now(), until=now() + timedelta(days=9),
        actor=administrator,
    )  # fmt: skip


def _second_administrator() -> int:
    account = account_by_email("administration2@example.org")
    assert account is not None
    return account.id


def _set_up_second_factors() -> None:
    """The administrator signs in with two steps, the editor has begun to set it up."""
    administrator, editor, key = person_with("administrator"), person_with("editor"), current_app.config["SECRET_KEY"]
    for person in (administrator, editor):
        begin_second_factor(person.account_id, key=key)
    found = authenticator_of(administrator.account_id)
    assert found is not None
    found.confirmed_at = now()
    make_recovery_codes(administrator.account_id, actor=administrator)
    db.session.add(
        Passkey(account_id=administrator.account_id, name="Dienst-Laptop", credential_id="demo", public_key=b"demo")
    )


def _plan_processes(folder: Path) -> None:
    """A process with everything that a desk can hold, and one that is still a draft."""
    editor, process = person_with("editor"), _board(OPEN_BOARD).process
    draft_news(process, title="Termine im Herbst", body="Wir kommen noch einmal an drei Schulen.", actor=editor)
    add_entry(process, EntryKind.PARTNER, title="Elternbeirat", actor=editor)
    picture = BytesIO()
    Image.new("RGB", (1280, 480), (11, 86, 96)).save(picture, "PNG")
    small = write_file(smaller_picture(picture.getvalue(), most=LARGEST), "image/webp", folder=folder)
    plan = write_file(b"%PDF-1.4 ein Plan", "application/pdf", folder=folder)
    add_document(process, title="Plan der Schulwege", note="", file=plan, actor=editor)
    add_version(process, documents_of(process.subject_id)[0], note="Mit Legende", file=_copy(plan), actor=editor)
    add_site_document(title="Leitlinien für Beteiligung", file=_copy(plan), actor=editor)
    draft = make_from_pattern(
        PATTERNS[0], title="Neue Bänke", question="Wo fehlt eine Bank?", department_id=process.department_id,
        begins_on=usual_beginning(today()), decider="der Gemeinderat", town="Ulm", actor=editor,
    )  # fmt: skip
    seen = fingerprint(values_of(draft, ProcessPart.PICTURE))
    set_picture(draft, alt="Eine grüne Fläche", seen=seen, file=small, actor=editor)
    _invite_into(process.department_id, editor)


def _invite_into(department_id: int, editor: Person) -> None:
    """A process for those who are invited, with a link."""
    circle = make_from_pattern(
        PATTERNS[2], title="Im Kreis", question="Was fehlt?", department_id=department_id, town="Ulm",
        begins_on=usual_beginning(today()), decider="die Abteilung", actor=editor,
    )  # fmt: skip
    seen = fingerprint(values_of(circle, ProcessPart.VISIBILITY))
    edit_part(circle, ProcessPart.VISIBILITY, seen=seen, actor=editor, audience=Audience.INVITED, minimum_age=None)
    publish_process(circle, actor=editor)
    renew_link(circle, actor=editor)


def _copy(file: WrittenFile) -> WrittenFile:
    return write_file(file.path.read_bytes(), file.media_type, folder=file.folder)


def _apply_to_a_call(folder: Path) -> None:
    """A team handed in with a file; one person was invited and has not answered."""
    lead, board = person_with("participant"), _board(CALL)
    file = write_file(b"%PDF-1.7\n1 0 obj", "application/pdf", folder=folder)
    keep_draft_file(board, key="bewerbung", title="Kostenplan", file=file, actor=lead)
    application = hand_in(
        board, actor=lead, send_key="bewerbung", accepted=[one.id for one in conditions_of(board.subject_id)],
        team_name="Laufgruppe Eselsberg", shows_name=True, addresses=["lea@example.org"],
        secret=str(current_app.secret_key), title="Laufbus zur Grundschule",
        text="Wir begleiten jeden Morgen zwanzig Kinder zu Fuß und brauchen dafür **Warnwesten** und ein Schild.",
        category_id=board.categories[0].id,
    )  # fmt: skip
    member = person_with("facilitator").account_id
    assert member is not None
    add_member(application.subject_id, member)


def _board(slug: str) -> Board:
    board = board_by_slug(slug, HOUSE)
    assert board is not None
    return board
