"""Finding: the same set on both databases, nothing that must not be seen."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation.core.actor import HOUSE, VISITOR, Role
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.comments.commands import hide_comment
from participation.dialogue.ideas.commands import hide_idea, restore_idea
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.commands import publish_process
from participation.records.search import queries, rules
from participation.records.search.commands import IndexRow, index_subject, index_subjects_in_bulk, remove_from_index
from participation.records.search.models import SearchDocument
from participation.records.subjects.commands import add_subject
from participation.records.subjects.models import State, Subject, SubjectKind
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_staff, person

_WORDS = """
Bank Spielplatz Radweg Baum Brunnen Ampel Zebrastreifen Haltestelle Bücherschrank Laterne Mülleimer Trinkbrunnen
Kreuzung Fußgängerbrücke Unterführung Bolzplatz Grünfläche Hochbeet Marktplatz Uferweg Sporthalle Jugendhaus
Straßenbahn Buslinie Fahrradständer Tempolimit Lärmschutz Schattenplatz Wasserspielplatz Gehweg Parkbank Toilette
Hundewiese Blühstreifen Solaranlage Ladesäule Bürgerhaus Schulweg Radständer Kletterwand
"""
THINGS = _WORDS.split()
PLACES = ("Eselsberg", "Söflingen", "Wiblingen", "Böfingen", "Weststadt", "Oststadt", "Jungingen", "Mähringen")
WISHES = [
    "Mehr {0}e für {1}: die {2} ist zu eng, und die Wege sind schlecht beleuchtet.",
    "Am {1} fehlt eine {0}; Kinder, Ältere und Menschen mit Rollstuhl bräuchten sie. Auch {2}?",
    "Bitte die {0} in {1} erneuern und größer bauen, wie die {2} im letzten Jahr.",
    "Wieso gibt es in {1} keine {0}? Für Fußgängerinnen und Fußgänger wäre das sicherer als die {2}.",
]


def corpus(count: int = 300) -> list[tuple[str, str]]:
    chance = random.Random(7)
    texts = []
    for _ in range(count):
        thing, other, place = chance.choice(THINGS), chance.choice(THINGS), chance.choice(PLACES)
        texts.append((f"{thing} in {place}", chance.choice(WISHES).format(thing, place, other)))
    return texts


def queries_from(texts: list[tuple[str, str]], count: int) -> list[str]:
    chance = random.Random(11)
    words = sorted({word for title, text in texts for word in f"{title} {text}".split()})
    result = [chance.choice(words) for _ in range(count // 2)]
    while len(result) < count:
        title, text = chance.choice(texts)
        some = chance.sample(f"{title} {text}".split(), 2)
        shortened = [word[: max(4, len(word) - chance.randrange(4))] for word in some]
        result.append(" ".join(shortened))
    return result


def load(texts: list[tuple[str, str]]) -> dict[int, set[str]]:
    with transaction():
        subjects = [Subject(kind=SubjectKind.IDEA, title=title[:300], path="/ideen/1") for title, _ in texts]
        db.session.add_all(subjects)
        db.session.flush()
        rows = [IndexRow(s.id, title, text) for s, (title, text) in zip(subjects, texts, strict=True)]
        assert index_subjects_in_bulk(rows) == len(texts)
    return {row.subject_id: set(rules.index_terms(f"{row.title}\n{row.text}").split()) for row in rows}


def expected(query: str, documents: dict[int, set[str]]) -> set[int]:
    terms = rules.query_terms(query)
    if not terms:
        return set()
    return {n for n, words in documents.items() if all(any(t.finds(w) for w in words) for t in terms)}


def found_among(query: str, documents: dict[int, set[str]]) -> set[int]:
    return set(queries.found(VISITOR, query, kinds=(SubjectKind.IDEA,))) & documents.keys()


def test_200_german_queries_find_exactly_what_the_rule_says(app: Flask) -> None:
    texts = corpus()
    documents = load(texts)
    asked = [
        *queries_from(texts, 200),
        "die",
        "und oder",
        "rad",
        "Fussgaenger",
        "GRÜN",
        "x",
        "§§",
        "",
        "'",
        '"',
        "a:*",
        "a & b",
    ]
    hits = 0
    for query in asked:
        assert found_among(query, documents) == expected(query, documents), query
        hits += bool(expected(query, documents))
    assert hits >= 190


@pytest.mark.shared_data
def test_real_contributions_are_found_alike(app: Flask, shared_data: Path) -> None:
    texts = contributions(shared_data / "german-participation-cimt", 800)
    documents = load(texts)
    for query in queries_from(texts, 200):
        assert found_among(query, documents) == expected(query, documents), query


def contributions(folder: Path, most: int) -> list[tuple[str, str]]:
    parts: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for path in sorted(folder.glob("*/*.tsv")):
        with open(path, encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                title, text = parts.setdefault((path.name, row.get("document_id") or ""), ([], []))
                (title if "title" in row.values() else text).append(row.get("content") or "")
    assert parts
    return [(" ".join(title) or "Beitrag", " ".join(text)) for title, text in list(parts.values())[:most]]


def test_titles_come_first_then_the_newer(app: Flask) -> None:
    board = make_board()
    in_text = make_idea(board, title="Sitzen im Schatten", text="Ein Trinkbrunnen wäre gut.").subject_id
    old = make_idea(board, title="Trinkbrunnen am Markt").subject_id
    new = make_idea(board, title="Noch ein Trinkbrunnen").subject_id
    compound = make_idea(board, title="Trinkbrunnenpatenschaft").subject_id
    assert queries.found(VISITOR, "Trinkbrunnen") == [new, old, compound, in_text]
    assert queries.found(VISITOR, "Trinkbrunnen", most=2) == [new, compound]


def test_hidden_and_withdrawn_things_are_not_found(app: Flask) -> None:
    idea = make_idea(title="Regenbogenbank am Ufer")
    comment = make_comment(idea.subject_id, text="Eine Regenbogenbank, ja bitte!")
    assert queries.found(VISITOR, "Regenbogenbank") == [comment.subject_id, idea.subject_id]
    with transaction():
        hide_idea(idea, actor=HOUSE, reason="Verstößt gegen die Regeln.")
    assert queries.found(VISITOR, "Regenbogenbank") == []
    assert queries.counts_by_kind(VISITOR, "Regenbogenbank") == {}
    department_id = db.session.scalars(select(Subject.department_id).where(Subject.id == idea.subject_id)).one()
    assert len(queries.found(person(make_staff(Role.MODERATOR, department_id)), "Regenbogenbank")) == 2
    with transaction():
        restore_idea(idea, actor=HOUSE, reason="War in Ordnung.")
        hide_comment(comment, actor=HOUSE, reason="Doppelt.")
    assert queries.found(VISITOR, "Regenbogenbank") == [idea.subject_id]


def test_an_unpublished_process_keeps_all_that_belongs_to_it_unseen(app: Flask) -> None:
    process = make_process(publish=False, title="Quellenpark im Norden")
    board = make_board(process, title="Quellenpark")
    assert queries.found(VISITOR, "Quellenpark") == []
    with transaction():
        publish_process(process, actor=HOUSE)
    assert set(queries.found(VISITOR, "Quellenpark")) == {process.subject_id, board.subject_id}


def test_a_changed_text_is_found_by_its_new_words_only_and_a_removed_one_not_at_all(app: Flask) -> None:
    with transaction():
        subject = add_subject(SubjectKind.ARTICLE, "Zwergenhaus", path="/hintergrund/zwergenhaus")
        index_subject(subject.id, title="Zwergenhaus", text="Für **Kinder**")
    assert queries.results([subject.id])[0].excerpt == "Für Kinder"
    with transaction():
        index_subject(subject.id, title="Riesenhaus", text="Für Erwachsene")
    assert (queries.found(VISITOR, "Zwergenhaus"), queries.found(VISITOR, "Riesenhaus")) == ([], [subject.id])
    with transaction():
        remove_from_index(subject.id)
    assert queries.found(VISITOR, "Riesenhaus") == []
    assert db.session.get(SearchDocument, subject.id) is None


def test_a_rolled_back_change_leaves_nothing_in_the_index(live_app: Flask) -> None:
    def write_and_fail() -> None:
        with transaction():
            subject = add_subject(SubjectKind.ARTICLE, "Luftschloss", path="/hintergrund/luftschloss")
            index_subject(subject.id, title="Luftschloss")
            raise RuntimeError

    with live_app.app_context():
        with pytest.raises(RuntimeError):
            write_and_fail()
        assert queries.found(VISITOR, "Luftschloss") == []


def test_the_condition_filters_a_list_of_ideas(app: Flask) -> None:
    board = make_board()
    wanted = make_idea(board, title="Hochbeete in der Oststadt")
    make_idea(board, title="Mehr Licht")
    condition = queries.matching_condition("Hochbeet", Idea.subject_id)
    assert list(db.session.scalars(select(Idea.subject_id).where(Idea.board_id == board.subject_id, condition))) == [
        wanted.subject_id
    ]
    nothing = queries.matching_condition("…", Idea.subject_id)
    assert list(db.session.scalars(select(Idea.subject_id).where(nothing))) == []


def test_similar_titles_are_offered_within_a_board(app: Flask) -> None:
    board, other = make_board(), make_board()
    like = make_idea(board, title="Mehr Bänke an der Donau")
    make_idea(board, title="Donaubad länger öffnen")
    elsewhere = make_idea(other, title="Bänke an der Donau")
    ids = select(Idea.subject_id).where(Idea.board_id == board.subject_id)
    assert [hit.subject_id for hit in queries.similar_titles(VISITOR, "Bänke am Donauufer", within=ids)] == [
        like.subject_id
    ]
    assert elsewhere.subject_id in [hit.subject_id for hit in queries.similar_titles(VISITOR, "Bänke am Donauufer")]
    assert queries.similar_titles(VISITOR, "und die") == []


def test_the_page_shows_results_by_kind_with_counts_and_leads_to_them(client: Browser) -> None:
    board = make_board()
    for number in range(23):
        make_idea(board, title=f"Sonnensegel Nummer {number}")
    make_comment(make_idea(board, title="Anderes").subject_id, text="Sonnensegel gibt es schon.")
    page = client.open("/")
    page = client.open(page.links()["Suche"])
    assert page.heading == "Suche"
    page = client.send("/suche", q="Sonnensegel", status=200)
    assert page.shows("Alles 24")
    assert page.shows("Ideen 23")
    assert page.shows("Kommentare 1")
    page = client.open(page.links()["Alle 23 ansehen"])
    assert page.shows("Seite 1 von 2")
    page = client.open(page.links()["Weiter"])
    assert page.shows("Seite 2 von 2")
    assert len(page.soup.select(".hit")) == 3
    assert client.open("/suche?q=Sonnensegel&art=idea&seite=99").shows("Seite 2 von 2")
    assert client.open("/suche?q=Sonnensegel&art=unsinn").shows("Alles 24")


def test_an_empty_result_invites_and_keeps_the_words(client: Browser) -> None:
    page = client.open("/suche?q=<b>Zwirbel</b>")
    assert page.shows("haben wir nichts gefunden")
    assert page.soup.find(id="suchwort")["value"] == "<b>Zwirbel</b>"  # type: ignore[index]


def test_finding_needs_few_statements_however_many_there_are(client: Browser, app: Flask) -> None:
    from tests.statements import counting

    load(corpus(400))
    with counting(app) as statements:
        client.open("/suche?q=donau rad")
        client.open("/suche?q=spielplatz&art=idea&seite=2")
    assert len(statements) <= 10, statements


def test_states_are_what_visibility_asks(app: Flask) -> None:
    idea = make_idea(title="Erdmännchengehege")
    for state in State:
        with transaction():
            db.session.get_one(Subject, idea.subject_id).state = state
        assert bool(queries.found(VISITOR, "Erdmännchengehege")) is (state in {State.PUBLIC, State.MERGED}), state


def test_whatever_is_found_has_a_page(client: Browser) -> None:
    from tests.factories.action import make_body, make_goal, make_measure, make_publication, make_ratings, make_round
    from tests.factories.people import make_department

    board = make_board(make_process(title="Lindwurm Verfahren"), title="Lindwurm Board")
    make_comment(make_idea(board, title="Lindwurm Idee").subject_id, text="Lindwurm Kommentar")
    make_goal("Lindwurm Ziel")
    make_body("Lindwurm Beirat")
    make_department("Lindwurm Amt")
    round_ = make_round("Lindwurm Runde")
    make_ratings(round_, make_measure(title="Lindwurm Maßnahme").subject_id, 3)
    make_publication(round_)
    hits = queries.results(queries.found(VISITOR, "Lindwurm"))
    assert len({hit.kind for hit in hits}) >= 8
    for hit in hits:
        if client.open(hit.path.partition("#")[0], status=None).location:
            client.follow()
        assert client.page is not None
        assert client.page.status == 200
