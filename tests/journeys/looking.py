"""What holds for every page in a real browser: axe finds nothing, light or dark, and 320 pixels are wide enough."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

# WCAG 2.0, 2.1 and 2.2, levels A and AA. No rule is switched off.
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW = 320
RUN_AXE = """([standards, scheme]) => {
    const wanted = r => scheme === 'light' || r.tags.includes('cat.color')
    const rules = axe.getRules(standards).filter(wanted).map(r => r.ruleId)
    return axe.run(document, {runOnly: {type: 'rule', values: rules}, resultTypes: ['violations']})
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4)
    .map(e => e.tagName.toLowerCase() + '.' + e.className)"""


def axe_faults_in_both(page: Page) -> list[str]:
    """What axe finds in the light and in the dark, where only colours change and only they are looked at again."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    faults = axe_faults(page, "light")
    page.emulate_media(color_scheme="dark")
    faults += axe_faults(page, "dark")
    page.emulate_media(color_scheme="light")
    return faults


def width_faults(page: Page) -> list[str]:
    """What sticks out where the window is narrow."""
    size = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 800})
    faults = [f"wider than {NARROW} px: {element}" for element in page.evaluate(TOO_WIDE)]
    if size:
        page.set_viewport_size(size)
    return faults


def axe_faults(page: Page, scheme: str) -> list[str]:
    """What axe finds, one line for each element."""
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, [STANDARDS, scheme])["violations"]
    return [
        f"{scheme}: {violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1]}"
        for violation in found
        for node in violation["nodes"]
    ]


def heard_from(context: BrowserContext) -> list[str]:
    """A list that fills with what the browser complains about: errors of scripts, refusals of the security policy."""
    heard: list[str] = []
    context.on("console", lambda said: heard.append(f"console: {said.text}") if said.type == "error" else None)
    context.on("weberror", lambda error: heard.append(f"script: {error.error}"))
    return heard
