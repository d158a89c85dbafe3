"""A real browser before a served demo town. Without Chromium these tests are skipped, unless nothing may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import REQUIRE_ALL
from tools.demo_server import Served, load_demo, serve_copy

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


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The loaded town, shared by all test processes."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if base.name.startswith("popen-") else base
    return load_demo(base / "demo-town")


@pytest.fixture(scope="module")
def town(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served town of this module's own."""
    with serve_copy(demo_database, tmp_path_factory.mktemp("town")) as served:
        yield served


@pytest.fixture
def strangers() -> list[str]:
    """Requests to any other host, of which there must be none."""
    return []


@pytest.fixture
def context(browser: Browser, town: Served, strangers: list[str]) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=town.address, locale="de-DE", viewport={"width": 1280, "height": 900})
    made.on(
        "request", lambda r: None if r.url.startswith((town.address, "data:", "blob:")) else strangers.append(r.url)
    )
    yield made
    made.close()
    assert strangers == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose errors fail the test."""
    made = context.new_page()
    made.set_default_timeout(10_000)
    return made


@pytest.fixture
def plain_page(browser: Browser, town: Served) -> Iterator[Page]:
    """A page in a browser without JavaScript."""
    made = browser.new_context(base_url=town.address, locale="de-DE", java_script_enabled=False)
    page = made.new_page()
    page.set_default_timeout(10_000)
    yield page
    made.close()
