"""How numbers and dates are written in the languages of pages and mails."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

from participation.web.filters import day, euros, number, percent, short_day


@pytest.mark.parametrize(
    ("language", "share", "fine_share", "sum_of_money"),
    [
        ("de", "31 %", "31,5 %", "18.000 €"),
        ("en", "31%", "31.5%", "€18,000"),
    ],
)
def test_shares_and_sums_are_written_as_the_language_of_the_page_does(
    app: Flask, language: str, share: str, fine_share: str, sum_of_money: str
) -> None:
    with app.test_request_context(), force_locale(language):
        assert percent(0.31).replace("\N{NO-BREAK SPACE}", " ") == share
        assert percent(0.315, 1).replace("\N{NO-BREAK SPACE}", " ") == fine_share
        assert euros(18000).replace("\N{NO-BREAK SPACE}", " ") == sum_of_money


def test_a_mail_writes_dates_and_numbers_in_its_own_language_though_no_page_was_asked_for(app: Flask) -> None:
    held = date(2026, 3, 3)
    with app.app_context(), force_locale("en"):
        assert (day(held), short_day(held), number(1234)) == ("Tue, 3 March 2026", "3 March 2026", "1,234")
    with app.app_context(), force_locale("de"):
        assert (day(held), short_day(held), number(1234)) == ("Di., 3. März 2026", "3. März 2026", "1.234")
