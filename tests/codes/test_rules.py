"""Levels in their order, and how codes are written and read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest

from participation.core.actor import VISITOR
from participation.core.assurance import ORDER, Assurance, reaches
from participation.core.errors import Invalid, NotAllowed
from participation.dialogue.codes import rules
from participation.dialogue.codes.rules import AgeMissing, Footing, ProofMissing, check_footing, proven_by

LETTER = frozenset({Assurance.CODE_LETTER})


@dataclass(frozen=True)
class Somebody:
    account_id: int | None = 7
    is_confirmed: bool = True
    only_in: int | None = None


def footing(who: Somebody, needed: Assurance, *, rows: frozenset[Assurance] = frozenset(), **values: object) -> Footing:
    return Footing(1, "ufer", needed, values.pop("age", None), proven=proven_by(who, 1, rows=rows), **values)  # type: ignore[arg-type]


def test_each_level_reaches_itself_and_all_below() -> None:
    for lower, higher in pairwise(ORDER):
        assert reaches({higher}, lower)
        assert not reaches({lower}, higher)
    assert not reaches(set(), Assurance.GUEST_CODE)


@pytest.mark.parametrize(
    ("who", "rows", "proven"),
    [
        (Somebody(account_id=None, is_confirmed=False), frozenset(), set()),
        (Somebody(is_confirmed=False), LETTER, set()),
        (Somebody(), frozenset(), {Assurance.EMAIL}),
        (Somebody(), LETTER, {Assurance.EMAIL, Assurance.CODE_LETTER}),
        (Somebody(is_confirmed=False, only_in=1), LETTER, {Assurance.GUEST_CODE}),
        (Somebody(is_confirmed=False, only_in=2), LETTER, set()),
    ],
)
def test_what_somebody_has_proven(who: Somebody, rows: frozenset[Assurance], proven: set[Assurance]) -> None:
    assert proven_by(who, 1, rows=rows) == proven  # type: ignore[arg-type]


def test_a_refusal_names_what_is_needed_and_the_next_step() -> None:
    with pytest.raises(ProofMissing, match="den Code aus Ihrem Brief") as refused:
        check_footing(Somebody(), footing(Somebody(), Assurance.CODE_LETTER))  # type: ignore[arg-type]
    assert (refused.value.step, refused.value.address) == ("Code eingeben", "/verfahren/ufer/code")
    check_footing(Somebody(), footing(Somebody(), Assurance.CODE_LETTER, rows=LETTER))  # type: ignore[arg-type]


def test_visitors_the_unconfirmed_and_guests_of_other_processes_are_told_why() -> None:
    for who, words in (
        (VISITOR, "melden Sie sich an"), (Somebody(is_confirmed=False), "bestätigen Sie"),
        (Somebody(is_confirmed=False, only_in=2), "Ihr Code gilt nur für das Verfahren"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match=words):
            check_footing(who, footing(who, Assurance.GUEST_CODE))  # type: ignore[arg-type]


def test_the_age_is_asked_last_and_once() -> None:
    who = Somebody(is_confirmed=False, only_in=1)
    with pytest.raises(AgeMissing):
        check_footing(who, footing(who, Assurance.GUEST_CODE, age=14))  # type: ignore[arg-type]
    check_footing(who, footing(who, Assurance.GUEST_CODE, age=14, of_age=True))  # type: ignore[arg-type]
    with pytest.raises(ProofMissing):
        check_footing(who, footing(who, Assurance.EMAIL, age=14))  # type: ignore[arg-type]


def test_codes_are_twelve_characters_that_nobody_mixes_up() -> None:
    assert len(rules.ALPHABET) == 29 == len(set(rules.ALPHABET))
    assert not set("0O1IAEU") & set(rules.ALPHABET)
    codes = {rules.new_code() for _ in range(2000)}
    assert len(codes) == 2000
    for code in codes:
        assert [len(part) for part in code.split("-")] == [4, 4, 4]
        assert rules.read_code(code) == code.replace("-", "")


def test_a_code_is_read_however_it_is_typed() -> None:
    code = next(c for c in iter(rules.new_code, None) if "L" in c)
    plain = code.replace("-", "")
    ways = (code.lower(), f"  {code} ", plain, " ".join(plain), code.replace("-", "–"), code.replace("L", "1"))
    assert {rules.read_code(typed) for typed in ways} == {plain}


def test_one_wrong_character_and_two_swapped_are_found_without_asking() -> None:
    plain = rules.read_code(rules.new_code())
    for place in range(rules.LENGTH):
        for other in set(rules.ALPHABET) - {plain[place]}:
            with pytest.raises(Invalid, match="Ein Zeichen stimmt nicht"):
                rules.read_code(plain[:place] + other + plain[place + 1 :])
    for place in range(rules.LENGTH - 2):
        if plain[place] != plain[place + 1]:
            swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
            with pytest.raises(Invalid):
                rules.read_code(swapped)
    for typed, words in (("", "Code ein"), ("K7RM", "12 Zeichen, Sie haben 4"), ("K7RM-4XQT-9BDO", "stimmt nicht")):
        with pytest.raises(Invalid) as refused:
            rules.read_code(typed)
        assert words in str(refused.value)


def test_what_is_kept_of_a_code_needs_the_key() -> None:
    code = rules.read_code(rules.new_code())
    assert rules.code_digest(code, key="a") != rules.code_digest(code, key="b")
    assert code not in rules.code_digest(code, key="a")
