"""A workshop from the first note to what grew from it: six stages, dots, a result card, an idea and a measure."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from participation.cli.demo.people import role_accounts
from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.transactions import transaction
from participation.dialogue.processes.queries import process_by_slug
from participation.dialogue.workshops.commands import create_workshop
from participation.people.accounts.queries import account_by_email
from participation.people.departments.commands import grant_role
from tests.journeys.people import People, open_desk, told
from tools.demo_server import Served

TITLE = "Werkstatt: Bänke am Hang"
STAGES = ("Verstehen", "Beobachten", "Sichtweise", "Ideen finden", "Prototyp", "Testen")
NOTE = "Eine Bank auf halber Höhe, im Schatten der Linde"
PAPER = "Zwei Bänke einander gegenüber"
CARD = "Die Klappbank an der Mauer"


@pytest.fixture
def planned(town: Served) -> str:
    """A workshop that is planned, with somebody to lead it, as the installation prepares it. Returns its title."""
    leader = next(email for role, email, _ in role_accounts() if role == "facilitator")
    with town.app.app_context(), transaction():
        process, account = process_by_slug("luft-am-eselsberg", HOUSE), account_by_email(leader)
        assert process is not None
        assert account is not None
        workshop = create_workshop(
            process, slug="baenke-am-hang", title=TITLE, starts_at=now() - timedelta(hours=1), place="Bürgerzentrum",
            challenge="Wie können wir den Weg bergauf neu gestalten, um unterwegs ausruhen zu können?", actor=HOUSE,
        )  # fmt: skip
        grant_role(account.id, Role.FACILITATOR, scope_id=workshop.subject_id, actor=HOUSE)
    return TITLE


def open_stage(facilitator: Page, number: int, name: str) -> None:
    """Open the next stage on the facilitator's desk."""
    facilitator.get_by_role("button", name=f"Nächste Etappe öffnen: {name}").click()
    told(facilitator, f"Die Etappe „{name}“ ist offen.")
    expect(facilitator.locator(".agenda__stage--open")).to_have_text(re.compile(f"{number}. {name}"))


def take_part(participant: Page, words: str) -> None:
    """Write a note for the stage that is open, and set a dot on it."""
    participant.goto("/")
    participant.get_by_role("contentinfo").get_by_role("link", name="Werkstätten").click()
    participant.get_by_role("link", name=TITLE).click()
    participant.get_by_role("link", name="Zettel schreiben und Punkte setzen").click()
    participant.get_by_label("Ihr Zettel").fill(words)
    participant.get_by_role("button", name="An die Wand hängen").click()
    own = participant.locator(".wall__note", has_text=words)
    own.get_by_role("button", name="Punkt setzen").click()
    expect(own).to_contain_text("1 Punkt")
    expect(own.get_by_role("button", name="Punkt gesetzt · zurücknehmen")).to_be_visible()


def find_together(facilitator: Page, participant: Page) -> None:
    """The stage of ideas: one note online, one off paper with the dots of the room, both in a group."""
    take_part(participant, NOTE)
    facilitator.get_by_role("link", name="Zettel vom Papier abschreiben").click()
    facilitator.get_by_label("Zettel vom Papier").fill(f"{PAPER} | 4")
    facilitator.get_by_role("button", name="An die Wand hängen").click()
    facilitator.get_by_role("link", name="Zettel ordnen und gruppieren").click()
    facilitator.get_by_label("Name der neuen Gruppe").fill("Ausruhen")
    facilitator.get_by_role("button", name="Gruppe anlegen").click()
    for words in (NOTE, PAPER):
        note = facilitator.locator(".arrange__note", has_text=words)
        note.get_by_label("Gruppe").select_option("Ausruhen")
    facilitator.get_by_role("button", name="Anordnung speichern").click()
    told(facilitator, "Die Anordnung ist gespeichert.")
    facilitator.get_by_role("link", name="Zurück zur Wand").click()
    expect(facilitator.get_by_role("heading", name="Ausruhen 5 Punkte")).to_be_visible()


def write_card(facilitator: Page) -> None:
    """Write the result card while the prototype is built."""
    facilitator.get_by_role("link", name="Prototypkarte schreiben").click()
    for label, words in {
        "Name des Prototyps": CARD,
        "Problem": "Wer bergauf geht, findet keinen Platz zum Sitzen.",
        "Idee": "Eine Bank, die sich aus der Mauer klappen lässt.",
        "Für wen": "Für alle, die unterwegs verschnaufen.",
        "Wie ausprobiert": "Einen Nachmittag lang an der Treppe.",
        "Was gelernt": "Sie muss auch mit einer Hand aufgehen.",
    }.items():
        facilitator.get_by_label(label).fill(words)
    facilitator.get_by_role("button", name="Karte speichern").click()
    told(facilitator, "Die Karte ist gespeichert.")


def finish(facilitator: Page) -> None:
    """Say what the last stage found, close the workshop, and read its result."""
    facilitator.get_by_role("link", name="Ergebnis von „Testen“ festhalten").click()
    facilitator.get_by_label("Was wurde gefunden?").fill("Die Bank hält, der Griff sitzt zu tief.")
    facilitator.get_by_role("button", name="Speichern").click()
    facilitator.get_by_role("link", name="Werkstatt abschließen").click()
    facilitator.get_by_label("Was hat die Werkstatt ergeben?").fill(
        "Wir haben eine Bank gebaut, die sich klappen lässt."
    )
    facilitator.get_by_label("Wie viele Menschen haben mitgemacht?").fill("17")
    facilitator.get_by_role("button", name="Werkstatt abschließen").click()
    told(facilitator, "Ihr Ergebnis ist jetzt für alle zu lesen.")


def hand_note_on(facilitator: Page) -> None:
    """The note with most to it goes on as an idea."""
    open_desk(facilitator, "Werkstätten")
    facilitator.get_by_role("link", name=TITLE).click()
    facilitator.get_by_role("navigation", name="Agenda").get_by_role("link", name="Ideen finden").click()
    facilitator.locator(".wall__note", has_text=NOTE).get_by_role("link", name="Verbergen oder weitergeben").click()
    facilitator.get_by_role("link", name="Weitergeben").click()
    expect(facilitator.get_by_label("Überschrift der Idee")).to_have_value(NOTE)
    facilitator.get_by_label("Beschreibung").fill("Auf halber Höhe der Treppe steht eine Linde. Dort fehlt eine Bank.")
    facilitator.get_by_role("button", name="Als Idee weitergeben").click()
    told(facilitator, "Die Idee steht jetzt auf dem Themenboard")
    expect(facilitator.get_by_role("heading", level=1)).to_have_text(NOTE)


def hand_card_on(facilitator: Page) -> None:
    """The result card goes on as a measure; who leads the workshop is the department's liaison too."""
    open_desk(facilitator, "Werkstätten")
    facilitator.get_by_role("link", name=TITLE).click()
    facilitator.get_by_role("link", name=re.compile(f"Weitergeben.*{CARD}")).click()
    facilitator.get_by_role("link", name="Maßnahme daraus machen").click()
    expect(facilitator.get_by_label("Titel der Maßnahme")).to_have_value(CARD)
    facilitator.get_by_label("Was ändert sich für die Menschen?").fill("Unterwegs gibt es einen Platz zum Ausruhen.")
    facilitator.get_by_label("Warum nimmt die Stadt das auf?").fill("Der Versuch an der Treppe hat überzeugt.")
    facilitator.get_by_role("button", name="Maßnahme anlegen").click()
    told(facilitator, "Die Maßnahme ist angelegt.")


def test_a_workshop_is_led_through_its_stages_and_its_results_go_on(people: People, planned: str) -> None:
    facilitator, participant = people.signed_in("facilitator"), people.signed_in("participant")
    open_desk(facilitator, "Werkstätten")
    facilitator.get_by_role("link", name=planned).click()
    for number, name in enumerate(STAGES, 1):
        open_stage(facilitator, number, name)
        if name == "Ideen finden":
            find_together(facilitator, participant)
        elif name == "Prototyp":
            write_card(facilitator)
        else:
            take_part(participant, f"{name}: Am Hang fehlt ein Platz")
    finish(facilitator)
    hand_note_on(facilitator)
    hand_card_on(facilitator)
    read_result(people.visitor())


def read_result(visitor: Page) -> None:
    """A visitor reads what the workshop found, follows it to the idea and the measure, and comes back from both."""
    visitor.get_by_role("contentinfo").get_by_role("link", name="Werkstätten").click()
    visitor.get_by_role("link", name=TITLE).click()
    result = visitor.get_by_role("main")
    for words in (
        "17 Menschen", "Wir haben eine Bank gebaut", "Sie muss auch mit einer Hand aufgehen.",
        "Die Bank hält, der Griff sitzt zu tief.", "(davon 4 im Raum)",
    ):  # fmt: skip
        expect(result).to_contain_text(words)
    for number, name in enumerate(STAGES, 1):
        if name != "Prototyp":
            expect(visitor.get_by_role("heading", name=f"Etappe {number}: {name}")).to_be_visible()
    expect(visitor.get_by_role("heading", name="Ausruhen 5 Punkte")).to_be_visible()

    grown = visitor.get_by_role("list", name="Was daraus wurde")
    for name, kind in ((NOTE, "Idee"), (CARD, "Maßnahme")):
        expect(grown.get_by_role("listitem").filter(has_text=name).last).to_contain_text(kind)
        grown.get_by_role("link", name=name).click()
        expect(visitor.get_by_role("heading", level=1)).to_have_text(name)
        if kind == "Idee":
            visitor.get_by_role("link", name="Den ganzen Weg ansehen").click()
            expect(visitor.get_by_role("main")).to_contain_text("Entstanden aus 1 Werkstatt, 1 Zettel.")
        else:
            expect(visitor.get_by_role("main")).to_contain_text("Entstanden aus 1 Werkstatt, 1 Prototyp.")
        visitor.get_by_role("list", name="Weg der Idee").get_by_role("link", name=TITLE).click()
        expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
