"""What a town needs before its first citizen arrives, and what of it is there."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, url_for

from participation.core.actor import Role
from participation.core.errors import N_
from participation.people.departments.queries import all_departments, staff_accounts
from participation.records.mailbox.queries import newest_mail
from participation.town.background.queries import count_unchecked
from participation.town.districts.queries import count_districts
from participation.town.settings import queries
from participation.town.settings.views.mail import TEMPLATE
from participation.town.statement.queries import newest_number
from participation.town.taxonomy.queries import all_action_fields, all_goals
from participation.web.site import site


@dataclass(frozen=True)
class Step:
    """One thing to set: what it is for, where it is done, whether it is done, whether it may be left out."""

    title: str
    text: str
    url: str
    done: bool
    optional: bool = False


def first_steps() -> list[Step]:
    """The steps in the order in which they are best taken."""
    stored = queries.stored_values()
    test = newest_mail(TEMPLATE)
    fields_and_goals = bool(all_action_fields()) and bool(all_goals())
    return [
        _step(N_("Name und Kontakt"), N_("Wie die Plattform heißt, wer sie betreibt, wohin man schreibt"),
              "settings.name", done="name" in stored or bool(_given("operator_address"))),
        _step(N_("Aussehen"), N_("Logo und Farben; ob man sie lesen kann, wird gerechnet"), "settings.look",
              done=bool({"colour", "logo"} & stored.keys()), optional=True),
        _step(N_("Sprachen"), N_("Deutsch, und was die Stadt daneben anbietet"), "settings.languages",
              done="languages" in stored, optional=True),
        _step(site.departments_label, N_("Wer Verfahren durchführt und auf Ideen antwortet"), "departments.setting_up",
              done=bool(all_departments())),
        _step(N_("Handlungsfelder und Ziele"), N_("Worin Maßnahmen geordnet und woran sie gemessen werden"),
              "taxonomy.setting_up", done=fields_and_goals),
        _step(N_("Stadtteile"), N_("Die Umrisse für Karten, Filter und „In Ihrer Nähe“"), "districts.setting_up",
              done=count_districts() > 0),
        _step(N_("Rechtliches"),
              N_("Impressum, Datenschutz, Nutzungsbedingungen und Barrierefreiheit, von Ihrer Stadt geprüft"),
              "background.legal_texts", done=count_unchecked() == 0 and newest_number() > 0),
        _step(N_("E-Mail"), N_("Ob Nachrichten hinausgehen, mit einer Testnachricht"), "settings.mail",
              done=test is not None and test.sent_at is not None),
        _step(N_("Administration"), N_("Eine zweite Person, damit zwei entscheiden können, wo es zwei braucht"),
              "departments.people", done=len(staff_accounts(Role.ADMINISTRATOR)) > 1),
    ]  # fmt: skip


def _step(title: str, text: str, endpoint: str, *, done: bool, optional: bool = False) -> Step:
    return Step(title, text, url_for(endpoint), done, optional)


def _given(name: str) -> object:
    return current_app.extensions["site_given"].get(name)
