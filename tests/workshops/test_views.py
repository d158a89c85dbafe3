"""The pages of a workshop, as visitors, participants and facilitators see them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from participation.core.actor import HOUSE
from participation.core.assurance import Assurance
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.codes.models import LevelProof
from participation.dialogue.codes.rules import ProofMissing
from participation.dialogue.processes.models import PhaseKind
from participation.dialogue.workshops import commands
from participation.dialogue.workshops.models import Workshop
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_process
from tests.factories.people import make_account, person
from tests.factories.workshops import make_facilitator, make_note, make_prototype, make_workshop, seen, stage
from tests.statements import counting


@pytest.fixture
def workshop(app: Flask) -> Workshop:
    return make_workshop(title="Werkstatt am Ufer", open_to=2, dots_per_person=2)


@pytest.fixture
def leader(app: Flask, workshop: Workshop) -> Browser:
    return Browser(app).sign_in(make_facilitator(workshop))


def desk_of(workshop: Workshop) -> str:
    return f"/schreibtisch/werkstaetten/{workshop.slug}"


def test_visitors_find_a_running_workshop_and_how_to_join(client: Browser, workshop: Workshop) -> None:
    page = client.open("/werkstaetten")
    assert page.shows("Jetzt offen: Beobachten")
    page = client.open(page.links()["Werkstatt am Ufer"])
    assert page.shows("Etappe 2 von 6: Beobachten")
    assert page.shows("Es entscheidet")
    assert "Set-Cookie" not in page.response.headers
    assert client.open(page.links()["Zettel schreiben und Punkte setzen"], status=303).location.startswith("/anmelden")


def test_an_empty_list_says_so(client: Browser) -> None:
    assert client.open("/werkstaetten").shows("Noch keine Werkstatt")


def test_a_finished_workshop_tells_what_was_found_and_what_grew_from_it(client: Browser, app: Flask) -> None:
    process = make_process(phase=PhaseKind.WORKSHOP)
    workshop = make_workshop(process, open_to=2)
    note, hidden = make_note(workshop, 2, "Es fehlt Schatten"), make_note(workshop, 2, "Frau X ist schuld")
    card, board = make_prototype(workshop), make_board(process)
    with transaction():
        group = commands.create_group(stage(workshop, 2), title="Hitze", actor=HOUSE)
        commands.arrange_notes(stage(workshop, 2), moves={note.subject_id: group.id}, actor=HOUSE)
        commands.hide_note(hidden, actor=HOUSE, reason="nennt eine Person")
        commands.enter_paper_notes(stage(workshop, 2), actor=HOUSE, lines="Kein Wasser | 6")
        row = stage(workshop, 2)
        commands.summarise_stage(row, summary="Am Nachmittag ist niemand da.", version=row.version, actor=HOUSE)
        commands.hand_on_as_idea(card, board, actor=HOUSE, title="Sonnensegel am Ufer", text="Zum Ausleihen.")
        commands.finish_workshop(workshop, summary="31 Menschen **haben** gearbeitet.", participants=31, actor=HOUSE)
    page = client.open(f"/werkstaetten/{workshop.slug}")
    for words in (
        "31 Menschen haben gearbeitet", "Am Nachmittag ist niemand da.", "Hitze", "Es fehlt Schatten", "6 Punkte",
        "vom Papier", "1 Prototyp", "Es braucht feste Ösen.", "nennt eine Person", "abgeschlossen",
    ):  # fmt: skip
        assert page.shows(words), words
    assert not page.shows("Frau X")
    assert "/ideen/" in page.links()["Sonnensegel am Ufer"]
    assert "Mitmachen unter" not in page.text


def test_a_participant_writes_a_note_and_sets_dots(app: Flask, workshop: Workshop) -> None:
    other = make_note(workshop, 2, "Zu wenig Bänke")
    browser = Browser(app).sign_in(make_account("Donauspatz"))
    browser.open(f"/werkstaetten/{workshop.slug}/mitmachen")
    browser.send("/zettel", text="  Es ist zu heiß  ")
    page = browser.follow()
    assert page.shows("Ihr Zettel hängt an der Wand.")
    assert page.shows("Es ist zu heiß Donauspatz · 0 Punkte")
    assert page.shows("Sie haben noch 2 Punkte zu vergeben.")
    browser.send(f"/{other.subject_id}/punkt")
    page = browser.follow()
    assert page.shows("Sie haben noch 1 Punkt zu vergeben.")
    assert page.shows("Punkt gesetzt · zurücknehmen")
    browser.send(f"/{other.subject_id}/punkt/zuruecknehmen")
    assert browser.follow().shows("Sie haben noch 2 Punkte zu vergeben.")
    browser.send("/zuruecknehmen")
    assert not browser.follow().shows("Es ist zu heiß")


def test_when_all_dots_are_set_the_buttons_are_gone_and_a_late_click_is_told(app: Flask, workshop: Workshop) -> None:
    notes = [make_note(workshop, 2, f"Zettel {n}") for n in range(3)]
    browser = Browser(app).sign_in(make_account())
    for note in notes[:2]:
        browser.open(f"/werkstaetten/{workshop.slug}/mitmachen")
        browser.send(f"/{note.subject_id}/punkt")
    page = browser.follow()
    assert page.shows("Sie haben alle Ihre Punkte vergeben.")
    assert "Punkt setzen" not in page.text
    late = browser.post(f"/werkstaetten/zettel/{notes[2].subject_id}/punkt", status=409)
    assert late.shows("alle 2 Punkte dieser Etappe vergeben")


def test_a_note_that_cannot_be_taken_keeps_what_was_typed(app: Flask, workshop: Workshop) -> None:
    browser = Browser(app).sign_in(make_account())
    browser.open(f"/werkstaetten/{workshop.slug}/mitmachen")
    page = browser.send("/zettel", text="x" * 501, status=422)
    assert page.shows("Ein Zettel darf höchstens 500 Zeichen haben.")
    assert page.soup.find("textarea").get_text().strip() == "x" * 501  # type: ignore[union-attr]


def test_people_without_a_confirmed_address_are_told_so(app: Flask, workshop: Workshop) -> None:
    browser = Browser(app).sign_in(make_account(confirmed=False))
    page = browser.open(f"/werkstaetten/{workshop.slug}/mitmachen")
    assert page.shows("bestätigen Sie zuerst Ihre E-Mail-Adresse")
    assert not page.soup.find("textarea")


def test_the_participants_page_asks_for_news_and_stops_at_the_end(app: Flask, workshop: Workshop) -> None:
    browser = Browser(app).sign_in(make_account())
    page = browser.open(f"/werkstaetten/{workshop.slug}/mitmachen")
    address, htmx = str(page.soup.find(id="werkstatt")["hx-get"]), {"HX-Request": "true"}  # type: ignore[index]
    assert browser.open(address, status=204, headers=htmx).body == ""
    make_note(workshop, 2, "Ganz neu")
    fragment = browser.open(address, headers=htmx)
    assert fragment.shows("Ganz neu")
    assert not fragment.soup.find("html")
    with transaction():
        commands.open_stage(workshop, 3, actor=HOUSE)
    assert browser.open(address, headers=htmx).shows("Weiter mit: Sichtweise")
    with transaction():
        commands.finish_workshop(seen(workshop), summary="Fertig.", actor=HOUSE)
    last = browser.open(address, headers=htmx, status=286)
    assert last.shows("Die Werkstatt ist abgeschlossen")
    assert "hx-get" not in last.body
    assert browser.open(f"/werkstaetten/{workshop.slug}/mitmachen", status=303).location.endswith(workshop.slug)


def test_a_dot_by_htmx_answers_with_the_wall_only(app: Flask, workshop: Workshop) -> None:
    note = make_note(workshop, 2)
    browser = Browser(app).sign_in(make_account())
    browser.open(f"/werkstaetten/{workshop.slug}/mitmachen")
    page = browser.send(f"/{note.subject_id}/punkt", htmx=True, status=200)
    assert page.soup.find(id="werkstatt")["data-announce"] == "Gespeichert. Noch 1 Punkt zu vergeben"  # type: ignore[index]
    assert not page.soup.find("html")


def test_no_page_shows_who_set_a_dot(app: Flask, client: Browser, workshop: Workshop, leader: Browser) -> None:
    note, voter = make_note(workshop, 2), make_account("Heimlichtuerin")
    browser = Browser(app).sign_in(voter)
    browser.open(f"/werkstaetten/{workshop.slug}/mitmachen")
    browser.send(f"/{note.subject_id}/punkt")
    for page in (client.open(f"/werkstaetten/{workshop.slug}"), leader.open(desk_of(workshop))):
        assert page.shows("1 Punkt")
        assert not page.shows("Heimlichtuerin")


def test_a_facilitator_leads_a_workshop_from_the_first_stage_to_the_end(app: Flask) -> None:
    process = make_process(phase=PhaseKind.WORKSHOP)
    workshop, board = make_workshop(process, title="Werkstatt West"), make_board(process)
    browser = Browser(app).sign_in(make_facilitator(workshop))
    page = browser.open("/schreibtisch/werkstaetten")
    browser.open(page.links()[next(words for words in page.links() if words.startswith("Werkstatt West"))])
    browser.send("/etappen/1/oeffnen", minutes="10")
    page = browser.follow()
    assert page.shows("Die Etappe „Verstehen“ ist offen.")
    assert re.search(r"Zeit bis \d\d:\d\d Uhr", page.text)
    browser.send("/etappen/1/zeit", minutes="5")
    browser.follow()
    browser.open(browser.page.links()["Zettel vom Papier abschreiben"])  # type: ignore[union-attr]
    assert browser.send("/papier", lines="gut\nschlecht | x", status=422).shows("Zeile 2")
    browser.send("/papier", lines="Zu heiß | 4\nZu laut")
    assert browser.follow().shows("2 Zettel hängen an der Wand.")
    browser.open(browser.page.links()["Zettel ordnen und gruppieren"])  # type: ignore[union-attr]
    browser.send("/gruppen", title="Hitze")
    page = browser.follow()
    option = page.soup.find("option", string="Hitze")
    select = page.soup.find("select")
    browser.send("/ordnen", **{str(select["name"]): str(option["value"])})  # type: ignore[index]
    assert browser.follow().shows("Die Anordnung ist gespeichert.")
    browser.open(f"{desk_of(workshop)}/etappen/1")
    browser.send("/etappen/1", summary="Es ist zu heiß.")
    assert browser.follow().shows("Hitze 4 Punkte")
    browser.open(f"{desk_of(workshop)}/prototypen/neu")
    assert browser.send("/prototypen/neu", title="", status=422).shows("Bitte geben Sie dem Prototyp einen Namen.")
    browser.send("/prototypen/neu", title="Segel", problem="Zu heiß.", idea="Ein Segel zum Ausleihen.")
    page = browser.follow()
    browser.open(page.links()["Bearbeiten : Segel"])
    browser.send("/prototypen/", learnt="Es hält auch bei Wind.")
    browser.open(browser.follow().links()["Weitergeben : Segel"])
    assert browser.page.soup.find("textarea").get_text().count("Es hält auch bei Wind.") == 1  # type: ignore[union-attr]
    browser.send("/weitergeben/", board=str(board.subject_id), title="Sonnensegel ausleihen")
    assert "/ideen/" in browser.page.location  # type: ignore[union-attr]
    browser.open(f"{desk_of(workshop)}/abschluss")
    browser.send("/abschluss", summary="Wir haben ein Segel gebaut.", participants="12")
    page = browser.follow()
    assert page.shows("12 Menschen")
    assert page.shows("Sonnensegel ausleihen")
    assert browser.open(desk_of(workshop)).shows("Diese Werkstatt ist abgeschlossen")


def test_a_stage_that_is_not_next_is_refused_in_words(leader: Browser, workshop: Workshop) -> None:
    leader.open(desk_of(workshop))
    page = leader.send("/etappen/3/oeffnen", at=f"{desk_of(workshop)}/etappen/5/oeffnen", status=409)
    assert page.shows("Die Etappen werden der Reihe nach geöffnet")
    leader.post(f"{desk_of(workshop)}/etappen/9/oeffnen", status=422)


def test_notes_move_up_and_down_by_buttons(leader: Browser, workshop: Workshop) -> None:
    notes = [make_note(workshop, 2, text) for text in ("erster", "zweiter")]
    leader.open(f"{desk_of(workshop)}/etappen/2/ordnen")
    leader.send("/ordnen", runter=str(notes[0].subject_id))
    text = leader.follow().text
    assert text.index("zweiter") < text.index("erster")
    leader.send("/ordnen", hoch=str(notes[0].subject_id))
    text = leader.follow().text
    assert text.index("erster") < text.index("zweiter")


def test_a_note_is_hidden_with_a_reason_and_shown_again(leader: Browser, workshop: Workshop) -> None:
    note = make_note(workshop, 2, "Frau X ist schuld")
    leader.open(f"/schreibtisch/werkstaetten/zettel/{note.subject_id}")
    assert leader.send("/zettel/", reason="", status=422).shows("Bitte schreiben Sie einen Grund dazu")
    leader.send("/zettel/", reason="nennt eine Person")
    page = leader.follow()
    assert page.shows("Grund: nennt eine Person")
    assert not page.shows("Frau X")
    leader.open(f"/schreibtisch/werkstaetten/zettel/{note.subject_id}")
    leader.send("/zettel/", reason="gemeint ist eine Romanfigur")
    assert leader.follow().shows("Frau X")


def test_the_wall_of_the_desk_asks_for_news_while_its_stage_is_open(leader: Browser, workshop: Workshop) -> None:
    htmx = {"HX-Request": "true"}
    page = leader.open(desk_of(workshop))
    address = str(page.soup.find(id="wand")["hx-get"])  # type: ignore[index]
    leader.open(address, status=204, headers=htmx)
    make_note(workshop, 2, "Ganz neu")
    assert leader.open(address, headers=htmx).shows("Ganz neu")
    with transaction():
        commands.open_stage(workshop, 3, actor=HOUSE)
    assert "hx-get" not in leader.open(address, headers=htmx, status=286).body
    assert not leader.open(f"{desk_of(workshop)}?etappe=1").soup.find(id="wand").has_attr("hx-get")  # type: ignore[union-attr]


def test_the_desk_is_for_the_facilitators_of_this_workshop(app: Flask, client: Browser, workshop: Workshop) -> None:
    client.open(desk_of(workshop), status=303)
    Browser(app).sign_in(make_account()).open(desk_of(workshop), status=403)
    stranger = Browser(app).sign_in(make_facilitator(make_workshop()))
    note = make_note(workshop, 2)
    card = make_prototype(workshop)
    for path in (
        desk_of(workshop), f"{desk_of(workshop)}/abschluss", f"{desk_of(workshop)}/etappen/2/papier",
        f"/schreibtisch/werkstaetten/zettel/{note.subject_id}",
        f"/schreibtisch/werkstaetten/prototypen/{card.subject_id}",
        f"/schreibtisch/werkstaetten/weitergeben/{card.subject_id}",
    ):  # fmt: skip
        assert stranger.open(path, status=403).shows("Diese Werkstatt leitet jemand anderes")
    stranger.open("/schreibtisch/werkstaetten/gibt-es-nicht", status=404)


def test_pages_ask_few_things_of_the_database_however_many_notes_there_are(
    app: Flask, client: Browser, leader: Browser, workshop: Workshop
) -> None:
    person = Browser(app).sign_in(make_account())
    pages = [
        (client, f"/werkstaetten/{workshop.slug}", 8),
        (client, "/werkstaetten", 8),
        (person, f"/werkstaetten/{workshop.slug}/mitmachen", 11),
        (leader, desk_of(workshop), 11),
        (leader, f"{desk_of(workshop)}/etappen/2/ordnen", 11),
    ]
    before = []
    for browser, path, most in pages:
        with counting(app) as said:
            browser.open(path)
        assert len(said) <= most, (path, said)
        before.append(len(said))
    for n in range(12):
        make_note(workshop, 2, f"Zettel {n}")
    make_prototype(workshop)
    for (browser, path, _), count in zip(pages, before, strict=True):
        with counting(app) as said:
            browser.open(path)
        assert len(said) == count, (path, said)


def test_a_workshop_asks_for_what_its_process_asks_for(app: Flask, client: Browser) -> None:
    process = make_process(phase=PhaseKind.WORKSHOP, assurance=Assurance.CODE_LETTER, minimum_age=14)
    workshop = make_workshop(process, open_to=1)
    account = make_account()
    client.sign_in(account)
    page = client.open(f"/werkstaetten/{workshop.slug}/mitmachen")
    assert page.shows("Für dieses Verfahren brauchen Sie den Code aus Ihrem Brief.")
    assert page.links()["Code eingeben"] == f"/verfahren/{process.slug}/code"
    with pytest.raises(ProofMissing), transaction():
        commands.write_note(stage(workshop, 1), actor=person(account), text="Mehr Schatten")
    with transaction():
        db.session.add(LevelProof(account_id=account.id, process_id=process.subject_id, level=Assurance.CODE_LETTER))
    client.open(f"/werkstaetten/{workshop.slug}/mitmachen")
    page = client.send("/zettel", text="Mehr Schatten", status=422)
    assert page.heading == "Hier kann man ab 14 Jahren mitmachen"
    client.send("/zettel", age="14")
    assert client.follow().shows("Mehr Schatten")
