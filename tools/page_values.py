"""What the arguments of routes stand for in the demo town, who opens a route, and which routes are no pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from participation.core.database import db


def one(statement: str) -> Callable[[], Any]:
    """The first value of an SQL statement."""
    return lambda: db.session.execute(text(f"{statement} LIMIT 1")).scalar()


OPEN_IDEA = one(
    "SELECT i.subject_id FROM ideas i JOIN boards b ON b.subject_id = i.board_id"
    " JOIN phases p ON p.process_id = b.process_id"
    " WHERE i.state = 'public' AND i.author_id IS NOT NULL AND p.kind = 'collect'"
    " AND p.starts_at < CURRENT_TIMESTAMP AND p.ends_at > CURRENT_TIMESTAMP ORDER BY i.comments DESC"
)
OWN_IDEA = one(
    "SELECT i.subject_id FROM ideas i JOIN accounts a ON a.id = i.author_id WHERE a.email = 'teilnehmen@example.org'"
    " AND i.state = 'public' AND i.status IN ('submitted', 'in_review') ORDER BY i.submitted_at DESC"
)
RUNNING_WORKSHOP = one("SELECT slug FROM workshops WHERE state = 'running'")
OPEN_ROUND = one("SELECT slug FROM evaluation_rounds WHERE state = 'open'")
PUBLISHED_ROUND = one("SELECT slug FROM evaluation_rounds WHERE state = 'published'")
SENSORS = "(SELECT subject_id FROM measures WHERE slug = 'luftsensoren-eselsberg')"

VALUES: dict[tuple[str, str], Callable[[], Any]] = {
    ("processes", "slug"): one("SELECT slug FROM processes WHERE slug = 'sicher-ankommen'"),
    ("boards", "slug"): one("SELECT slug FROM boards WHERE slug = 'schulwege'"),
    ("maps", "slug"): one("SELECT slug FROM boards WHERE slug = 'schulwege'"),
    ("maps", "subject_id"): one("SELECT subject_id FROM ideas WHERE lon IS NOT NULL AND state = 'public'"),
    ("embed", "slug"): one("SELECT slug FROM boards WHERE slug = 'schulwege'"),
    ("ideas", "slug"): one("SELECT slug FROM boards WHERE slug = 'schulwege'"),
    ("ideas", "subject_id"): OPEN_IDEA,
    ("ideas.revise", "subject_id"): OWN_IDEA,
    ("ideas.withdraw", "subject_id"): OWN_IDEA,
    ("ideas.submitted", "subject_id"): OWN_IDEA,
    ("ideas.withdraw_comment", "subject_id"): one(
        "SELECT c.subject_id FROM comments c JOIN accounts a ON a.id = c.author_id"
        " WHERE a.email = 'teilnehmen@example.org' AND c.state = 'public'"
    ),
    ("answers", "subject_id"): OPEN_IDEA,
    ("moderation", "subject_id"): OPEN_IDEA,
    ("moderation", "kind"): lambda: "idee",
    ("measures", "subject_id"): OPEN_IDEA,
    ("measures", "slug"): one("SELECT slug FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("monitoring", "slug"): one("SELECT slug FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("monitoring", "indicator_id"): one(f"SELECT id FROM indicators WHERE measure_id = {SENSORS}"),
    ("monitoring", "milestone_id"): one(f"SELECT id FROM milestones WHERE measure_id = {SENSORS} AND done_on IS NULL"),
    ("monitoring", "reading_id"): one(
        f"SELECT r.id FROM readings r JOIN indicators i ON i.id = r.indicator_id WHERE i.measure_id = {SENSORS}"
    ),
    ("evaluations", "slug"): PUBLISHED_ROUND,
    ("evaluations", "number"): lambda: 1,
    ("evaluations", "measure_slug"): one("SELECT slug FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("evaluations", "goal_slug"): one("SELECT slug FROM strategic_goals ORDER BY position"),
    ("evaluations", "subject_id"): one("SELECT subject_id FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("prioritisation", "subject_id"): one("SELECT subject_id FROM prioritisations"),
    ("prioritisation", "idea_id"): one("SELECT idea_id FROM ranked_ideas ORDER BY place"),
    ("workshops", "slug"): one("SELECT slug FROM workshops WHERE state = 'finished'"),
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
    ("background", "slug"): one("SELECT slug FROM articles WHERE kind = 'article' ORDER BY position"),
    ("home", "subject_id"): one("SELECT subject_id FROM measures WHERE slug = 'luftsensoren-eselsberg'"),
    ("taxonomy", "slug"): one("SELECT slug FROM strategic_goals ORDER BY position"),
    ("commitments", "commitment_id"): one("SELECT id FROM commitments WHERE state = 'open'"),
    ("accounts", "token"): lambda: "dieser-link-ist-verbraucht",
    ("notifications", "token"): lambda: "dieser-link-ist-verbraucht",
    ("open_data", "name"): lambda: "ideas",
}

# Addresses that cannot be made from their arguments alone.
PATHS: dict[str, Callable[[], str]] = {}

# Who opens a route, where the first role that may is not the one who can in the demo town.
ROLES: dict[str, str] = {}

# Routes that answer with data, a file or a part of a page.
NO_PAGES: set[str] = set()

# Routes whose answer in the demo town is not 200, with the status that is right.
STATUS: dict[str, int] = {"accounts.confirm": 410, "accounts.new_password": 410}
