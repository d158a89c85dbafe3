"""Making, using and voiding codes; who may take part where; what is left when somebody goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.core import clock
from participation.core.actor import HOUSE, Role
from participation.core.assurance import Assurance
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.errors import Conflict, DomainError, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.codes import commands, queries, rules
from participation.dialogue.codes.models import AgeConfirmation, Code, CodeKind, Guest, LevelProof
from participation.dialogue.codes.tasks import erase_guests_of_ended_processes
from participation.dialogue.ideas.commands import cast_vote, comment_on_idea, submit_idea, withdraw_vote
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.commands import edit_part
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import changes_of, phases_of, values_of
from participation.dialogue.processes.rules import ProcessPart, change_log, fingerprint
from participation.people.accounts.models import Account
from participation.people.own_data import commands as own_data
from participation.people.own_data.models import Texts
from participation.records.journal.models import JournalEntry
from participation.records.mailbox.models import Mail
from participation.web import jobs
from tests.factories.codes import KEY, make_batch, make_guest
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account, make_staff, person


def with_level(level: Assurance, **values: Any) -> Process:
    return make_process(assurance=level, **values)


def acts_in(process: Process) -> dict[str, Callable[[Any], Any]]:
    """Everything that people do in a process, each as somebody."""
    board = make_board(process)
    idea, phases = make_idea(board), phases_of(process.subject_id)
    return {
        "support": lambda who: cast_vote(idea, actor=who, phases=phases),
        "comment": lambda who: comment_on_idea(idea, actor=who, phases=phases, text="Gute Idee."),
        "submit": lambda who: submit_idea(board, actor=who, title="Mehr Bänke", text="An der Donau."),
    }


def refused(act: Callable[[Any], Any], who: Any) -> str:
    with pytest.raises(DomainError) as error, transaction():
        act(who)
    return str(error.value)


def test_every_act_asks_for_the_level_of_its_process(app: Flask) -> None:
    process = with_level(Assurance.CODE_LETTER)
    _batch, [code] = make_batch(process)
    account = make_account()
    for act in acts_in(process).values():
        assert refused(act, person(account)) == "Für dieses Verfahren brauchen Sie den Code aus Ihrem Brief."
    with transaction():
        commands.redeem_letter(code.lower(), key=KEY, actor=person(account))
    for act in acts_in(process).values():
        with transaction():
            act(person(account))
    for act in acts_in(with_level(Assurance.CODE_LETTER)).values():
        assert "Code aus Ihrem Brief" in refused(act, person(account))


def test_a_letter_for_all_processes_holds_in_each(app: Flask) -> None:
    _batch, [code, other] = make_batch(None, count=2)
    account = make_account()
    with transaction():
        commands.redeem_letter(code, key=KEY, actor=person(account))
    for act in acts_in(with_level(Assurance.CODE_LETTER)).values():
        with transaction():
            act(person(account))
    assert "schon einen Code eingelöst" in refused(
        lambda who: commands.redeem_letter(other, key=KEY, actor=who), person(account)
    )


def test_one_account_one_code_and_one_code_one_account(app: Flask) -> None:
    process = with_level(Assurance.CODE_LETTER)
    batch, [first, second] = make_batch(process, count=2)
    account, other = make_account(), make_account()

    def redeem(code: str) -> Callable[[Any], Any]:
        return lambda who: commands.redeem_letter(code, key=KEY, actor=who)

    with transaction():
        redeem(first)(person(account))
    assert "schon einen Code eingelöst" in refused(redeem(second), person(account))
    assert "aufgebraucht" in refused(redeem(first), person(other))
    assert queries.footing_on(process.subject_id, person(other)).is_reached is False  # type: ignore[union-attr]
    [entry] = queries.batches_of(process.subject_id)
    assert (entry.total, entry.used, entry.left, entry.void) == (2, 1, 1, 0)
    assert entry.batch.id == batch.id


def test_codes_that_are_early_late_void_or_unknown_are_refused_with_the_reason(app: Flask) -> None:
    process = with_level(Assurance.CODE_LETTER)
    account = make_account()

    def sentence(code: str) -> str:
        return refused(lambda who: commands.redeem_letter(code, key=KEY, actor=who), person(account))

    day = timedelta(days=1)
    assert "gilt erst ab dem" in sentence(make_batch(process, valid_from=now() + day)[1][0])
    assert "galt bis zum" in sentence(make_batch(process, valid_from=now() - 9 * day, valid_until=now() - day)[1][0])
    batch, [code] = make_batch(process)
    with transaction():
        commands.void_codes(batch, process, reason="Falsch gedruckt.", actor=HOUSE)
        commands.void_codes(batch, process, reason="Noch einmal.", actor=HOUSE)
    assert "für ungültig erklärt" in sentence(code)
    assert queries.batch_by_id(batch.id).void_reason == "Falsch gedruckt."  # type: ignore[union-attr]
    assert "kennen wir nicht" in sentence(rules.new_code())
    assert db.session.scalar(select(func.count()).select_from(LevelProof)) == 0


def test_nobody_makes_codes_for_a_foreign_process(app: Flask) -> None:
    process = with_level(Assurance.CODE_LETTER)
    foreign, own = make_staff(Role.EDITOR, make_process().department_id), make_staff(Role.EDITOR, process.department_id)
    administrator = make_staff(Role.ADMINISTRATOR)
    for who, where, allowed in (
        (own, process, True), (foreign, process, False), (administrator, process, False), (own, None, False),
        (administrator, None, True), (make_account(), process, False),
    ):  # fmt: skip
        assert rules.may_make_codes(person(who), where) is allowed
    with pytest.raises(NotAllowed), transaction():
        commands.make_codes(
            process, CodeKind.LETTER, count=1, purpose="", valid_from=now(), valid_until=now() + timedelta(days=1),
            key=KEY, actor=person(foreign),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (CodeKind.LETTER, {"count": 0}, "count"),
        (CodeKind.LETTER, {"count": 20_001}, "count"),
        (CodeKind.LETTER, {"uses": 2}, "uses"),
        (CodeKind.GROUP, {"uses": 61}, "uses"),
        (CodeKind.GROUP, {}, "age_confirmed"),
        (CodeKind.LETTER, {"valid_until": now() - timedelta(days=2)}, "valid_until"),
        (CodeKind.LETTER, {"valid_until": now() + timedelta(days=500)}, "valid_until"),
    ],
)
def test_batches_that_make_no_sense_are_refused(app: Flask, kind: CodeKind, values: Any, field: str) -> None:
    process = with_level(Assurance.GUEST_CODE, minimum_age=12)
    with pytest.raises(Invalid) as error:
        make_batch(process, kind, **values)
    assert error.value.field == field


def test_group_codes_are_only_for_processes_that_take_them(app: Flask) -> None:
    for process in (None, with_level(Assurance.EMAIL)):
        with pytest.raises(Invalid) as error:
            make_batch(process, CodeKind.GROUP)
        assert error.value.field == "kind"


def test_plain_codes_are_kept_nowhere(app: Flask) -> None:
    process = with_level(Assurance.GUEST_CODE)
    _batch, codes = make_batch(process, CodeKind.GROUP, count=30)
    _guest, back = make_guest(process)
    kept = {row.code_hash for row in db.session.scalars(select(Code))} | set(db.session.scalars(select(Guest.key_hash)))
    said = " ".join(f"{e.values}" for e in db.session.scalars(select(JournalEntry)))
    for code in (*codes, back):
        assert rules.code_digest(code, key=KEY) in kept
        assert code not in said
        assert code.replace("-", "") not in " ".join(kept)


def test_a_guest_acts_in_their_process_and_in_no_other(app: Flask) -> None:
    process = with_level(Assurance.GUEST_CODE)
    guest = person(make_guest(process)[0])
    assert (guest.only_in, guest.is_confirmed, guest.is_staff) == (process.subject_id, False, False)
    for act in acts_in(process).values():
        with transaction():
            act(guest)
    for other in (with_level(Assurance.GUEST_CODE), make_process()):
        for act in acts_in(other).values():
            assert "Ihr Code gilt nur für das Verfahren" in refused(act, guest)


def test_a_guest_is_shut_out_where_the_level_was_raised_but_may_take_back_a_support(app: Flask) -> None:
    process = with_level(Assurance.GUEST_CODE)
    acts, guest = acts_in(process), person(make_guest(process)[0])
    with transaction():
        acts["support"](guest)
    with transaction():
        edit_part(
            process, ProcessPart.ASSURANCE, seen=fingerprint(values_of(process, ProcessPart.ASSURANCE)), actor=HOUSE,
            assurance=Assurance.EMAIL,
        )  # fmt: skip
    assert "Konto mit bestätigter E-Mail-Adresse" in refused(acts["comment"], guest)
    idea = db.session.scalars(select(Idea)).one()
    with transaction():
        assert withdraw_vote(idea, actor=guest, phases=phases_of(process.subject_id)) == (0, 0)


def test_changing_the_level_in_mid_course_is_told_to_all(app: Flask) -> None:
    process = make_process()
    published = process.published_at
    seen = fingerprint(values_of(process, ProcessPart.ASSURANCE))
    with transaction():
        edit_part(process, ProcessPart.ASSURANCE, seen=seen, actor=HOUSE, assurance=Assurance.CODE_LETTER)
    process = db.session.get_one(Process, process.subject_id)
    assert process.assurance_changed_at is None  # nothing was written yet
    make_idea(make_board(process))
    seen = fingerprint(values_of(process, ProcessPart.ASSURANCE))
    with transaction():
        edit_part(process, ProcessPart.ASSURANCE, seen=seen, actor=HOUSE, assurance=Assurance.GUEST_CODE)
    process = db.session.get_one(Process, process.subject_id)
    assert process.assurance_changed_at is not None
    assert published is not None
    told = [change.message for change in change_log(changes_of(process.subject_id), published)]
    assert "Zum Mitmachen braucht man jetzt den Code aus einem Brief." in told
    assert "Mitmachen kann man jetzt auch ohne Konto, mit dem Code einer Schule oder Gruppe." in told


def test_the_age_is_confirmed_once_in_each_process_and_again_when_it_is_raised(app: Flask) -> None:
    process = make_process(minimum_age=14)
    account = make_account()
    acts = acts_in(process)
    for act in acts.values():
        assert "ab 14 Jahren" in refused(act, person(account))
    with pytest.raises(Conflict), transaction():
        commands.confirm_age(process, age=13, actor=person(account))
    for _ in range(2):
        with transaction():
            commands.confirm_age(process, age=14, actor=person(account))
    kept = db.session.scalars(select(AgeConfirmation)).one()
    assert (kept.age, kept.confirmed_on) == (14, today())
    for act in acts.values():
        with transaction():
            act(person(account))
    with transaction():
        db.session.get_one(Process, process.subject_id).minimum_age = 16
    assert "ab 16 Jahren" in refused(acts["comment"], person(account))


def test_who_orders_group_codes_answers_for_the_age(app: Flask) -> None:
    process = with_level(Assurance.GUEST_CODE, minimum_age=12)
    guest = person(make_guest(process)[0])
    assert queries.footing_on(process.subject_id, guest).of_age  # type: ignore[union-attr]


def test_joining_twice_with_one_form_is_joining_once(app: Flask) -> None:
    process = with_level(Assurance.GUEST_CODE)
    _batch, [code] = make_batch(process, CodeKind.GROUP)
    found = []
    for _ in range(2):
        with transaction():
            process = db.session.get_one(Process, process.subject_id)
            account, back = commands.join_with_code(code, process, pseudonym="Igel", key=KEY, send_key="einmal")
            found.append((account.id, back))
    assert found[0][0] == found[1][0]
    assert queries.guest_of_key(rules.code_digest(found[0][1], key=KEY)) is None
    assert queries.guest_of_key(rules.code_digest(found[1][1], key=KEY)).id == found[0][0]  # type: ignore[union-attr]


def test_a_code_of_another_process_lets_nobody_in(app: Flask) -> None:
    process, other = with_level(Assurance.GUEST_CODE), with_level(Assurance.GUEST_CODE)
    _batch, [code] = make_batch(other, CodeKind.GROUP)
    with pytest.raises(Conflict, match="anderen Verfahren"), transaction():
        commands.join_with_code(code, db.session.get_one(Process, process.subject_id), pseudonym="Igel", key=KEY)
    assert db.session.scalars(select(Code.uses_left)).one() == 1


def test_guests_are_erased_some_time_after_the_end_and_get_no_mail(app: Flask) -> None:
    process = with_level(Assurance.GUEST_CODE)
    account, back = make_guest(process)
    number, acts = account.id, acts_in(process)
    for act in acts.values():
        with transaction():
            act(person(db.session.get_one(Account, number)))
    end = max(phase.ends_at for phase in phases_of(process.subject_id))
    with clock.stopped_at(end + timedelta(days=89)):
        assert queries.guests_to_erase() == []
    with clock.stopped_at(end + timedelta(days=91)):
        assert queries.guests_to_erase() == [number]
        erase_guests_of_ended_processes()
        for _ in range(2):
            jobs.run_soon_tasks()
    assert db.session.get(Account, number, populate_existing=True) is None
    assert db.session.scalar(select(func.count()).select_from(Guest)) == 0
    assert queries.guest_of_key(rules.code_digest(back, key=KEY)) is None
    assert db.session.scalar(select(func.count()).select_from(Mail).where(Mail.recipient.not_like("%@%"))) == 0


def test_a_guest_can_go_and_come_back_within_the_week(app: Flask) -> None:
    account, back = make_guest(with_level(Assurance.GUEST_CODE))
    with transaction():
        own_data.request_erasure(db.session.get_one(Account, account.id), texts=Texts.KEEP)
    found = queries.guest_of_key(rules.code_digest(back, key=KEY))
    assert found is not None
    with transaction():
        assert own_data.come_back(db.session.get_one(Account, found.id))
    assert db.session.scalar(select(func.count()).select_from(Mail).where(Mail.recipient.not_like("%@%"))) == 0
