"""A city's colours can be read, whatever it chooses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.core.errors import Invalid
from participation.town.settings.rules import colours

ANY_COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert colours.contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert colours.contrast(other, one) == colours.contrast(one, other)


@given(ANY_COLOUR)
def test_the_nearest_readable_colour_is_readable_and_keeps_what_was_readable(colour: str) -> None:
    nearest = colours.nearest_readable(colour)
    assert colours.is_readable(nearest)
    assert (nearest == colour) == colours.is_readable(colour)


@given(ANY_COLOUR)
def test_every_shade_is_readable_where_pages_use_it(colour: str) -> None:
    shades = colours.shades_of(colours.nearest_readable(colour))
    for ground in (*colours.LIGHT_GROUNDS, shades.tint):
        assert colours.contrast(shades.light, ground) >= 4.4
    for ground in (*colours.DARK_GROUNDS, shades.tint_on_dark, colours.NEARLY_BLACK):
        assert colours.contrast(shades.dark, ground) >= 4.5
    assert colours.contrast(shades.deep, "#ffffff") >= 11
    assert colours.contrast(shades.deep_on_dark, "#eef4f3") >= 7


@pytest.mark.parametrize(("typed", "colour"), [("#0B5660", "#0b5660"), ("0b5660", "#0b5660"), ("#abc", "#aabbcc")])
def test_colours_are_taken_as_people_write_them(typed: str, colour: str) -> None:
    assert colours.normal_colour(typed) == colour


@pytest.mark.parametrize("typed", ["rot", "#12345", "#1234567", "url(x)", "#0b5660;}"])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        colours.normal_colour(typed)
