"""The frames, and the pages that hand out their snippets."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, render_template, url_for
from flask_babel import gettext

from participation.action.evaluations import queries as evaluations
from participation.action.evaluations.models import Assessment
from participation.core.actor import VISITOR
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.queries import board_by_slug
from participation.dialogue.ideas import queries as ideas
from participation.dialogue.ideas.models import STATUS_LABELS, STATUS_TONES
from participation.dialogue.maps.views.reading import frame as map_frame_of_town
from participation.outreach.embed import rules
from participation.outreach.embed.rules import Frame, Kind
from participation.web.access import public
from participation.web.headers import allow_framing, show_own_frames
from participation.web.stored_pages import stored

blueprint = Blueprint("embed", __name__)
SHOWN = 5
SHOWN_BESIDE_MAP = 10


@blueprint.get("/embed/board/<slug>")
@public
@stored
def board(slug: str) -> Any:
    """A board with its phase and its newest ideas."""
    allow_framing()
    found = _board(slug)
    choice = ideas.IdeaChoice(boards=(found.subject_id,))
    entries = ideas.ideas_chosen(choice, order=ideas.Order.NEWEST, size=SHOWN).entries
    return render_template(
        "embed/board.html", board=found, process=found.process, entries=entries, total=ideas.count_chosen(choice),
        labels=STATUS_LABELS, tones=STATUS_TONES, full_url=f"{_base()}/boards/{slug}", targets=_targets(),
    )  # fmt: skip


@blueprint.get("/embed/karte/<slug>")
@public
def board_map(slug: str) -> Any:
    """The map of a board, below it the newest ideas as a list. Its scripts carry a nonce, so it is not stored."""
    allow_framing()
    found = _board(slug)
    settings = current_app.extensions["PARTICIPATION"]
    choice = ideas.IdeaChoice(boards=(found.subject_id,))
    own_tiles = settings.tile_url.startswith(("/", settings.base_url))
    return render_template(
        "embed/map.html", board=found, process=found.process, frame=map_frame_of_town(),
        data_url=url_for("maps.pins", slug=slug),
        entries=ideas.newest_placed(choice, most=SHOWN_BESIDE_MAP), total=ideas.count_placed(choice)[0],
        tile_url=settings.tile_url if own_tiles else "", tile_attribution=settings.tile_attribution,
        own_tiles=own_tiles, full_url=f"{_base()}/boards/{slug}/karte", targets=_targets(),
    )  # fmt: skip


@blueprint.get("/embed/ergebnisse")
@public
@stored
def results() -> Any:
    """The published result that holds: all goals by their assessment."""
    allow_framing()
    found = evaluations.newest_publication()
    context = {"full_url": f"{_base()}/ergebnisse", "targets": _targets()}
    if found is None:
        return render_template("embed/no_results.html", **context)
    publication, round_ = found
    return render_template(
        "embed/results.html", publication=publication, round=round_, rows=_rows(publication.data, publication, round_),
        **context,
    )  # fmt: skip


@blueprint.get("/einbetten/<any(board,karte):kind>/<slug>")
@public
@stored
def snippet(kind: str, slug: str) -> Any:
    """How to put a board or its map into another site, with a preview."""
    found = _board(slug)
    full = f"/boards/{slug}" if kind == Kind.BOARD else f"/boards/{slug}/karte"
    return _snippet_page(Kind(kind), f"/embed/{kind}/{slug}", full, f"{kind}-{slug}", found.title)


@blueprint.get("/einbetten/ergebnisse")
@public
@stored
def results_snippet() -> Any:
    """How to put the evaluation result into another site, with a preview."""
    return _snippet_page(Kind.RESULTS, "/embed/ergebnisse", "/ergebnisse", "ergebnisse")


def _snippet_page(kind: Kind, path: str, full_path: str, name: str, shown: str = "") -> str:
    called = rules.KIND_TITLES[kind]
    show_own_frames()
    base = _base()
    title = gettext(called, title=shown)
    frame = Frame(f"beteiligung-{name}", base + path, base + full_path, title, rules.HEIGHTS[kind])
    return render_template(
        "embed/snippet.html", frame=frame, called=called, shown=shown, path=path, full_path=full_path,
        snippet=rules.snippet(frame), script=rules.height_script(frame, base),
        origins=current_app.extensions["PARTICIPATION"].embed_origins,
    )  # fmt: skip


def _rows(data: dict[str, Any], publication: Any, round_: Any) -> list[dict[str, Any]]:
    order = list(Assessment)
    rows = []
    for goal in data["goals"]:
        result = data["results"]["goals"][goal["slug"]]
        if result["assessment"] is not None:
            address = f"{_base()}/ergebnisse/{round_.slug}/{publication.number}/ziele/{goal['slug']}"
            level = order.index(Assessment(result["assessment"]))
            rows.append({"title": goal["name"], "href": address, "level": level, "change": result["change"]})
    return rows


def _board(slug: str) -> Board:
    return board_by_slug(slug, VISITOR) or abort(404)


def _base() -> str:
    return str(current_app.extensions["PARTICIPATION"].base_url)


def _targets() -> str:
    """To whom a frame tells its height: the sites that may show it, and this one for the preview."""
    return " ".join((_base(), *current_app.extensions["PARTICIPATION"].embed_origins))
