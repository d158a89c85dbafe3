"""The administration sets departments up."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.core.transactions import transaction
from participation.people.departments.commands import edit_department, set_up_department
from participation.people.departments.models import Department
from tests.browser import Browser
from tests.factories.people import make_department, make_staff, person


def test_a_department_is_set_up_and_changed(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    assert client.open("/verwaltung/fachabteilungen").shows("Noch keine Abteilung")
    client.open("/verwaltung/fachabteilungen/neu")
    client.send("/neu", name="Amt für Grün & Wasser", email="gruen@ulm.example.org")
    client.follow()
    client.open("/verwaltung/fachabteilungen/amt-fuer-gruen-und-wasser")
    client.send("/amt-fuer", name="Amt für Grün und Wasser", contact="Frau Muster")
    page = client.open("/fachabteilungen/amt-fuer-gruen-und-wasser")
    assert page.heading == "Amt für Grün und Wasser"
    assert client.open("/verwaltung/fachabteilungen").shows("Frau Muster")


def test_two_departments_of_one_name_are_refused(client: Browser) -> None:
    make_department("Verkehr", slug="verkehr")
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/fachabteilungen/neu")
    assert client.send("/neu", status=422, name="Verkehr").shows("gibt es schon")


def test_a_stale_form_shows_both_texts(client: Browser) -> None:
    department = make_department("Verkehr", slug="verkehr")
    administrator = make_staff(Role.ADMINISTRATOR)
    client.sign_in(administrator)
    client.open("/verwaltung/fachabteilungen/verkehr")
    with transaction():
        found = db.session.get_one(Department, department.subject_id)
        edit_department(found, actor=person(administrator), version=1, name="Verkehr", contact="Herr Neu")
    page = client.send("/verkehr", status=409, contact="Frau Alt")
    assert page.shows("Herr Neu")
    client.send("/verkehr")
    assert client.open("/verwaltung/fachabteilungen").shows("Frau Alt")


def test_nobody_else_sets_departments_up(app: Flask) -> None:
    department = make_department()
    editor = person(make_staff(Role.EDITOR, department.subject_id))
    with pytest.raises(NotAllowed), transaction():
        set_up_department("Eigene", actor=editor)
    with pytest.raises(NotAllowed), transaction():
        edit_department(department, actor=editor, version=1, name="Eigene")


def test_the_citys_own_word_stands_over_the_page(client: Browser) -> None:
    department = make_department("Verkehr", slug="verkehr")
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/name")
    client.send("/verwaltung/name", department_word="Fachbereich", departments_word="Fachbereiche")
    assert client.open(f"/fachabteilungen/{department.slug}").shows("Fachbereich Verkehr")
    assert client.open("/verwaltung/fachabteilungen").heading == "Fachbereiche"
    assert client.open("/suche?q=Verkehr").shows("Fachbereiche")
    assert client.open("/en/verwaltung/fachabteilungen").heading == "Departments"


def test_the_administration_lets_a_second_person_release_processes(client: Browser) -> None:
    department = make_department("Verkehr", slug="verkehr")
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    for ticked in (True, False):
        client.open("/verwaltung/fachabteilungen/verkehr")
        client.send("/verkehr", needs_release="y" if ticked else None)
        found = db.session.get_one(Department, department.subject_id, populate_existing=True)
        assert found.needs_release is ticked
