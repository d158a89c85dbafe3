"""`make screenshots`: every page at three widths, light and dark, into var/screenshots.

`make screenshots ARGS="ideas boards"` takes only the pages of these rooms; `--widths 360` only this width.
With `--docs` the few pictures of docs/screenshots are made anew instead, as WebP under 120 KB.
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from config import ROOT
from tools.demo_server import Served, load_demo, serve_copy, session_cookie
from tools.pages import Example, examples

FOLDER = ROOT / "var" / "screenshots"
WIDTHS = (360, 768, 1280)
THEMES = ("light", "dark")
CHROMIUM = "/usr/bin/chromium"
DOCS = ROOT / "docs" / "screenshots"
DOCUMENTED = {
    "start": ("home.start", 1280, "light"),
    "start-phone": ("home.start", 360, "dark"),
    "process": ("processes.show", 1280, "light"),
    "board": ("boards.show", 1280, "light"),
    "board-phone": ("boards.show", 360, "light"),
    "idea": ("ideas.show", 1280, "light"),
    "submit-phone": ("ideas.submit", 360, "light"),
    "map": ("maps.show", 1280, "light"),
    "workshop": ("workshops.show", 1280, "light"),
    "ranking": ("prioritisation.show", 1280, "light"),
    "measure": ("measures.show", 1280, "light"),
    "measure-dark": ("measures.show", 1280, "dark"),
    "results": ("evaluations.newest", 1280, "light"),
    "way": ("home.way", 1280, "light"),
    "desk": ("answers.queue", 1280, "light"),
    "account-phone": ("accounts.sign_up", 360, "light"),
}


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", help="only these rooms, such as ideas")
    parser.add_argument("--widths", nargs="*", type=int, default=WIDTHS)
    parser.add_argument("--themes", nargs="*", default=THEMES)
    parser.add_argument("--docs", action="store_true", help="make docs/screenshots anew")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = load_demo(Path(folder, "town"))
        with serve_copy(database, Path(folder, "served")) as town, sync_playwright() as playwright:
            if chosen.docs:
                _shoot_docs(playwright, town)
                return
            wanted = [e for e in examples(town.app) if e.is_page and (not chosen.rooms or e.room in chosen.rooms)]
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for theme in chosen.themes:
                for width in chosen.widths:
                    _shoot(browser, town, wanted, width, theme)
            browser.close()
    print(f"{len(wanted)} pages in {FOLDER.relative_to(ROOT)}")


def _shoot(browser: Browser, town: Served, wanted: list[Example], width: int, theme: str) -> None:
    contexts: dict[str | None, BrowserContext] = {}
    for example in wanted:
        if example.role not in contexts:
            contexts[example.role] = _context(browser, town, example.role, width, theme)
        page = contexts[example.role].new_page()
        page.goto(example.path, wait_until="networkidle")
        target = FOLDER / f"{width}-{theme}" / f"{example.endpoint}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target, full_page=True)
        page.close()
    for context in contexts.values():
        context.close()


def _shoot_docs(playwright: Playwright, town: Served) -> None:
    from PIL import Image

    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    by_endpoint = {example.endpoint: example for example in examples(town.app)}
    DOCS.mkdir(parents=True, exist_ok=True)
    for name, (endpoint, width, theme) in DOCUMENTED.items():
        example = by_endpoint[endpoint]
        context = _context(browser, town, example.role, width, theme)
        page = context.new_page()
        page.goto(example.path, wait_until="networkidle")
        png = page.screenshot(full_page=False)
        Image.open(io.BytesIO(png)).save(DOCS / f"{name}.webp", quality=80, method=6)
        context.close()
    browser.close()
    print(f"{len(DOCUMENTED)} pictures in {DOCS.relative_to(ROOT)}")


def _context(browser: Browser, town: Served, role: str | None, width: int, theme: str) -> BrowserContext:
    context = browser.new_context(
        base_url=town.address, locale="de-DE", viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
    )  # fmt: skip
    if role is not None:
        context.add_cookies([session_cookie(town, role)])
    return context


if __name__ == "__main__":
    if not shutil.which(CHROMIUM):
        raise SystemExit("Chromium is missing. Install it (on Debian: apt-get install chromium).")
    main()
