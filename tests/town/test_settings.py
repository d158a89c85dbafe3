"""A city sets its installation up on pages, and sees who changed what."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from participation.core.actor import HOUSE, Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.records.journal.models import JournalEntry
from participation.records.mailbox.models import Mail
from participation.town.settings import queries
from participation.town.settings.commands import change_settings
from participation.town.settings.models import SettingChange
from tests.browser import Browser
from tests.factories.people import make_account, make_department, make_staff, person

PAGES = (
    "/verwaltung", "/verwaltung/name", "/verwaltung/aussehen", "/verwaltung/sprachen", "/verwaltung/fachabteilungen",
    "/verwaltung/fachabteilungen/neu", "/verwaltung/handlungsfelder-und-ziele", "/verwaltung/stadtteile",
    "/verwaltung/e-mail", "/verwaltung/aenderungen",
)  # fmt: skip


def logo(kind: str = "PNG") -> tuple[io.BytesIO, str]:
    written = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(written, kind)
    written.seek(0)
    return written, "logo.png"


@pytest.mark.parametrize("path", PAGES)
def test_the_town_hall_is_for_the_administration(client: Browser, path: str) -> None:
    client.open(path, status=303)
    department = make_department()
    for role in (Role.EDITOR, Role.MODERATOR, Role.COORDINATOR):
        client.sign_in(make_staff(role, department.subject_id if role is not Role.COORDINATOR else None))
        client.open(path, status=403)
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open(path)


def test_a_new_name_stands_on_every_page_and_in_the_list_of_changes(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR, pseudonym="Ada"))
    client.open("/verwaltung/name")
    client.send("/verwaltung/name", name="Mitreden in Neustadt", city_name="Neustadt", claim="Gemeinsam planen")
    client.follow()
    start = client.open("/")
    assert start.shows("Mitreden in Neustadt")
    assert start.shows("Ein Angebot der Stadt Neustadt")
    assert start.shows("Gemeinsam planen")
    changes = client.open("/verwaltung/aenderungen")
    assert changes.shows("Mitreden in Ulm Mitreden in Neustadt")
    assert changes.shows("Ada")
    entry = db.session.scalars(select(JournalEntry).where(JournalEntry.event == "SettingsChanged")).one()
    assert entry.values == {"names": ["city_name", "claim", "name"]}


def test_saving_without_a_change_notes_nothing(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/name")
    client.send("/verwaltung/name")
    assert client.follow().shows("Es war nichts zu ändern.")
    assert db.session.scalars(select(SettingChange)).all() == []


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/name")
    page = client.send("/verwaltung/name", status=422, name="", claim="Bleibt stehen", contact_email="keine Adresse")
    assert page.shows("Wie heißt die Plattform?")
    assert page.shows("Bitte geben Sie eine E-Mail-Adresse an")
    assert page.form("/verwaltung/name").find("input", {"name": "claim"})["value"] == "Bleibt stehen"  # type: ignore[index]


def test_two_who_edit_at_once_see_both_texts(client: Browser, app: Flask) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    other = Browser(app).sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/name")
    other.open("/verwaltung/name")
    other.send("/verwaltung/name", claim="Von der anderen")
    page = client.send("/verwaltung/name", status=409, claim="Von mir")
    assert page.shows("Von der anderen")
    assert page.form("/verwaltung/name").find("input", {"name": "claim"})["value"] == "Von mir"  # type: ignore[index]
    client.send("/verwaltung/name")
    assert client.open("/").shows("Von mir")


def test_a_colour_that_is_hard_to_read_is_refused_with_the_nearest_that_is_not(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/aussehen")
    page = client.send("/verwaltung/aussehen", status=422, colour="#ffcc00")
    assert page.shows("Kontrast 1,4 zu 1, nötig sind 4,5 zu 1")
    assert page.shows("#826800 nehmen")
    client.send("/verwaltung/aussehen", take_colour="#826800")
    start = client.open("/")
    address = next(str(link["href"]) for link in start.soup.find_all("link") if "gestaltung" in str(link["href"]))
    styles = client.open(address)
    assert "--action: #826800" in styles.body
    assert "immutable" in styles.response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["ffcc00-a03c1c", "0b5660", "x-y", "0b5660-a03c1c;}"])
def test_no_stylesheet_is_made_of_colours_that_could_not_be_chosen(client: Browser, name: str) -> None:
    client.open(f"/gestaltung/{name}.css", status=404)


def test_the_logo_is_made_safe_and_shown(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/aussehen")
    client.send("/verwaltung/aussehen", logo_file=logo(), logo_alt="Stadt Ulm")
    picture = client.open("/").soup.find("img", {"class": "brand__logo"})
    assert picture is not None
    assert picture["alt"] == "Stadt Ulm"
    sent = client.client.get(str(picture["src"]))
    assert sent.mimetype == "image/webp"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    client.open("/verwaltung/aussehen")
    client.send("/verwaltung/aussehen", without_logo="y")
    assert client.open("/").soup.find("img", {"class": "brand__logo"}) is None
    client.open(str(picture["src"]), status=404)


def test_a_logo_with_a_program_in_it_is_refused(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/aussehen")
    drawing = (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "logo.png")
    page = client.send("/verwaltung/aussehen", status=422, logo_file=drawing, logo_alt="Stadt Ulm")
    assert page.shows("SVG nehmen wir nicht an")
    assert page.form("/verwaltung/aussehen").find("input", {"name": "logo_alt"})["value"] == "Stadt Ulm"  # type: ignore[index]


def test_a_language_that_is_not_offered_leads_to_the_german_page(client: Browser) -> None:
    client.open("/en/massnahmen?seite=2", status=200)
    with transaction():
        change_settings({"languages": ["de"]}, actor=HOUSE, given={"languages": ["de", "en"]})
    page = client.open("/en/massnahmen?seite=2", status=302)
    assert page.location.endswith("/massnahmen?seite=2")
    assert "/en/" not in page.location
    assert "English" not in client.open("/massnahmen").links()


def test_german_cannot_be_switched_off(app: Flask) -> None:
    with pytest.raises(Invalid), transaction():
        change_settings({"languages": ["en"]}, actor=HOUSE)


def test_a_test_message_goes_to_ones_own_address(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/e-mail")
    client.send("/verwaltung/e-mail/test")
    client.follow()
    mail = db.session.scalars(select(Mail)).one()
    assert mail.template == "test_message"
    assert mail.recipient.endswith("@example.org")


def test_the_next_step_is_named_until_all_is_done(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    assert client.open("/verwaltung").shows("Weiter: Name und Kontakt")
    with transaction():
        change_settings({"name": "Mitreden in Neustadt"}, actor=HOUSE)
    assert client.open("/verwaltung").shows("Weiter: Fachabteilungen")


def test_only_the_administration_changes_settings(app: Flask) -> None:
    somebody = person(make_account())
    with pytest.raises(NotAllowed), transaction():
        change_settings({"name": "Meins"}, actor=somebody)


def test_one_of_many_who_save_at_once_wins(live_app: Flask) -> None:
    def save(number: int) -> bool:
        with live_app.app_context():
            try:
                with transaction():
                    change_settings({"claim": f"Satz {number}"}, actor=HOUSE, known=0)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        saved = list(pool.map(save, range(8)))
    with live_app.app_context():
        assert saved.count(True) == 1
        assert len(queries.changes()) == 1
