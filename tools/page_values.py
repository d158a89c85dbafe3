"""What the arguments of routes stand for in the demo town, who opens a route, and which routes are no pages."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from flask import current_app
from sqlalchemy import text

from participation.core.database import db
from participation.dialogue.calls.rules import team_token
from participation.dialogue.processes.rules import invitation_token
from participation.people.notifications.rules import stop_token
from tools.page_states import CALL, LINK, TITLES, person_with


def one(statement: str) -> Callable[[], Any]:
    """The first value of an SQL statement."""
    return lambda: db.session.execute(text(f"{statement} LIMIT 1")).scalar()


def run_called(title: str) -> Callable[[], Any]:
    """The number of a prioritisation run."""
    return one(f"SELECT id FROM subjects WHERE kind = 'prioritisation' AND title = '{title}'")


PARTICIPANT = "(SELECT id FROM accounts WHERE email = 'teilnehmen@example.org')"
OPEN_IDEA = one(
    "SELECT i.subject_id FROM ideas i JOIN subjects s ON s.id = i.board_id WHERE s.path = '/boards/schulwege'"
    " AND i.state = 'public' AND i.status = 'in_review' ORDER BY i.comments DESC"
)
OWN_IDEA = one(f"SELECT subject_id FROM ideas WHERE author_id = {PARTICIPANT} AND state = 'public'")
WITH_PICTURE = one("SELECT idea_id FROM idea_pictures WHERE idea_id IS NOT NULL ORDER BY id")
REVISED_IDEA = one("SELECT subject_id FROM ideas WHERE version > 1 AND state = 'public' ORDER BY subject_id DESC")
HIDDEN_IDEA = one(f"SELECT subject_id FROM ideas WHERE author_id = {PARTICIPANT} AND state = 'hidden'")
OWN_COMMENT = one(f"SELECT subject_id FROM comments WHERE author_id = {PARTICIPANT} AND state = 'public'")
NEW_COMMENT = one(f"SELECT subject_id FROM comments WHERE author_id = {PARTICIPANT} ORDER BY edited_at IS NULL")
LIVELY_IDEA = one("SELECT target_id FROM comments ORDER BY replies DESC, subject_id")
LONG_THREAD = one("SELECT subject_id FROM comments ORDER BY replies DESC, subject_id")
HIDDEN_COMMENT = one("SELECT subject_id FROM comments WHERE state = 'hidden'")
BOARD = one("SELECT slug FROM boards WHERE slug = 'schulwege'")
APPLICATION = one("SELECT idea_id FROM applications")
CLUSTER = one("SELECT subject_id FROM clusters WHERE dissolved_at IS NULL")
MERGED_IDEA = one("SELECT source_id FROM merges WHERE undone_at IS NULL ORDER BY id DESC")
RUNNING_WORKSHOP = one("SELECT slug FROM workshops WHERE state = 'running'")
PROTOTYPE = one("SELECT subject_id FROM prototypes ORDER BY subject_id")
OPEN_ROUND = one("SELECT slug FROM evaluation_rounds WHERE state = 'open'")
DESK_PROCESS = "(SELECT subject_id FROM processes WHERE slug = 'sicher-ankommen')"
SENSORS = "(SELECT subject_id FROM measures WHERE slug = 'luftsensoren-eselsberg')"

MODERATOR = "(SELECT id FROM accounts WHERE email = 'moderation@example.org')"
STAFF = one(f"SELECT id FROM accounts WHERE id = {MODERATOR}")


def _stop_link() -> str:
    """A link that stops mails, as it stands in a mail."""
    return stop_token(person_with("participant").actor_ref, OWN_IDEA(), secret=str(current_app.secret_key))


def _invitation() -> str:
    """A link into the process that is only for those who are invited."""
    link = one("SELECT i.id FROM process_invitations i WHERE i.email = ''")()
    return invitation_token(link, secret=str(current_app.secret_key))


def _team_link() -> str:
    """A link into a team."""
    return team_token(one("SELECT id FROM team_invitations")(), secret=str(current_app.secret_key))


def _answered_barrier() -> str:
    number = one("SELECT id FROM barrier_reports WHERE state = 'answered'")()
    return f"/schreibtisch/barrieren/{number}"


VALUES: dict[tuple[str, str], Callable[[], Any]] = {
    ("processes", "slug"): one("SELECT slug FROM processes WHERE slug = 'sicher-ankommen'"),
    ("processes", "document_id"): one("SELECT id FROM process_documents"),
    ("processes", "number"): lambda: 1,
    ("documents", "site_document_id"): one("SELECT id FROM site_documents"),
    ("documents", "number"): lambda: 1,
    ("planning", "slug"): one("SELECT slug FROM processes WHERE slug = 'sicher-ankommen'"),
    ("processes.picture", "slug"): lambda: "neue-baenke",
    ("processes", "token"): _invitation,
    ("codes", "slug"): one("SELECT slug FROM processes WHERE slug = 'sicher-ankommen'"),
    ("codes", "batch_id"): one("SELECT id FROM code_batches WHERE process_id IS NOT NULL AND void_at IS NULL"),
    ("codes.void_for_all", "batch_id"): one("SELECT id FROM code_batches WHERE process_id IS NULL"),
    ("planning", "pattern"): lambda: "ideensammlung",
    ("planning", "phase_id"): one(f"SELECT id FROM phases WHERE process_id = {DESK_PROCESS} ORDER BY starts_at DESC"),
    ("planning", "subject_id"): one(f"SELECT subject_id FROM boards WHERE process_id = {DESK_PROCESS}"),
    ("planning", "entry_id"): one(f"SELECT id FROM process_entries WHERE process_id = {DESK_PROCESS}"),
    ("planning", "news_id"): one(f"SELECT id FROM news WHERE process_id = {DESK_PROCESS} ORDER BY is_draft DESC"),
    ("planning", "document_id"): one(f"SELECT id FROM process_documents WHERE process_id = {DESK_PROCESS}"),
    ("boards", "slug"): BOARD,
    ("maps", "slug"): BOARD,
    ("maps", "subject_id"): one("SELECT subject_id FROM ideas WHERE lon IS NOT NULL AND state = 'public'"),
    ("embed", "slug"): BOARD,
    ("ideas", "slug"): BOARD,
    ("ideas", "subject_id"): OPEN_IDEA,
    ("ideas.revise", "subject_id"): OWN_IDEA,
    ("ideas.withdraw", "subject_id"): OWN_IDEA,
    ("ideas.submitted", "subject_id"): OWN_IDEA,
    ("ideas.withdraw_comment", "subject_id"): OWN_COMMENT,
    ("ideas.comment_support", "subject_id"): OWN_COMMENT,
    ("ideas.revise_comment", "subject_id"): NEW_COMMENT,
    ("ideas.comment_versions", "subject_id"): NEW_COMMENT,
    ("ideas.comment_address", "subject_id"): LIVELY_IDEA,
    ("ideas.comment_address", "number"): LONG_THREAD,
    ("ideas.replies", "subject_id"): LONG_THREAD,
    ("ideas.edit_pictures", "subject_id"): OWN_IDEA,
    ("ideas.picture", "subject_id"): WITH_PICTURE,
    ("ideas.picture", "picture_id"): one("SELECT MIN(id) FROM idea_pictures WHERE idea_id IS NOT NULL"),
    ("ideas.draft_picture", "picture_id"): one("SELECT id FROM idea_pictures WHERE draft_id IS NOT NULL"),
    ("ideas", "width"): lambda: 400,
    ("searches", "search_id"): one(f"SELECT id FROM saved_searches WHERE account_id = {PARTICIPANT}"),
    ("answers", "subject_id"): OPEN_IDEA,
    ("calls", "slug"): lambda: CALL,
    ("calls", "subject_id"): APPLICATION,
    ("clusters.index", "slug"): one("SELECT slug FROM processes WHERE slug = 'sicher-ankommen'"),
    ("clusters", "slug"): one(
        "SELECT b.slug FROM boards b JOIN ideas i ON i.board_id = b.subject_id"
        " JOIN links l ON l.source_id = i.subject_id WHERE l.kind = 'clustered_in'"
    ),
    ("clusters", "subject_id"): CLUSTER,
    ("clusters.hint", "subject_id"): OPEN_IDEA,
    ("ideas.undo_merge", "subject_id"): MERGED_IDEA,
    ("calls", "file_id"): one("SELECT id FROM application_files WHERE idea_id IS NOT NULL"),
    ("calls", "token"): _team_link,
    ("moderation", "subject_id"): OPEN_IDEA,
    ("moderation.restore_idea", "subject_id"): HIDDEN_IDEA,
    ("moderation.hide_comment", "subject_id"): OWN_COMMENT,
    ("moderation.restore_comment", "subject_id"): HIDDEN_COMMENT,
    ("measures", "subject_id"): OPEN_IDEA,
    ("measures.promote_cluster", "subject_id"): CLUSTER,
    ("measures", "slug"): one("SELECT slug FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("monitoring", "slug"): one("SELECT slug FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("monitoring", "indicator_id"): one(f"SELECT id FROM indicators WHERE measure_id = {SENSORS}"),
    ("monitoring", "milestone_id"): one(f"SELECT id FROM milestones WHERE measure_id = {SENSORS} AND done_on IS NULL"),
    ("monitoring", "reading_id"): one(
        f"SELECT r.id FROM readings r JOIN indicators i ON i.id = r.indicator_id WHERE i.measure_id = {SENSORS}"
    ),
    ("evaluations", "slug"): one("SELECT slug FROM evaluation_rounds WHERE state = 'published'"),
    **{(f"evaluations.{page}", "slug"): OPEN_ROUND for page in ("desk", "rate", "reviewers", "summary", "publish")},
    ("evaluations.current_goal", "slug"): one("SELECT slug FROM strategic_goals ORDER BY position"),
    ("evaluations", "number"): lambda: 1,
    ("evaluations", "measure_slug"): one("SELECT slug FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("evaluations", "goal_slug"): one("SELECT slug FROM strategic_goals ORDER BY position"),
    ("evaluations", "subject_id"): one("SELECT subject_id FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("prioritisation", "subject_id"): one("SELECT subject_id FROM prioritisations"),
    ("prioritisation.revise", "subject_id"): run_called(TITLES["draft"]),
    ("prioritisation.judge", "subject_id"): run_called(TITLES["open"]),
    ("prioritisation.decide", "subject_id"): run_called(TITLES["proposed"]),
    ("prioritisation", "idea_id"): one(
        "SELECT i.subject_id FROM ideas i JOIN subjects s ON s.id = i.board_id"
        " WHERE s.path = '/boards/gut-durch-die-hitze' AND i.state = 'public' ORDER BY i.votes DESC"
    ),
    ("workshops", "slug"): one("SELECT slug FROM workshops WHERE state = 'finished'"),
    **{
        (f"workshops.{page}", "slug"): RUNNING_WORKSHOP
        for page in ("take_part", "facilitate", "finish", "stage", "arrange", "paper", "new_prototype")
    },
    ("workshops.prototype", "subject_id"): PROTOTYPE,
    ("workshops.hand_on", "subject_id"): PROTOTYPE,
    ("workshops", "position"): one(
        "SELECT s.position FROM workshop_stages s JOIN workshops w ON w.subject_id = s.workshop_id"
        " WHERE w.state = 'running' AND s.state = 'open'"
    ),
    ("workshops", "subject_id"): one(
        "SELECT n.subject_id FROM notes n JOIN workshop_stages s ON s.id = n.stage_id WHERE s.state = 'open'"
    ),
    ("meetings", "subject_id"): one("SELECT subject_id FROM meetings WHERE starts_at > CURRENT_TIMESTAMP"),
    ("departments", "slug"): one("SELECT slug FROM departments ORDER BY position"),
    ("bodies", "slug"): one("SELECT slug FROM bodies WHERE slug = 'gemeinderat'"),
    ("background.legal", "slug"): lambda: "nutzungsbedingungen",
    ("background", "article_id"): one("SELECT subject_id FROM articles WHERE kind = 'article' ORDER BY position"),
    ("background.edit_legal", "article_id"): one("SELECT subject_id FROM articles WHERE slug = 'nutzungsbedingungen'"),
    ("background.new_legal_translation", "article_id"): one("SELECT subject_id FROM articles WHERE slug = 'impressum'"),
    ("background", "kind"): lambda: "question",
    ("background", "language"): lambda: "en",
    ("background", "number"): lambda: 1,
    ("background", "slug"): one("SELECT slug FROM articles WHERE kind = 'article' ORDER BY position"),
    ("home", "subject_id"): one("SELECT subject_id FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("taxonomy", "slug"): one("SELECT slug FROM strategic_goals ORDER BY position"),
    ("taxonomy.edit_field", "slug"): one("SELECT slug FROM action_fields ORDER BY position"),
    ("settings.colours", "colours"): lambda: "004f9f-a03c1c",
    ("statement", "slot"): lambda: "start",
    ("statement.film_file", "name"): lambda: "kein-film.mp4",
    ("settings.logo", "name"): lambda: "kein-logo.webp",
    ("departments.begin", "token"): lambda: LINK,
    ("barriers", "report_id"): one("SELECT id FROM barrier_reports WHERE state = 'open' ORDER BY due_on"),
    ("barriers", "receipt"): one("SELECT receipt FROM barrier_reports ORDER BY id"),
    ("expunging", "slug"): lambda: "idee",
    ("expunging", "number"): OPEN_IDEA,
    ("expunging", "expunging_id"): one("SELECT id FROM expungings WHERE state = 'requested'"),
    ("commitments", "commitment_id"): one("SELECT id FROM commitments WHERE state = 'open'"),
    **{(f"own_data.{page}", "token"): lambda: LINK for page in ("confirm_address", "stop_address", "stand")},
    ("departments", "account_id"): STAFF,
    ("departments", "grant_id"): one(f"SELECT id FROM role_grants WHERE account_id = {MODERATOR}"),
    ("second_factors", "account_id"): one("SELECT id FROM accounts WHERE email = 'administration@example.org'"),
    ("identities", "reason"): lambda: "cancelled",
    ("invitations", "token"): lambda: f"{LINK}-invitation",
    ("accounts.confirm", "token"): lambda: f"{LINK}-confirm",
    ("accounts.new_password", "token"): lambda: f"{LINK}-reset",
    ("notifications", "token"): _stop_link,
    ("open_data.board_feed", "slug"): BOARD,
    ("open_data.process_feed", "slug"): one("SELECT slug FROM processes WHERE slug = 'sicher-ankommen'"),
    ("embed", "kind"): lambda: "board",
    ("open_data", "name"): lambda: "ideas",
}

# Addresses that cannot be made from their arguments alone.
PATHS: dict[str, Callable[[], str]] = {
    "maps.district": lambda: "/karte/stadtteil?lon=9.956&lat=48.411",
    "searches.name_it": lambda: "/konto/suchen/neu?board=schulwege&q=Zebrastreifen&status=in_review",
    "search.results": lambda: "/suche?q=Zebrastreifen",
    "departments.give": lambda: f"/verwaltung/menschen/{STAFF()}/aufgabe?aufgabe=moderator",
    "invitations.invite": lambda: "/verwaltung/einladungen/neu?aufgabe=editor",
}

# Who opens a route, where the first role that may is not the one who can in the demo town.
ROLES: dict[str, str] = {
    "processes.picture": "editor", "calls.file": "participant", "ideas.go_on": "participant",
}  # fmt: skip

# Routes that answer with data, a file or a part of a page.
NO_PAGES: set[str] = {
    "codes.guest",  # leads people with an account to their own page; guests are looked at in tests/journeys/test_codes
    "evaluations.as_csv", "evaluations.as_json", "home.icon", "maps.district", "maps.outlines", "maps.pins",
    "maps.point", "meetings.calendar", "open_data.board_feed", "open_data.description", "open_data.geo",
    "open_data.idea_feed", "open_data.index",
    "open_data.page", "open_data.process_feed", "open_data.table", "second_factors.prove",
    "second_factors.second_step", "second_factors.set_up", "second_factors.remove", "settings.colours",
    "settings.logo", "privacy.binder_as_pdf", "processes.document", "processes.picture",
    "statement.film_file", "identities.ask_link", "identities.come_back", "identities.sign_out_there",
    "identities.start", "identities.start_eid", "identities.start_link", "identities.start_proof", "identities.welcome",
    "calls.file", "documents.file", "ideas.picture", "ideas.draft_picture", "ideas.similar", "ideas.go_on",
    "ideas.comment_address", "ideas.replies",  # lead to the page on which a comment stands
}  # fmt: skip

# Routes whose answer in the demo town is not 200, with the status that is right.
# Whoever signed in just now is not asked again; a second step follows only on a password; without one there is nothing
# to set up or remove. The broker of the demo town does not answer, and nobody has come from there.
STATUS: dict[str, int] = {
    "privacy.binder_as_pdf": 200 if find_spec("weasyprint") else 303,
    "codes.guest": 303, "ideas.go_on": 303,
    "departments.begin": 410, "home.icon": 302, "maps.point": 302, "second_factors.prove": 303,
    "second_factors.second_step": 303, "second_factors.set_up": 303, "second_factors.remove": 303, "settings.logo": 404,
    "statement.film_file": 404, "ideas.comment_address": 303, "ideas.replies": 303,
    **{f"identities.{page}": 303 for page in (
        "ask_link", "come_back", "sign_out_there", "start", "start_eid", "start_link", "start_proof", "welcome",
    )},
}  # fmt: skip

# Other faces of pages: what others see there, nothing found, a refusal. Route, address, who, status.
FURTHER: list[tuple[str, Callable[[], str], str | None, int]] = [
    ("home.start", lambda: "/gibt-es-nicht", None, 404),
    ("home.start", lambda: "/", "participant", 200),
    ("planning.desk", lambda: "/schreibtisch/verfahren/neue-baenke", "editor", 200),
    ("planning.publish", lambda: "/schreibtisch/verfahren/neue-baenke/veroeffentlichen", "editor", 200),
    ("planning.preview_page", lambda: "/schreibtisch/verfahren/neue-baenke/vorschau/seite", "editor", 200),
    ("planning.invitations", lambda: "/schreibtisch/verfahren/im-kreis/einladungen", "editor", 200),
    ("planning.index", lambda: "/schreibtisch/verfahren?stand=archiv", "editor", 200),
    ("boards.show", lambda: "/boards/schulwege", "participant", 200),
    ("boards.show", lambda: f"/boards/{CALL}", None, 200),
    ("ideas.show", lambda: f"/ideen/{APPLICATION()}", "participant", 200),
    ("calls.show", lambda: f"/bewerbungen/{APPLICATION()}", "facilitator", 200),
    ("boards.all_ideas", lambda: "/ideen?q=nichtsdergleichen", None, 200),
    ("boards.show", lambda: "/boards/schulwege?q=sicher&status=submitted&status=in_review", "participant", 200),
    ("boards.show", lambda: "/boards/schulwege?q=nichtsdergleichen&status=declined", None, 200),
    ("boards.all_ideas", lambda: "/ideen?q=Schule&status=in_review", None, 200),
    ("ideas.show", lambda: f"/ideen/{OPEN_IDEA()}", "participant", 200),
    ("ideas.show", lambda: f"/ideen/{OWN_IDEA()}", "participant", 200),
    ("ideas.show", lambda: f"/ideen/{OPEN_IDEA()}", "moderator", 200),
    ("ideas.show", lambda: f"/ideen/{LIVELY_IDEA()}?antworten={LONG_THREAD()}", "participant", 200),
    ("ideas.show", lambda: f"/ideen/{LIVELY_IDEA()}?reihenfolge=neueste", None, 200),
    ("ideas.show", lambda: f"/ideen/{WITH_PICTURE()}", None, 200),
    ("ideas.versions", lambda: f"/ideen/{REVISED_IDEA()}/fassungen", None, 200),
    ("ideas.submit", lambda: "/boards/bahnhof-wege/idee-einreichen", "participant", 200),
    ("ideas.show", lambda: f"/ideen/{HIDDEN_IDEA()}", None, 200),
    ("measures.show", lambda: "/massnahmen/seilbahn-eselsberg", None, 200),
    ("evaluations.show", lambda: "/ergebnisse/erste-runde/99", None, 404),
    ("workshops.show", lambda: f"/werkstaetten/{RUNNING_WORKSHOP()}", None, 200),
    ("prioritisation.prepare", lambda: f"/schreibtisch/priorisierung/{run_called(TITLES['draft'])()}", "editor", 200),
    ("prioritisation.prepare", lambda: f"/schreibtisch/priorisierung/{run_called(TITLES['open'])()}", "editor", 200),
    ("prioritisation.show", lambda: f"/priorisierung/{run_called(TITLES['proposed'])()}", None, 200),
    ("home.way", lambda: f"/weg/{OPEN_IDEA()}", None, 200),
    ("search.results", lambda: "/suche?q=nichtsdergleichen", None, 200),
    ("maps.show", lambda: "/karte?q=Schule", None, 200),
    ("own_data.confirm_address", lambda: "/konto/adresse/bestaetigen/verbraucht", None, 410),
    ("own_data.erase", lambda: "/konto/loeschen", "moderator", 200),
    ("answers.queue", lambda: "/schreibtisch", "participant", 403),
    ("barriers.desk", lambda: "/schreibtisch/barrieren?stand=beantwortet", "coordinator", 200),
    ("barriers.handle", _answered_barrier, "coordinator", 200),
    ("background.legal", lambda: "/datenschutz", None, 200),
    ("accounts.confirm", lambda: "/konto/bestaetigen/verbraucht", None, 410),
    ("accounts.new_password", lambda: "/passwort/neu/verbraucht", None, 410),
    ("departments.people", lambda: "/verwaltung/menschen?q=niemand-heisst-so", "administrator", 200),
    ("departments.give", lambda: f"/verwaltung/menschen/{STAFF()}/aufgabe", "administrator", 200),
    ("invitations.invite", lambda: "/verwaltung/einladungen/neu", "administrator", 200),
    ("invitations.show", lambda: "/einladung/ausgedacht", None, 410),
    ("invitations.show", lambda: f"/einladung/{LINK}-invitation", "participant", 403),
    ("second_factors.show", lambda: "/konto/zweiter-faktor", "administrator", 200),
    ("second_factors.remove", lambda: "/konto/zweiter-faktor/entfernen", "administrator", 200),
    ("second_factors.set_up", lambda: "/konto/zweiter-faktor/einrichten", "editor", 200),
]
