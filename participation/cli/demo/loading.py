"""Building the demo town, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from participation.cli.demo import PASSWORD
from participation.cli.demo.agenda import Agenda
from participation.cli.demo.answers import Answers
from participation.cli.demo.articles import plan_articles
from participation.cli.demo.clusters import Clusters
from participation.cli.demo.courses import Courses
from participation.cli.demo.discussions import Discussions
from participation.cli.demo.ideas import Ideas
from participation.cli.demo.measures import Measures
from participation.cli.demo.people import FOUNDED, People
from participation.cli.demo.processes import Processes
from participation.cli.demo.rankings import Rankings
from participation.cli.demo.rounds import Rounds
from participation.cli.demo.town import at, days_from, outlines, texts
from participation.cli.demo.votes import Votes
from participation.cli.demo.workshops import Workshops
from participation.core import clock
from participation.core.actor import HOUSE
from participation.core.database import db
from participation.core.transactions import transaction
from participation.records.journal.commands import chain_all_entries, let_readers_begin_here
from participation.town.districts.commands import load_districts
from participation.town.districts.outlines import Properties, outlines_in
from participation.town.districts.queries import districts_by_slug
from participation.town.settings.models import SiteSetting
from participation.town.taxonomy.commands import create_goal, load_first_entries
from participation.town.taxonomy.queries import all_goals

MARK = "demo_town"


def load_town() -> bool:
    """Load the town; False where it is there already. All of it or nothing."""
    if db.session.get(SiteSetting, MARK) is not None:
        return False
    with transaction(), days_from(clock.today()):
        with clock.stopped_at(at(FOUNDED, 8)):
            load_districts(outlines_in(outlines(), Properties()).outlines, actor=HOUSE)
            _load_taxonomy()
        _plan().carry_out(_with_bar)
        chain_all_entries()
        let_readers_begin_here()
        db.session.add(SiteSetting(name=MARK, value={"loaded_on": clock.today().isoformat()}))
    return True


def _plan() -> Agenda:
    """Everything that ever happened in the town."""
    agenda = Agenda()
    people = People(agenda, PASSWORD)
    processes = Processes(agenda, people, districts_by_slug())
    workshops = Workshops(agenda, people, processes)
    ideas = Ideas(agenda, people, processes, workshops)
    measures = Measures(agenda, people, ideas)
    for room in (
        people, processes, workshops, ideas, Votes(agenda, people, processes, ideas),
        Discussions(agenda, people, processes, ideas), Answers(agenda, ideas),
        Clusters(agenda, people, processes, ideas), Courses(agenda, people, measures),
        Rankings(agenda, people, ideas), Rounds(agenda, people, measures),
    ):  # fmt: skip
        room.plan()
    plan_articles(agenda)
    return agenda


def _load_taxonomy() -> None:
    """The fields, goals and tags of every installation; goals are described in the town's words."""
    known = {goal.slug for goal in all_goals()}
    for position, entry in enumerate(texts("organisation")["goals"], 1):
        if entry["slug"] not in known:
            create_goal(
                entry["name"], slug=entry["slug"], description=entry["description"], position=position, actor=HOUSE
            )
    load_first_entries(actor=HOUSE)


def _with_bar(things: list[Any]) -> Iterable[Any]:
    """The things one by one, with a bar that shows how far one has come."""
    with click.progressbar(things, label="Demo town", update_min_steps=100) as bar:
        yield from bar
