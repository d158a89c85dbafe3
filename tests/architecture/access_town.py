"""A town of two departments with one of each kind of thing, somebody for each column of access.csv, and an example of
every address: always a thing of the first department, the *own* one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from participation.action.measures.models import MeasureStage
from participation.action.monitoring.models import Indicator, Milestone, Reading
from participation.core.actor import HOUSE, Role
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.barriers.commands import report_barrier
from participation.desk.expunging.commands import request_expunging
from participation.desk.expunging.models import Extent, Ground, Kind
from participation.desk.expunging.queries import target
from participation.dialogue.boards.models import Board
from participation.dialogue.calls.models import ApplicationFile, TeamInvitation, TeamMember
from participation.dialogue.calls.rules import team_token
from participation.dialogue.comments.commands import hide_comment
from participation.dialogue.ideas.commands import count_comment, hide_idea
from participation.dialogue.ideas.commands.keeping import locked
from participation.dialogue.ideas.models import IdeaPicture
from participation.dialogue.processes.commands import add_document, add_entry, draft_news, set_picture, write_file
from participation.dialogue.processes.commands import locked as locked_process
from participation.dialogue.processes.models import EntryKind, Phase, Process, Release
from participation.dialogue.processes.models import Invitation as ProcessInvitation
from participation.dialogue.processes.queries import values_of
from participation.dialogue.processes.rules import ProcessPart, fingerprint, invitation_token
from participation.dialogue.searches.commands import save_search
from participation.dialogue.searches.models import Frequency
from participation.people.accounts.models import Account, EmailToken, SignIn, TokenPurpose
from participation.people.accounts.queries import token_digest
from participation.people.departments.commands import grant_role
from participation.people.identities.models import Identity
from participation.people.invitations.commands import invite
from participation.people.notifications.commands import follow, tell
from participation.people.notifications.models import Notification
from participation.people.notifications.rules import stop_token
from participation.people.own_data.models import AddressChange, Erasure
from participation.people.second_factors.models import Authenticator, Passkey
from participation.records.journal.models import JournalEntry
from participation.town.background.commands import draft_article, load_texts, revise_article
from participation.town.background.models import Article, ArticleKind
from participation.town.documents.commands import add_site_document
from participation.town.elections.commands import enter_election
from participation.town.settings.commands import change_settings
from participation.town.taxonomy.commands import create_action_field
from participation.town.taxonomy.models import ActionField
from tests.architecture.hidden_town import Town, build_public
from tests.factories.action import make_body, make_measure, make_round
from tests.factories.calls import make_application
from tests.factories.codes import make_batch
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_account, make_department, make_staff, person
from tests.factories.pictures import make_draft, make_picture
from tests.factories.prioritisation import make_proposed_run, make_run
from tests.factories.workshops import make_prototype, make_workshop

SECRET = "a key for tests that is long enough to be one"
TOKEN = "ein-bekannter-link"


@dataclass
class AccessTown:
    """Who stands for which column, and what the arguments of an address are: by endpoint, room, or for all."""

    people: dict[str, Account | None]
    values: dict[str, Any]

    def value(self, endpoint: str, name: str) -> Any:
        """An example for an argument."""
        room = endpoint.split(".")[0]
        for key in (f"{endpoint} {name}", f"{room} {name}", name):
            if key in self.values:
                return self.values[key]
        raise LookupError(f"{endpoint}: nothing to fill <{name}> with; add it to tests/architecture/access_town.py")


def build() -> AccessTown:
    """The town with everything and everybody."""
    town = Town()
    build_public(town)
    things = town.things
    board = make_board(things["process"])
    things |= {
        "hidden": make_idea(board), "hidden comment": make_comment(things["idea"].subject_id),
        "draft run": make_run(board, opened=False, body_id=things["body"].subject_id),
        "open run": make_run(board, body_id=things["body"].subject_id),
        "proposed run": _proposed(make_board(things["process"]), things["body"].subject_id),
        "open round": make_round(), "card": make_prototype(things["workshop"]),
        "early measure": make_measure(department_id=things["department"].subject_id),
        "running measure": make_measure(
            department_id=things["department"].subject_id, stage=MeasureStage.IMPLEMENTATION
        ),
        "candidate": make_idea(board),
    }  # fmt: skip
    with transaction():
        create_action_field("Bildung", slug="bildung", actor=HOUSE)
        hide_idea(locked(things["hidden"]), actor=HOUSE, reason="Verstoß")
        hide_comment(things["hidden comment"], actor=HOUSE, reason="Verstoß")
        count_comment(things["idea"].subject_id, -1)
    people = _people(town)
    stranger = make_account("Jemand anderes")
    values = _values(town, stranger) | _pictures(town, stranger)
    values |= _desk_of(things["process"]) | _texts() | _application_of(town, stranger)
    return AccessTown(people, values)


def _proposed(board: Any, body_id: int) -> Any:
    return make_proposed_run(board=board, body_id=body_id)[0]


def _people(town: Town) -> dict[str, Account | None]:
    own, foreign = town.things["department"].subject_id, make_department("Fremdamt").subject_id
    workshop = town.things["workshop"].subject_id
    other_workshop = make_workshop(make_process(department_id=foreign)).subject_id
    round_, other_round = town.things["open round"].subject_id, make_round().subject_id
    body, other_body = town.things["body"].subject_id, make_body().subject_id
    people: dict[str, Account | None] = {"guest": None, "participant": make_account()}
    for name, role, scope in (
        ("moderator_own", Role.MODERATOR, own), ("moderator_foreign", Role.MODERATOR, foreign),
        ("editor_own", Role.EDITOR, own), ("editor_foreign", Role.EDITOR, foreign), ("liaison", Role.LIAISON, own),
        ("facilitator_own", Role.FACILITATOR, workshop), ("facilitator_foreign", Role.FACILITATOR, other_workshop),
        ("reviewer_own", Role.REVIEWER, round_), ("reviewer_foreign", Role.REVIEWER, other_round),
        ("body_member_own", Role.BODY_MEMBER, body), ("body_member_foreign", Role.BODY_MEMBER, other_body),
        ("coordinator", Role.COORDINATOR, None), ("administrator", Role.ADMINISTRATOR, None),
    ):  # fmt: skip
        people[name] = make_staff(role, scope)
    with transaction():
        for account in people.values():
            if account is not None:
                db.session.add(Authenticator(account_id=account.id, secret="unlesbar", confirmed_at=now()))
    return people


def _values(town: Town, stranger: Account) -> dict[str, Any]:
    """Examples by `endpoint name`, `room name` or `name`; what belongs to an account is the stranger's."""
    things = town.things
    private = _private(town, stranger)
    idea, measure = things["idea"].subject_id, things["measure"]
    runs = {name: things[f"{name} run"].subject_id for name in ("draft", "open", "proposed")}
    return private | {
        "subject_id": idea, "idea_id": idea, "position": 1, "number": 1, "kind": "board", "name": "ideas",
        "indicator_id": _first(Indicator.id), "milestone_id": _first(Milestone.id), "reading_id": _first(Reading.id),
        "measure_slug": measure.slug, "goal_slug": things["goal"].slug,
        "ideas.comment_address number": things["comment"].subject_id,
        **{f"ideas.{page} subject_id": things["comment"].subject_id for page in (
            "withdraw_comment", "save_comment_withdrawal", "revise_comment", "save_comment_revision",
            "comment_versions", "comment_support", "support_comment", "take_back_comment_support", "replies",
        )},
        "processes slug": things["process"].slug, "open_data.process_feed slug": things["process"].slug,
        "slug": things["board"].slug, "departments slug": things["department"].slug, "bodies slug": things["body"].slug,
        "measures slug": things["early measure"].slug, "measures.show slug": measure.slug,
        "monitoring slug": measure.slug, "workshops slug": things["workshop"].slug,
        "background.legal slug": "datenschutz", "background.article slug": first_article(),
        "evaluations slug": things["round"].slug, "evaluations subject_id": things["running measure"].subject_id,
        "prioritisation idea_id": things["candidate"].subject_id,
        "evaluations.current_goal slug": things["goal"].slug,
        **{f"evaluations.{page} slug": things["open round"].slug for page in (
            "desk", "name_reviewer", "publish", "publish_round", "rate", "reviewers", "save_rating", "save_summary",
            "summary",
        )},
        "prioritisation subject_id": runs["open"], "prioritisation.show subject_id": runs["open"],
        **{f"prioritisation.{page} subject_id": runs["draft"] for page in ("revise", "save", "publish")},
        **{f"prioritisation.{page} subject_id": runs["proposed"] for page in ("decide", "record")},
        "moderation.hide_comment subject_id": things["comment"].subject_id,
        "moderation.save_hidden_comment subject_id": things["comment"].subject_id,
        "moderation.restore_idea subject_id": things["hidden"].subject_id,
        "moderation.save_restored_idea subject_id": things["hidden"].subject_id,
        "moderation.restore_comment subject_id": things["hidden comment"].subject_id,
        "moderation.save_restored_comment subject_id": things["hidden comment"].subject_id,
        "clusters.index slug": things["process"].slug,
        "clusters subject_id": things["cluster"].subject_id,
        **{f"clusters.{page} subject_id": idea for page in ("hint", "save_hint", "take_hint_back")},
        **{f"measures.{page} subject_id": things["cluster"].subject_id for page in (
            "promote_cluster", "save_promoted_cluster",
        )},
        "meetings subject_id": things["meeting"].subject_id, "workshops subject_id": things["note"].subject_id,
        **{f"workshops.{page} subject_id": things["card"].subject_id for page in (
            "prototype", "revise_prototype", "hand_on", "hand_on_as_idea",
        )},
        "commitment_id": things["promise"].id,
        "expunging slug": "idee", "expunging number": things["candidate"].subject_id,
        "expunging_id": _asked(things["candidate"].subject_id),
        "departments token": TOKEN, "settings colours": "004f9f-a03c1c", "settings name": _logo(),
        "taxonomy slug": things["goal"].slug,
        **{f"taxonomy.{act}_field slug": _first(ActionField.slug) for act in ("edit", "save", "remove")},
    }  # fmt: skip


def _pictures(town: Town, stranger: Account) -> dict[str, Any]:
    """A picture of a public idea, and one of a draft of the stranger's."""
    shown = make_picture(town.things["idea"])
    draft = make_draft(town.things["board"], stranger, with_picture="Eine Bank")
    hidden = db.session.scalars(select(IdeaPicture.id).where(IdeaPicture.draft_id == draft.id)).one()
    return {"picture_id": shown.id, "width": 400, "ideas.draft_picture picture_id": hidden}


def _asked(idea_id: int) -> int:
    """A request that an idea go, by somebody else than everybody here."""
    somebody = make_staff(Role.ADMINISTRATOR)
    found = target(Kind.IDEA, idea_id)
    assert found is not None
    actor = person(somebody)
    with transaction():
        values = {"extent": Extent.WHOLE, "ground": Ground.LAW, "reason": "Ein Urteil."}
        return request_expunging(found, actor=actor, **values).id


def _logo() -> str:
    """The city's logo, as the town hall keeps it."""
    folder: Path = current_app.extensions["PARTICIPATION"].media_root / "logo"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "stadt.webp").write_bytes(b"RIFF")
    with transaction():
        change_settings({"logo": "stadt.webp"}, actor=HOUSE)
    return "stadt.webp"


def _desk_of(process: Process) -> dict[str, Any]:
    """What an editor has put beside a process, and an invitation into it."""
    folder: Path = current_app.extensions["PARTICIPATION"].media_root
    plan = write_file(b"%PDF-1.4 ein Plan", "application/pdf", folder=folder)
    picture = write_file(b"RIFF", "image/webp", folder=folder)
    with transaction():
        entry = add_entry(process, EntryKind.OPEN, title="Die Bänke", actor=HOUSE)
        document = add_document(process, title="Plan", note="", file=plan, actor=HOUSE)
        news = draft_news(process, title="Neues", body="Bald mehr.", actor=HOUSE)
        seen = fingerprint(values_of(process, ProcessPart.PICTURE))
        set_picture(process, alt="Ein Platz", seen=seen, file=picture, actor=HOUSE)
        locked_process(process).easy_language = "Es geht um Bänke."
        release = Release(process_id=process.subject_id, requested_by_ref="jemand")
        link = ProcessInvitation(process_id=process.subject_id)
        db.session.add_all([release, link])
        db.session.flush()
    phase = db.session.scalars(select(Phase.id).where(Phase.process_id == process.subject_id)).first()
    board = db.session.scalars(select(Board.subject_id).where(Board.process_id == process.subject_id)).first()
    return {
        "planning slug": process.slug, "planning subject_id": board, "phase_id": phase, "entry_id": entry.id,
        "news_id": news.id, "document_id": document.id, "release_id": release.id, "pattern": "ideensammlung",
        "codes slug": process.slug, "batch_id": make_batch(process)[0].id,
        **dict.fromkeys(
            ("codes.void_for_all batch_id", "codes.save_void_for_all batch_id"), make_batch(None)[0].id
        ),
        "planning invitation_id": link.id, "processes token": invitation_token(link.id, secret=SECRET),
    }  # fmt: skip


def _application_of(town: Town, stranger: Account) -> dict[str, Any]:
    """What the stranger handed in on a call and others do not see yet, with a member, a file and an invitation."""
    call = town.things["call"]
    application = make_application(call, stranger, make_account(), files=("Kostenplan",))
    number = application.subject_id
    with transaction():
        invitation = TeamInvitation(idea_id=number, email="team@example.org")
        db.session.add(invitation)
        db.session.flush()
    member = db.session.scalars(
        select(TeamMember.id).where(TeamMember.idea_id == number, TeamMember.is_lead.is_(False))
    ).one()
    return {
        "calls slug": call.slug, "calls subject_id": number, "member_id": member, "file_id": _first(ApplicationFile.id),
        "calls invitation_id": invitation.id, "calls token": team_token(invitation.id, secret=SECRET),
    }  # fmt: skip


def _texts() -> dict[str, Any]:
    """A barrier that somebody reported, a film in sign language, and the texts that come with the software."""
    folder: Path = current_app.extensions["PARTICIPATION"].media_root / "films"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "film.mp4").write_bytes(b"ftyp")
    kept = write_file(b"%PDF-1.7 Leitlinien", "application/pdf", folder=folder.parent)
    with transaction():
        load_texts()
        document = add_site_document(title="Leitlinien", file=kept, actor=HOUSE)
        terms = db.session.scalars(select(Article).where(Article.slug == "nutzungsbedingungen")).one()
        imprint = db.session.scalars(select(Article).where(Article.slug == "impressum")).one()
        revise_article(
            terms, title=terms.title, lead=terms.lead, body=terms.body, version=terms.version, actor=HOUSE,
            what_changed="Ein Satz", valid_from=today() + timedelta(days=30),
        )  # fmt: skip
        question = draft_article(ArticleKind.QUESTION, title="Wer?", body="Alle.", actor=HOUSE)
        change_settings({"film_start": "film.mp4"}, actor=HOUSE)
        report = report_barrier("Zu klein", page="/karte", send_key="einmal", contact="stadt@example.org")
        election = enter_election("Landtagswahl", held_on=today() + timedelta(days=30), actor=HOUSE)
    return {
        "report_id": report.id, "receipt": report.receipt, "slot": "start", "statement name": "film.mp4",
        "background kind": "article", "background language": "en", "background article_id": question.subject_id,
        **{f"background.{act}_legal article_id": terms.subject_id for act in ("edit", "save")},
        **{f"background.{act}_legal_translation article_id": imprint.subject_id for act in ("new", "add")},
        "election_id": election.id, "site_document_id": document.id, "documents number": 1,
    }  # fmt: skip


def _first(column: Any) -> Any:
    return db.session.scalar(select(column).order_by(column).limit(1))


def first_article() -> str:
    """An article that comes with the software."""
    found = db.session.scalar(select(Article.slug).where(Article.kind == ArticleKind.ARTICLE).order_by(Article.slug))
    return found or "ueber"


def _private(town: Town, stranger: Account) -> dict[str, Any]:
    """What belongs to one person alone: sign-ins, messages, links in mails, passkeys, roles."""
    idea = town.things["idea"].subject_id
    administrator = make_staff(Role.ADMINISTRATOR)
    with transaction():
        grant = grant_role(stranger.id, Role.COORDINATOR, scope_id=None, actor=HOUSE)
        invitation = invite(
            "neu@example.org", Role.COORDINATOR, scope_id=None, until=None, language="de", actor=person(administrator)
        )
        invitation.token_hash = token_digest(TOKEN)
        sign_in = SignIn(account_id=stranger.id, token_hash=token_digest("ein fremdes Gerät"))
        passkey = Passkey(account_id=stranger.id, name="Schlüssel", credential_id="fremd", public_key=b"x")
        identity = Identity(account_id=stranger.id, issuer="https://konto.example", subject_hash="fremd")
        db.session.add_all([sign_in, passkey, identity, *_links(stranger), *_own_data_links(stranger)])
        follow(idea, account_id=stranger.id)
        search = save_search(stranger.id, name="Bänke", frequency=Frequency.DAILY, words="Bank")
        entry = db.session.scalars(select(JournalEntry.id).order_by(JournalEntry.id).limit(1)).one()
        tell(stranger.id, entry_id=entry, subject_id=idea, event="IdeaStatusChanged", values={}, at=now())
        db.session.flush()
    return {
        "account_id": stranger.id, "grant_id": grant.id, "search_id": search.id,
        "identity_id": identity.id, "reason": "cancelled",
        "invitation_id": invitation.id, "sign_in_id": sign_in.id, "passkey_id": passkey.id,
        "notification_id": db.session.scalars(select(Notification.id)).first(),
        "invitations token": TOKEN, "own_data token": TOKEN, "accounts.confirm token": f"{TOKEN}-confirm",
        "accounts.new_password token": f"{TOKEN}-reset",
        "notifications token": stop_token(str(stranger.actor_ref), idea, secret=SECRET),
    }  # fmt: skip


def _own_data_links(account: Account) -> list[Any]:
    digest, later = token_digest(TOKEN), now() + timedelta(hours=1)
    change = AddressChange(
        account_id=account.id, old_email=account.email, new_email="andere@example.org", token_hash=digest,
        stop_hash=digest, expires_at=later, stoppable_until=later,
    )  # fmt: skip
    return [change, Erasure(token_hash=digest, due_at=later)]


def _links(account: Account) -> list[EmailToken]:
    return [
        EmailToken(
            token_hash=token_digest(f"{TOKEN}-{purpose.value}"), account_id=account.id, purpose=purpose,
            expires_at=now() + timedelta(hours=1),
        )
        for purpose in TokenPurpose
    ]  # fmt: skip
