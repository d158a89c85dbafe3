"""From published criteria to a confirmed ranking, and a measure that is kept until its level is reached."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import People, open_desk, told

RUN = "Was kommt in den Quartieren zuerst?"
BODY = "Lenkungsgruppe"
WEIGHTS = {"Unterstützungen": 40, "Wirkung": 40, "Machbarkeit": 20}
JUDGEMENTS = {
    "Lastenrad für das ganze Haus": {"Wirkung": (2, "Es gibt sie schon."), "Machbarkeit": (3, "Zu wenig Platz.")},
    "Offene Küche im Bürgerhaus": {"Wirkung": (9, "Es bringt zusammen."), "Machbarkeit": (10, "Geht sofort.")},
    "Seilbahn auf den Eselsberg": {"Wirkung": (6, "Es spart Zeit."), "Machbarkeit": (1, "Sehr teuer.")},
}
PLACES = ["Offene Küche im Bürgerhaus", "Seilbahn auf den Eselsberg", "Lastenrad für das ganze Haus"]
"""The idea with most supports comes last: supports count, and do not decide alone."""

MEASURE = "Tafeln zu kühlen Orten"
LEVELS = ("Die Orte sind erfasst.", "Die Tafeln sind bestellt.", "Die Tafeln stehen.", "Die Tafeln werden gepflegt.")


def prepare(editor: Page) -> None:
    """Write the criteria and their weights, and publish them."""
    editor.get_by_role("link", name="Neuen Lauf vorbereiten").click()
    editor.get_by_label("Themenboard").select_option(label="Leben am Donauufer und im Quartier: In den Stadtteilen")
    editor.get_by_label("Überschrift").fill(RUN)
    editor.get_by_label("Wer die Rangfolge bestätigt").select_option(label=BODY)
    editor.get_by_label("Ab wie vielen Unterstützungen nimmt eine Idee teil?").fill("40")
    for number, (name, percent) in enumerate(WEIGHTS.items(), 1):
        row = editor.get_by_role("group", name=f"Kriterium {number}")
        row.get_by_label("Kriterium").fill(name)
        row.get_by_label("Gewicht in Prozent").fill(str(percent))
    editor.get_by_role("button", name="Entwurf speichern").click()
    told(editor, "Der Lauf ist als Entwurf gespeichert.")
    editor.get_by_role("button", name="Kriterien veröffentlichen").click()
    told(editor, "Kriterien und Gewichte sind veröffentlicht und stehen fest.")


def judge(editor: Page, idea: str) -> None:
    """Enter the department's judgements on one idea, each with its reason."""
    item(editor, idea).get_by_role("link", name="Urteile eintragen").click()
    for criterion, (score, reason) in JUDGEMENTS[idea].items():
        cell = editor.get_by_role("group", name=criterion)
        cell.get_by_label("Wert von 0 bis 10").select_option(str(score))
        cell.get_by_label("Grund").fill(reason)
    editor.get_by_role("button", name="Urteile speichern").click()
    told(editor, "Die Urteile sind gespeichert.")


def item(page: Page, idea: str) -> Locator:
    """The place of an idea in the ranking."""
    return page.locator(".ranking__item", has=page.get_by_role("heading", name=idea))


def number(text: str) -> float:
    """A number as it is written in German."""
    return float(text.replace(",", "."))


def test_a_ranking_is_made_of_published_criteria_and_confirmed_by_somebody_else(people: People) -> None:
    editor = people.signed_in("editor")
    open_desk(editor, "Priorisierung")
    prepare(editor)
    expect(editor.get_by_role("main")).to_contain_text("0 von 6 Urteilen sind da.")
    for idea in JUDGEMENTS:
        judge(editor, idea)
    expect(editor.get_by_role("main")).to_contain_text("6 von 6 Urteilen sind da.")
    editor.get_by_role("button", name="Rangfolge vorschlagen").click()
    told(editor, "Die Rangfolge ist vorgeschlagen. Jetzt entscheidet das Gremium.")
    expect(editor.get_by_role("main")).to_contain_text("die Entscheidung trägt jemand anderes ein")
    expect(editor.get_by_role("link", name="Entscheidung eintragen")).to_have_count(0)

    member = people.signed_in("body_member")
    open_desk(member, "Priorisierung")
    member.get_by_role("link", name=RUN).click()
    member.get_by_role("link", name="Entscheidung eintragen").click()
    member.get_by_label("Die Rangfolge ist bestätigt.").check()
    member.get_by_label("Grund").fill("Jeder Platz ist begründet.")
    member.get_by_role("button", name="Entscheidung eintragen").click()
    told(member, "Die Entscheidung ist eingetragen und öffentlich.")
    read_ranking(people.visitor())


def read_ranking(visitor: Page) -> None:
    """A visitor reads places and reasons, and computes each place again from the numbers on the page."""
    visitor.get_by_role("contentinfo").get_by_role("link", name="Rangfolgen").click()
    visitor.get_by_role("link", name=RUN).click()
    main = visitor.get_by_role("main")
    for words in ("bestätigt", "Das ist ein Meinungsbild, keine Wahl. Es entscheidet:", "Jeder Platz ist begründet."):
        expect(main).to_contain_text(words)
    criteria = visitor.get_by_role("region", name="Kriterien und Gewichte").get_by_role("row")
    assert [row.inner_text().split() for row in criteria.all()[1:]] == [
        ["Unterstützungen", "gezählt", "40", "%"],
        ["Wirkung", "Fachabteilung", "40", "%"],
        ["Machbarkeit", "Fachabteilung", "20", "%"],
    ]
    assert visitor.locator(".ranking__item h3").all_inner_texts() == PLACES
    expect(item(visitor, PLACES[0])).to_contain_text("über dem Mittel aller Ideen liegt")
    expect(item(visitor, PLACES[2])).to_contain_text("unter dem Mittel aller Ideen liegt")
    for row in visitor.get_by_role("region", name="Werte aller Ideen").get_by_role("row").all()[1:]:
        _votes, *values, score = [number(cell) for cell in row.get_by_role("cell").all_inner_texts()]
        again = sum(value * percent / 100 for value, percent in zip(values, WEIGHTS.values(), strict=True))
        assert abs(again - score) < 0.02, row.inner_text()
    visitor.locator("summary", has_text=PLACES[0]).click()
    expect(main).to_contain_text("Machbarkeit, Fachabteilung: 10 – Geht sofort.")
    item(visitor, PLACES[0]).get_by_role("link", name=PLACES[0]).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(PLACES[0])


def take_on(editor: Page) -> None:
    """A department takes something on out of a need of its own."""
    open_desk(editor, "Maßnahmen")
    editor.get_by_role("link", name="Neue Maßnahme").click()
    editor.get_by_label("Titel der Maßnahme").fill(MEASURE)
    editor.get_by_label("Verantwortliche Fachabteilung").select_option(label="Abteilung Umwelt und Klima")
    editor.get_by_label("Welcher eigene Bedarf steht dahinter?").fill("Niemand weiß, wo es an heißen Tagen kühl ist.")
    editor.get_by_label("Was ändert sich für die Menschen?").fill("Sie finden den nächsten kühlen Ort.")
    editor.get_by_label("Warum nimmt die Stadt das auf?").fill("Es wird heißer.")
    editor.get_by_role("button", name="Maßnahme anlegen").click()
    told(editor, "Die Maßnahme ist angelegt.")


def write_levels(editor: Page) -> None:
    """What each of the four levels means, before the measure starts."""
    editor.get_by_role("link", name="Zielstufen schreiben").click()
    for level, condition in enumerate(LEVELS, 1):
        editor.get_by_label(f"Zielstufe {level}").fill(condition)
    editor.get_by_role("button", name="Zielstufen speichern").click()
    told(editor, "Die Zielstufen sind gespeichert.")


def move_on(editor: Page, stage: str, reason: str) -> None:
    """Choose the next stage; it stays with the caller to say who decided."""
    editor.get_by_role("link", name="Stand ändern").click()
    editor.get_by_label(stage, exact=True).check()
    editor.get_by_label("Begründung").fill(reason)


def test_a_measure_is_kept_through_its_gate_to_a_level_with_evidence(people: People) -> None:
    editor, member = people.signed_in("editor"), people.signed_in("body_member")
    take_on(editor)
    write_levels(editor)
    move_on(editor, "Projektidee", "Der Plan steht.")
    editor.get_by_label("Wer hat entschieden?").fill("Abteilung Umwelt und Klima")
    editor.get_by_role("button", name="Stand ändern").click()

    move_on(editor, "Umsetzung", "Die Tafeln werden aufgestellt.")
    editor.get_by_role("button", name="Stand ändern").click()
    expect(editor.get_by_role("alert")).to_contain_text("braucht es eine eingetragene Entscheidung")
    decide(member)
    editor.get_by_role("link", name="Abbrechen").click()
    move_on(editor, "Umsetzung", "Die Tafeln werden aufgestellt.")
    editor.get_by_label("Entscheidung, auf der das beruht").select_option(index=1)
    editor.get_by_role("button", name="Stand ändern").click()
    expect(editor.get_by_role("main")).to_contain_text("Sie stehen seit dem")

    keep_figures(editor)
    read_measure(people.visitor())


def decide(member: Page) -> None:
    """The steering body opens the gate."""
    open_desk(member, "Gremien")
    body = member.get_by_role("listitem").filter(has=member.get_by_role("heading", name=BODY))
    body.get_by_role("link", name="Entscheidung eintragen").click()
    member.get_by_label("Worüber wurde entschieden?").select_option(label=MEASURE)
    member.get_by_label("angenommen").check()
    member.get_by_label("Begründung").fill("Die Tafeln helfen an heißen Tagen.")
    member.get_by_role("button", name="Entscheidung eintragen").click()
    told(member, "Die Entscheidung ist eingetragen und öffentlich.")


def keep_figures(editor: Page) -> None:
    """An indicator with two readings, and the level that is reached with its evidence."""
    editor.get_by_role("link", name="Neue Kennzahl").click()
    editor.get_by_label("Name der Kennzahl").fill("Erfasste kühle Orte")
    editor.get_by_label("Einheit").fill("Orte")
    editor.get_by_label("Zielwert").fill("120")
    editor.get_by_role("button", name="Kennzahl anlegen").click()
    for day, value in (("2026-01-15", "12"), ("2026-03-02", "64,5")):
        editor.get_by_role("link", name="Wert eintragen").click()
        editor.get_by_label("Tag").fill(day)
        editor.get_by_label("Wert", exact=True).fill(value)
        editor.get_by_label("Quelle").fill("Zählung der Abteilung")
        editor.get_by_role("button", name="Wert eintragen").click()
        told(editor, "Gespeichert und öffentlich.")
    editor.get_by_role("link", name="Erreichte Stufe eintragen").click()
    editor.get_by_label(f"2 – {LEVELS[1]}").check()
    editor.get_by_label("Woran erkennt man es?").fill("Der Auftrag ist vergeben.")
    editor.get_by_role("button", name="Erreichte Stufe eintragen").click()
    told(editor, "Gespeichert und öffentlich.")


def read_measure(visitor: Page) -> None:
    """A visitor sees how far the measure is, by which decision, and on what evidence."""
    visitor.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Maßnahmen").click()
    visitor.get_by_role("link", name=MEASURE).click()
    stages = visitor.get_by_role("list", name="Stand der Maßnahme", exact=True)
    expect(stages.locator("[aria-current=step]")).to_contain_text("Umsetzung")
    main = visitor.get_by_role("main")
    for words in (
        "Erreicht ist Zielstufe 2 von 4.", "Von 12 (15. Januar 2026) auf 64,5 (2. März 2026). Ziel: 120.",
        "Die Tafeln helfen an heißen Tagen.", *LEVELS,
    ):  # fmt: skip
        expect(main).to_contain_text(words)
    levels = visitor.get_by_role("list", name="Zielstufen").get_by_role("listitem")
    assert ["noch nicht erreicht" in text for text in levels.all_inner_texts()] == [True, True, False, False]
    evidence = visitor.get_by_text("Der Auftrag ist vergeben.")
    expect(evidence).to_be_hidden()
    levels.last.get_by_role("link", name="Nachweis zu Zielstufe 1").click()
    expect(evidence).to_be_visible()
