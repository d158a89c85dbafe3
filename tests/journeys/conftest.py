"""A real browser before a served demo town. Without Chromium these tests are skipped, unless nothing may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import REQUIRE_ALL
from tests.journeys.people import PATIENCE, People
from tools.demo_server import Served, serve_copy

CHROMIUM = Path("/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists() and not REQUIRE_ALL:
                item.add_marker(
                    pytest.mark.skip(reason="Chromium is not installed (on Debian: apt-get install chromium)")
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": ["--no-sandbox"]}


@pytest.fixture(scope="module")
def town(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served town of this module's own."""
    with serve_copy(demo_database, tmp_path_factory.mktemp("town")) as served:
        yield served


@pytest.fixture
def people(browser: Browser, town: Served) -> Iterator[People]:
    """Those who take part in a journey; none of their browsers may have anything to complain about."""
    taking_part = People(browser, town)
    yield taking_part
    assert taking_part.leave() == []


@pytest.fixture
def strangers() -> list[str]:
    """Requests to any other host, of which there must be none."""
    return []


def _watched(context: BrowserContext, town: Served, strangers: list[str]) -> BrowserContext:
    """Note each request of this browser that does not stay with the town."""
    own = (town.address, "data:", "blob:")
    context.on("request", lambda r: None if r.url.startswith(own) else strangers.append(r.url))
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def context(browser: Browser, town: Served, strangers: list[str]) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=town.address, locale="de-DE", viewport={"width": 1280, "height": 900})
    yield _watched(made, town, strangers)
    made.close()
    assert strangers == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def plain_page(browser: Browser, town: Served, strangers: list[str]) -> Iterator[Page]:
    """A page in a browser without JavaScript."""
    made = browser.new_context(
        base_url=town.address, locale="de-DE", viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    yield _watched(made, town, strangers).new_page()
    made.close()
    assert strangers == []


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def scripted(request: pytest.FixtureRequest) -> bool:
    """A journey that asks for this runs twice: in a browser with JavaScript and in one without."""
    return bool(request.param)


@pytest.fixture
def either_page(request: pytest.FixtureRequest, scripted: bool) -> Page:
    """A page with JavaScript or without."""
    found: Page = request.getfixturevalue("page" if scripted else "plain_page")
    return found
