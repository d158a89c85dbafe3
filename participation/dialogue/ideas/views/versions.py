"""The texts that an idea had, each with what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from participation.core.differences import Stretch, changes
from participation.dialogue.ideas import queries
from participation.dialogue.ideas.models import IdeaVersion
from participation.dialogue.ideas.views.blueprint import blueprint, readable_page
from participation.web.access import public
from participation.web.stored_pages import stored


@dataclass(frozen=True)
class Told:
    """A version with the words that came and went; without these where there is nothing to compare it with."""

    version: IdeaVersion
    title: list[Stretch]
    text: list[Stretch]


@blueprint.get("/ideen/<int:subject_id>/fassungen")
@public
@stored
def versions(subject_id: int) -> Any:
    """The texts that an idea had, the newest first."""
    page = readable_page(subject_id)
    return render_template("ideas/versions.html", page=page, told=told(queries.versions_of(subject_id)))


def told(found: Sequence[IdeaVersion]) -> list[Told]:
    """Each version beside the one before it, as far as both are there: what was expunged is compared with nothing."""
    before = [*found[1:], None]
    return [_told(version, earlier) for version, earlier in zip(found, before, strict=True)]


def _told(version: IdeaVersion, earlier: IdeaVersion | None) -> Told:
    if earlier is None or not (version.text and earlier.text):
        return Told(version, [], [])
    return Told(version, changes(earlier.title, version.title), changes(earlier.text, version.text))
