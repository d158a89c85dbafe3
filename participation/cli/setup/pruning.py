"""Leaves out of the design system's stylesheet what no page of ours can use.

KERN brings every component, grid and icon that an administration may need; we use a part, and who comes for the first
time on a phone pays for every byte. A rule goes where its selector asks for a class that no template or script of
ours names; then go the tokens that nothing asks for any more. What is not understood stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from participation.cli.setup.release import ReleaseError

STYLESHEET = "css/kern.min.css"
PREFIX = "kern-"
NAMED = re.compile(r"kern-[\w-]+")
CLASS = re.compile(r"\.(kern-[\w-]+)")
ARGUMENTS = re.compile(r":[a-z-]+\([^()]*\)")
GROUPS = ("@media", "@supports", "@layer", "@container")
TOKEN = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)|\\.|[][(){};,]""", re.DOTALL)
PROPERTY = re.compile(r"\s*(--kern-[\w-]+)\s*:")
ASKED = re.compile(r"var\(\s*(--kern-[\w-]+)")

Piece = tuple[str, str | None]
"""What stands before a block and what stands in it; no block where a semicolon ends the piece."""


def prune(kern: str, *, pages: Iterable[str], styles: Iterable[str]) -> str:
    """The stylesheet without what neither the texts of pages (templates and scripts) nor our own styles use."""
    pages, styles = list(pages), list(styles)
    names = {name for text in pages for name in NAMED.findall(text)}
    # A name that ends in a dash or an underscore is put together with what follows: all that begin so are used.
    beginnings = tuple(name for name in names if name.endswith(("-", "_")))
    used = {*names, *beginnings}
    kept = _map_rules(kern, lambda rule: _fitting(rule, lambda name: name in used or name.startswith(beginnings)))
    asked_outside = {name for text in (*pages, *styles) for name in ASKED.findall(text)}
    while True:
        asked = asked_outside | set(ASKED.findall(kept))
        smaller = _map_rules(kept, lambda rule, asked=asked: _without_tokens(rule, asked))  # type: ignore[misc]
        if smaller == kept:
            return kept
        kept = smaller


def pieces(css: str) -> Iterator[Piece]:
    """The rules and statements of a stylesheet or of a block. Raises ReleaseError where brackets do not close."""
    depth = brackets = start = inner = 0
    for token in TOKEN.finditer(css):
        sign = token[0]
        if sign in "([":
            brackets += 1
        elif sign in ")]":
            brackets -= 1
        elif brackets:
            continue
        elif sign == "{":
            inner = inner if depth else token.end()
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                yield css[start : inner - 1], css[inner : token.start()]
                start = token.end()
        elif sign == ";" and not depth:
            yield css[start : token.start()], None
            start = token.end()
    if depth or brackets:
        raise ReleaseError("A bracket is not closed in the stylesheet of the design system.")
    if css[start:].strip():
        yield css[start:], None


def split(text: str, sign: str) -> list[str]:
    """Parts between signs that stand outside of brackets and quotes."""
    parts, brackets, start = [], 0, 0
    for token in TOKEN.finditer(text):
        brackets += (token[0] in "([{") - (token[0] in ")]}")
        if token[0] == sign and not brackets:
            parts.append(text[start : token.start()])
            start = token.end()
    return [*parts, text[start:]]


def _map_rules(css: str, change: Callable[[Piece], Piece | None]) -> str:
    """The stylesheet with each style rule changed or, where nothing is left of it, dropped."""
    made = []
    for before, block in pieces(css):
        if block is None:
            made.append(f"{before};")
        elif before.lstrip().startswith(GROUPS):
            inside = _map_rules(block, change)
            if inside.strip():
                made.append(f"{before}{{{inside}}}")
        elif before.lstrip().startswith("@"):
            made.append(f"{before}{{{block}}}")
        elif changed := change((before, block)):
            made.append(f"{changed[0]}{{{changed[1]}}}")
    return "".join(made)


def _fitting(rule: Piece, is_used: Callable[[str], bool]) -> Piece | None:
    """The rule with those of its selectors that can match. What stands in :not(…), :is(…) and the like is no demand."""
    fitting = [selector for selector in split(rule[0], ",") if all(map(is_used, _demanded(selector)))]
    return (",".join(fitting), rule[1]) if fitting else None


def _demanded(selector: str) -> list[str]:
    while (shorter := ARGUMENTS.sub("", selector)) != selector:
        selector = shorter
    return CLASS.findall(selector)


def _without_tokens(rule: Piece, asked: set[str]) -> Piece | None:
    """The rule without tokens that nothing asks for."""
    before, block = rule
    if block is None or "{" in block or PREFIX not in block:
        return rule
    lines = [line for line in split(block, ";") if line.strip()]
    kept = [line for line in lines if not (found := PROPERTY.match(line)) or found[1] in asked]
    return (before, ";".join(kept)) if kept else None
