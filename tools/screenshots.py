"""`make screenshots`: every page at three widths, light and dark, into var/screenshots.

`make screenshots ARGS="ideas boards"` takes only the pages of these rooms; `--widths 360` only this width.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from config import ROOT
from tools.demo_server import Served, load_demo, serve_copy, session_cookie
from tools.pages import Example, examples

FOLDER = ROOT / "var" / "screenshots"
WIDTHS = (360, 768, 1280)
THEMES = ("light", "dark")
CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", help="only these rooms, such as ideas")
    parser.add_argument("--widths", nargs="*", type=int, default=WIDTHS)
    parser.add_argument("--themes", nargs="*", default=THEMES)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = load_demo(Path(folder, "town"))
        with serve_copy(database, Path(folder, "served")) as town, sync_playwright() as playwright:
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
