"""The blueprint of this room, and how its views find boards and bundles."""

from __future__ import annotations

from flask import Blueprint, abort

from participation.core.actor import Role
from participation.core.errors import N_, NotAllowed
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.queries import board_by_slug
from participation.dialogue.clusters import queries, rules
from participation.dialogue.clusters.models import Cluster
from participation.dialogue.clusters.queries import ClusterPage
from participation.web.access import actor
from participation.web.navigation import navigation

blueprint = Blueprint("clusters", __name__)
LOOKERS = (Role.MODERATOR, Role.COORDINATOR)
navigation.add_staff(
    N_("Zusammenhang"), "clusters.desk", *LOOKERS, order=15, count=lambda: queries.count_hinted_pairs(actor())
)


def board_to_look_at(slug: str) -> Board:
    """A board whose ideas this person may see at the desk, or 404. Raises NotAllowed for other departments."""
    board = board_by_slug(slug, actor()) or abort(404)
    if board.is_call:
        abort(404)
    if not rules.may_look(actor(), board.process.department_id, board.process_id):
        raise NotAllowed("Ideen bündelt die Moderation der Fachabteilung, zu deren Verfahren sie gehören.")
    return board


def board_to_bundle(slug: str) -> Board:
    """A board whose ideas this person may bundle, or 404. Raises NotAllowed for others."""
    board = board_to_look_at(slug)
    rules.check_may_bundle(actor(), board.process.department_id, board.process_id)
    return board


def page_to_bundle(subject_id: int) -> ClusterPage:
    """A bundle that this person may change, or 404. Raises NotAllowed for others."""
    page = queries.cluster_page(subject_id, actor()) or abort(404)
    rules.check_may_bundle(actor(), page.department_id, page.cluster.process_id)
    return page if not page.is_dissolved else abort(404)


def cluster_to_bundle(subject_id: int) -> Cluster:
    """The same, the row alone."""
    return page_to_bundle(subject_id).cluster
