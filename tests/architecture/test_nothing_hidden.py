"""What is not public is shown by no address: neither its words nor, in lists and counts, that it is there.

The walk takes every GET route from the URL map and fills its arguments with everything in a town that holds one of
each kind of thing that is not public. A route that it cannot fill fails the test: add its values to `Walk.values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from participation.action.monitoring.models import Indicator, Milestone, Reading
from participation.core.database import db
from participation.desk.barriers.models import BarrierReport
from participation.desk.expunging.models import Expunging
from participation.dialogue.calls.models import ApplicationFile
from participation.dialogue.codes.models import CodeBatch
from participation.dialogue.ideas.models import IdeaPicture
from participation.dialogue.processes.models import Invitation, News, Phase, ProcessDocument, ProcessEntry, Release
from participation.dialogue.searches.models import SavedSearch
from participation.outreach.open_data.queries import RESOURCES
from participation.people.accounts.models import Account
from participation.people.departments.models import RoleGrant
from participation.people.notifications.rules import stop_token
from participation.records.commitments.models import Commitment
from participation.records.subjects.models import Audience, State, Subject
from participation.records.subjects.queries import visible_to
from participation.town.background.models import Article
from participation.town.taxonomy.models import ActionField
from tests.architecture.hidden_town import Town, asked, build_public, plant_secrets, told
from tests.browser import Browser
from tests.factories.people import person

# Where an address names more than one kind of thing by number, all of them are tried.
NUMBERS = {
    "ideas": ("ideas", "comments"),
    "calls": ("ideas",),
    "clusters": ("clusters", "ideas"),
    "moderation": ("ideas", "comments"),
    "expunging": ("ideas", "comments"),
    "answers": ("ideas",),
    "planning": ("boards", "ideas"),
    "measures": ("ideas", "measures", "clusters"),
    "evaluations": ("measures", "goals", "ideas"),
    "prioritisation": ("runs", "ideas"),
    "workshops": ("notes", "ideas"),
    "meetings": ("meetings", "ideas"),
    "maps": ("ideas", "comments", "measures", "notes", "processes", "boards", "runs", "meetings", "workshops"),
    "notifications": ("ideas", "measures", "processes", "boards", "runs", "clusters"),
    "home": (
        "ideas",
        "comments",
        "clusters",
        "measures",
        "notes",
        "processes",
        "boards",
        "runs",
        "meetings",
        "workshops",
    ),
}
SLUGS = {
    "processes": "processes", "planning": "processes", "codes": "processes",
    "boards": "boards", "ideas": "boards", "calls": "boards", "clusters": "boards", "maps": "boards",
    "embed": "boards", "clusters.index": "processes",
    "measures": "measures", "monitoring": "measures", "evaluations": "rounds", "workshops": "workshops",
    "bodies": "bodies", "departments": "departments", "open_data.board_feed": "boards",
    "open_data.process_feed": "processes", "evaluations.current_goal": "goals", "taxonomy": "goals",
}  # fmt: skip
# How an address can be asked for besides: filters, orders, further pages, other faces.
QUERIES = (
    "", "seite=2", "sortierung=neueste", "sortierung=unterstuetzt", "sortierung=kommentiert",
    "sortierung=gemischt&mischung=5", "sortierung=umstritten", "sortierung=beantwortet",
    "sortierung=wenig-kommentiert", "status=merged", "stadtteil=mitte&umkreis=3000",
    "stand=verborgen", "art=idea", "kategorie=verkehr", "stadtteil=mitte", "ansicht=liste", "limit=500",
    "changed_since=2020-01-01", "reihenfolge=neueste", "reihenfolge=aelteste",
)  # fmt: skip
LISTS = (
    "boards.show", "open_data.board_feed", "open_data.idea_feed", "maps.board", "maps.pins", "processes.show",
    "open_data.page", "open_data.table", "embed.board",
)  # fmt: skip
SEARCHES = ("/suche", "/ideen", "/feeds/ideen.atom", "/massnahmen", "/karte/daten.geojson", "/boards/{board}")
# Pages on which what was hidden or taken back leaves its mark, or whose neighbours change for all to see.
MARKED = ("ideas.show", "workshops.show", "notifications.stop")
# Addresses of what leaves no mark.
UNSEEN_SLUGS = {
    "m-draft",
    "m-internal",
    "p-entwurf",
    "p-intern",
    "b-entwurf",
    "b-intern",
    "w-entwurf",
    "w-intern",
    "p-geladen",
    "b-geladen",
    "w-geladen",
}
READERS = ("visitor", "participant", "staff")


class Walk:
    """Addresses of all GET routes, filled with everything that is there."""

    def __init__(self, app: Flask, town: Town) -> None:
        self.app, self.town = app, town

    def addresses(self, name: str) -> Iterator[str]:
        """Every route with every thing that its arguments can name; one address where the reader is turned away."""
        for rule in self.rules():
            access = getattr(self.app.view_functions[rule.endpoint], "access", "")
            shut = (access == "staff" and name != "staff") or (access == "signed_in" and name == "visitor")
            yield from islice(self.filled(rule), 1 if shut else None)

    def rules(self) -> Iterator[Rule]:
        """All GET routes."""
        return (rule for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or ()))

    def filled(self, rule: Rule) -> Iterator[str]:
        """The addresses of one route."""
        names = sorted(rule.arguments - set(rule.defaults or {}))
        adapter = self.app.url_map.bind("localhost")
        for values in product(*(self.values(rule, name) for name in names)):
            arguments = {**(rule.defaults or {}), **dict(zip(names, values, strict=True))}
            yield adapter.build(rule.endpoint, arguments)

    def known(self, rule: Rule, name: str) -> bool:
        """Whether there is anything that an argument can stand for."""
        room = rule.endpoint.split(".")[0]
        if name == "slug":
            return bool(self.town.slugs.get(SLUGS.get(rule.endpoint, SLUGS.get(room, "")), []))
        return any(self.town.numbers.get(kind) for kind in NUMBERS.get(room, ()))

    def values(self, rule: Rule, name: str) -> list[Any]:
        """What an argument can stand for."""
        room, town = rule.endpoint.split(".")[0], self.town
        found: list[Any] = []
        if name == "subject_id":
            found = [number for kind in NUMBERS.get(room, ()) for number in town.numbers[kind]]
        elif name == "slug":
            kind = SLUGS.get(rule.endpoint, SLUGS.get(room, ""))
            found = self._legal(rule) or town.slugs.get(kind, [])
        else:
            found = self._other(rule, name)
        assert found, f"{rule.endpoint} ({rule.rule}): nothing to fill <{name}> with; add it to tests/architecture"
        return found

    def _legal(self, rule: Rule) -> list[str]:
        if rule.endpoint == "expunging.ask":
            return ["idee", "kommentar"]
        if rule.endpoint == "taxonomy.edit_field":
            return list(db.session.scalars(select(ActionField.slug))) or ["unbekannt"]
        if rule.endpoint == "background.legal":
            return ["datenschutz"]
        if rule.endpoint == "background.article":
            return list(db.session.scalars(select(Article.slug))) or ["unbekannt"]
        return []

    def _other(self, rule: Rule, name: str) -> list[Any]:
        town = self.town
        columns = {
            "indicator_id": Indicator.id, "milestone_id": Milestone.id, "reading_id": Reading.id,
            "commitment_id": Commitment.id, "account_id": Account.id, "grant_id": RoleGrant.id,
            "phase_id": Phase.id, "entry_id": ProcessEntry.id, "news_id": News.id,
            "document_id": ProcessDocument.id, "invitation_id": Invitation.id, "release_id": Release.id,
            "report_id": BarrierReport.id, "article_id": Article.subject_id, "batch_id": CodeBatch.id,
            "expunging_id": Expunging.id,
        }  # fmt: skip
        known: dict[str, list[Any]] = {
            "idea_id": [town.things["idea"].subject_id, *town.numbers["ideas"][-1:]],
            "measure_slug": town.slugs["measures"],
            "goal_slug": town.slugs["goals"],
            "number": self._numbers(rule),
            "pattern": ["ideensammlung"],
            "position": [1, 2],
            "width": [400],
            "member_id": [1],
            "search_id": list(db.session.scalars(select(SavedSearch.id))) or [1],
            "site_document_id": [1],  # never hidden: what is taken out is there for nobody
            "picture_id": list(db.session.scalars(select(IdeaPicture.id))) or [1],
            "file_id": list(db.session.scalars(select(ApplicationFile.id))) or [1],
            "kind": ["article"] if rule.endpoint.startswith("background.") else ["board", "karte"],
            "name": list(RESOURCES),
            "token": self._tokens(),
            "colours": ["004f9f-a03c1c"],
            "slot": ["start"],
            "reason": ["cancelled", "unreachable", "staff_only"],
            "language": ["en"],
            "receipt": self._receipts(),
        }
        return list(db.session.scalars(select(columns[name]))) if name in columns else known.get(name, [])

    def _numbers(self, rule: Rule) -> list[Any]:
        room = rule.endpoint.split(".")[0]
        kind = {"expunging": "ideas", "ideas": "comments"}.get(room)
        return [1, 2] if kind is None else self.town.numbers[kind]

    def _receipts(self) -> list[str]:
        return [*db.session.scalars(select(BarrierReport.receipt)), "kein-beleg"]

    def _tokens(self) -> list[str]:
        """Links of mails about everything that the participant follows."""
        account = self.town.people["participant"]
        assert account is not None
        ref = str(account.actor_ref)
        return [
            stop_token(ref, number, secret=str(self.app.secret_key))
            for kind in ("ideas", "measures", "processes")
            for number in self.town.numbers[kind]
        ]


@pytest.fixture
def town(app: Flask) -> Town:
    made = Town()
    build_public(made)
    return made


def reader(app: Flask, town: Town, name: str) -> Browser:
    """A browser of one of the readers."""
    browser, account = Browser(app), town.people[name]
    return browser.sign_in(account) if account is not None else browser


class Ear:
    """Listens to answers for words that must not be heard."""

    def __init__(self, browser: Browser, words: list[str]) -> None:
        self.client = browser.client
        self.pattern = re.compile("|".join(sorted(words, key=len, reverse=True)))
        self.leaks: dict[str, set[str]] = {}
        self.asked = 0

    def listen(self, path: str, **headers: str) -> None:
        """Ask for an address and note what it tells."""
        self.asked += 1
        answer = self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        said = f"{answer.headers}\n{answer.get_data(as_text=True)}"
        assert answer.status_code != 500, path
        if found := set(self.pattern.findall(said)):
            self.leaks.setdefault(path, set()).update(found)

    def search(self, path: str, word: str, secret: str) -> None:
        """Search for a word of what is not public; the page repeats the word, but nothing beside it."""
        body = self.client.get(path, query_string={"q": word}).get_data(as_text=True)
        if secret in body:
            self.leaks.setdefault(f"{path}?q={word}", set()).add(secret)

    def report(self) -> str:
        """The leaks, one address a line."""
        return "\n".join(f"{path}: {', '.join(sorted(found))}" for path, found in self.leaks.items())


def words_of(town: Town) -> list[str]:
    """Every word that stands only in what is not public."""
    return [word for kind in town.words for word in (told(kind), asked(kind))]


@pytest.mark.parametrize("name", READERS)
def test_no_address_tells_what_is_not_public(app: Flask, town: Town, name: str) -> None:
    plant_secrets(town)
    ear = Ear(reader(app, town, name), words_of(town))
    for path in Walk(app, town).addresses(name):
        ear.listen(path)
        ear.listen(f"/en{path}", HX_Request="true")
    assert not ear.leaks, ear.report()


@pytest.mark.parametrize("name", READERS)
def test_no_search_and_no_filter_tells_what_is_not_public(app: Flask, town: Town, name: str) -> None:
    plant_secrets(town)
    browser, walk = reader(app, town, name), Walk(app, town)
    ear = Ear(browser, words_of(town))
    lists = [next(walk.filled(rule)) for rule in walk.rules() if not rule.arguments or rule.endpoint in LISTS]
    for path, query in product(lists, QUERIES):
        ear.listen(f"{path}?{query}")
    for kind in town.words:
        for path in SEARCHES:
            ear.search(path.format(board=town.slugs["boards"][0]), asked(kind), told(kind))
    assert not ear.leaks, ear.report()


@pytest.mark.parametrize("name", ["participant", "staff"])
def test_nobody_acts_on_what_they_may_not_see(app: Flask, town: Town, name: str) -> None:
    """As if it were not there: 404, unless the whole route is shut; and no message names it afterwards."""
    unseen, public = Town(), {kind: list(numbers) for kind, numbers in town.numbers.items()}
    plant_secrets(town, unseen=True)
    unseen.things, unseen.people = town.things, town.people
    unseen.numbers = {kind: _unseen(town, name, kind, public.get(kind, [])) for kind in town.numbers}
    unseen.slugs = {kind: [slug for slug in town.slugs[kind] if slug in UNSEEN_SLUGS] for kind in town.slugs}
    browser, walk = reader(app, town, name), Walk(app, unseen)
    token, ear, wrong = browser.csrf_token(), Ear(browser, words_of(town)), []
    for rule in app.url_map.iter_rules():
        names = rule.arguments & {"subject_id", "slug"}
        if "POST" not in (rule.methods or ()) or not names or not all(walk.known(rule, n) for n in names):
            continue
        for path in walk.filled(rule):
            answer = browser.client.post(path, data={"csrf_token": token})
            shut = getattr(app.view_functions[rule.endpoint], "access", "") == "staff" and name == "participant"
            lets_go = rule.endpoint == "notifications.unfollow" and answer.status_code == 303
            if answer.status_code != (403 if shut else 404) and not lets_go:
                wrong.append(f"{path} ({rule.endpoint}): {answer.status_code}")
            if "Set-Cookie" in answer.headers:
                ear.listen("/konto")
    assert {"ideas", "measures", "runs", "notes"} <= {kind for kind, numbers in unseen.numbers.items() if numbers}
    assert not ear.leaks, ear.report()
    assert not wrong, "\n".join(wrong)


def _unseen(town: Town, name: str, kind: str, public: list[int]) -> list[int]:
    """The numbers of what leaves no mark that this reader might open."""
    account = town.people[name]
    assert account is not None
    seen = select(Subject.id).where(visible_to(person(account)))
    marked = (Subject.state.in_((State.HIDDEN, State.WITHDRAWN))) & (Subject.audience == Audience.PUBLIC)
    found = select(Subject.id).where(Subject.id.in_(town.numbers[kind]), Subject.id.not_in(seen), ~marked)
    return list(db.session.scalars(found.where(Subject.id.not_in(public))))


def test_no_list_and_no_count_changes_by_what_is_not_public(app: Flask, town: Town) -> None:
    """A visitor's pages are the same before and after; only the marks of hidden and withdrawn things are added."""
    client, walk = reader(app, town, "visitor").client, Walk(app, town)
    open_to_all = [r for r in walk.rules() if getattr(app.view_functions[r.endpoint], "access", "") == "public"]
    paths = [p for rule in open_to_all if rule.endpoint not in MARKED for p in walk.filled(rule)]
    before = {path: steady(client.get(path).get_data(as_text=True)) for path in paths}
    plant_secrets(town, unseen=True)
    changed = [path for path in paths if steady(client.get(path).get_data(as_text=True)) != before[path]]
    assert changed == []


def steady(body: str) -> str:
    """An answer without what differs from one request to the next."""
    changing = r'nonce[-=]"?[\w-]+|name="(?:csrf[_-]token|send_key|opened)"[^>]*>|[0-9a-f]{32}'
    return re.sub(changing, "", body)
