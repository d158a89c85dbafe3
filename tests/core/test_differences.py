"""What changed between two texts, in the order in which one reads it."""

from __future__ import annotations

from participation.core.differences import Kind, Stretch, changes


def test_what_went_stands_before_what_came_in_its_place() -> None:
    assert changes("Eine Bank am Ufer.", "Zwei Bänke am Ufer.") == [
        Stretch(Kind.REMOVED, "Eine Bank "),
        Stretch(Kind.ADDED, "Zwei Bänke "),
        Stretch(Kind.SAME, "am Ufer."),
    ]


def test_new_lines_stay_and_blanks_alone_are_no_change() -> None:
    told = changes("Ein Satz.\nNoch einer.", "Ein Satz.\n\nNoch einer. Und mehr.")
    assert [stretch.kind for stretch in told] == [Kind.SAME, Kind.ADDED]
    assert "".join(stretch.text for stretch in told) == "Ein Satz.\n\nNoch einer. Und mehr."


def test_the_later_text_can_be_read_from_what_stayed_and_came() -> None:
    before, after = "a b c d e f", "a x c d y f g"
    told = changes(before, after)
    assert "".join(s.text for s in told if s.kind is not Kind.REMOVED) == after
    assert "".join(s.text for s in told if s.kind is not Kind.ADDED).split() == before.split()
