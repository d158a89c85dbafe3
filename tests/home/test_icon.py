"""The picture of the site where browsers look for it by habit."""

from __future__ import annotations

from tests.browser import Browser


def test_browsers_that_show_data_find_the_picture_of_the_site(client: Browser) -> None:
    page = client.open("/favicon.ico", status=302)
    assert page.location.endswith("/pictures/favicon.svg")
