"""Codes from desk to vote: a class takes part without accounts, a letter opens a process to who was written to."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from participation.core.clock import today
from tests.journeys.citizens import banner, fault_beside, join, say_age
from tests.journeys.looking import axe_faults_in_both, width_faults
from tests.journeys.people import People, told

DESK = "/schreibtisch/verfahren/sicher-ankommen"
TITLE, TEXT = "Bänke am Schulhof", "Nach der Schule warten wir lange auf den Bus und stehen immer in der Sonne."


def ask_for(editor: Page, level: str) -> None:
    """The editor chooses what people need to take part."""
    editor.goto(DESK)
    editor.get_by_role("link", name="Bearbeiten: Womit man mitmacht").click()
    editor.get_by_label(re.compile(f"^{level}")).check()
    editor.get_by_role("button", name="Speichern").click()
    told(editor, "Gespeichert.")


def codes_made(editor: Page, *, kind: str, count: int, purpose: str, uses: int = 1) -> list[str]:
    """The editor makes codes and opens the file that comes with them."""
    editor.goto(DESK)
    editor.get_by_role("link", name="Codes für Briefe und Gruppen").click()
    editor.get_by_label(kind).check()
    editor.get_by_label("Anlass").fill(purpose)
    editor.get_by_label("Wie viele Codes?").fill(str(count))
    editor.get_by_label("Wie oft gilt jeder Code?").fill(str(uses))
    editor.get_by_label("Gültig ab").fill(f"{today()}")
    editor.get_by_label("Gültig bis").fill(f"{today() + timedelta(days=10)}")
    editor.get_by_label(re.compile("^Bei Codes für Gruppen: Alle")).check()
    with editor.expect_download() as waiting:
        editor.get_by_role("button", name="Codes machen und Datei speichern").click()
    with zipfile.ZipFile(Path(waiting.value.path())) as packed:
        rows = csv.DictReader(io.StringIO(packed.read("codes.csv").decode("utf-8-sig")), delimiter=";")
        return [row["Code"] for row in rows]


def test_a_class_takes_part_without_accounts(either_page: Page, scripted: bool, people: People) -> None:
    page, editor = either_page, people.signed_in("editor")
    ask_for(editor, "Konto oder Code ohne Konto")
    [code] = codes_made(editor, kind="Für Schulen und Gruppen", count=1, uses=25, purpose="Klasse 8b, Projektwoche")

    page.goto("/boards/schulwege")
    expect(page.get_by_role("main")).to_contain_text("Mitmachen: mit Konto oder mit dem Code einer Schule oder Gruppe")
    page.get_by_role("link", name="Idee einreichen").first.click()
    page.get_by_role("main").get_by_role("link", name="Code eingeben").click()
    page.get_by_label("Code", exact=True).fill(code[:-1])
    page.get_by_role("button", name="Weiter").click()
    fault_beside(page, "Code", "Ein Code hat 12 Zeichen, Sie haben 11 eingegeben.")
    page.get_by_label("Code", exact=True).fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Weiter").click()
    assert not scripted or axe_faults_in_both(page) + width_faults(page) == []
    name = f"Igel {code[-4:]}"
    page.get_by_label("Dein Pseudonym").fill(name)
    page.get_by_role("button", name="Mitmachen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hallo {name}")
    assert not scripted or axe_faults_in_both(page) + width_faults(page) == []
    own = page.locator(".own-code").inner_text()
    assert own != code

    page.get_by_role("main").get_by_role("link", name="Zum Verfahren").click()
    page.get_by_role("main").get_by_role("link", name="Schulwege", exact=True).first.click()
    page.get_by_role("link", name="Idee einreichen").first.click()
    page.get_by_label("Überschrift").fill(TITLE)
    page.get_by_label("Beschreibung").fill(TEXT)
    page.get_by_label("Kategorie").select_option(index=1)
    page.get_by_role("button", name="Weiter zum Ort").click()
    page.get_by_role("button", name="Weiter zum Prüfen").click()
    expect(page.get_by_role("main")).to_contain_text(name)
    page.get_by_role("button", name="Idee einreichen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke für Ihre Idee")
    page.goto("/boards/schulwege")
    page.get_by_role("link", name="Hecke am Fußweg in Lehr zurückschneiden", exact=True).click()
    before = int(page.locator("#stimme .support-box__number").inner_text())
    page.get_by_role("button", name="Unterstützen", exact=True).click()
    expect(page.locator("#stimme .support-box__number")).to_have_text(str(before + 1))

    banner(page).locator("details.account summary").click()
    banner(page).get_by_role("button", name="Abmelden").click()
    page.goto("/code")
    page.get_by_label("Code", exact=True).fill(own)
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hallo {name}")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    editor.goto(f"{DESK}/codes")
    expect(editor.get_by_role("row", name=re.compile("Klasse 8b")).first).to_contain_text("24")


def test_a_letter_opens_supporting(either_page: Page, scripted: bool, people: People) -> None:
    editor = people.signed_in("editor")
    ask_for(editor, "Code aus einem Brief")
    [code, _other] = codes_made(editor, kind="Für Briefe", count=2, purpose="Haushalte")
    citizen = join(either_page)
    page = citizen.page
    page.goto("/boards/schulwege")
    page.get_by_role("link", name="Hecke am Fußweg in Lehr zurückschneiden", exact=True).click()
    address, box = page.url, page.locator("#stimme")
    expect(box).to_contain_text("Für dieses Verfahren brauchen Sie den Code aus Ihrem Brief.")
    before = int(box.locator(".support-box__number").inner_text())
    box.get_by_role("link", name="Code eingeben").click()
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Weiter").click()
    told(page, "Ihr Code ist eingelöst.")
    page.goto(address)
    box.get_by_role("button", name="Unterstützen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hier kann man ab")
    assert not scripted or axe_faults_in_both(page) + width_faults(page) == []
    say_age(page)
    expect(box.locator(".support-box__number")).to_have_text(str(before + 1))
    expect(box).to_contain_text("mit Code aus dem Brief")
    page.goto("/verfahren/sicher-ankommen/aenderungen")
    expect(page.get_by_role("main")).to_contain_text("Zum Mitmachen braucht man jetzt den Code aus einem Brief.")
