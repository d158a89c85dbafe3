"""Where a person is led after signing in, or back from a form: never to another site."""

from __future__ import annotations

import pytest

from participation.web.access import address_here

ELSEWHERE = (
    "https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "/\t\\evil.example",
    "/\n/evil.example", "\t//evil.example", "javascript:alert(1)", "evil.example", "/ok\r\nSet-Cookie: a=b", "", None,
)  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_address_leads_elsewhere(target: str | None) -> None:
    assert address_here(target, "/start") == "/start"


def test_an_address_here_stays_as_it_is() -> None:
    assert address_here("/en/ideen?q=Stra%C3%9Fe#liste", "/start") == "/en/ideen?q=Stra%C3%9Fe#liste"
