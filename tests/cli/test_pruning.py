"""What set-up leaves out of the design system's stylesheet, and what it must leave in."""

import re
from pathlib import Path

import pytest

from participation.cli.setup import fetched, pruning
from participation.cli.setup.pruning import pieces, prune, split
from participation.cli.setup.release import ReleaseError

ROOT = Path(__file__).resolve().parents[2]


def kept(css, *pages, styles=()):
    return prune(css, pages=pages, styles=styles)


def test_a_rule_goes_where_no_page_names_its_class():
    assert kept(".kern-btn{a:b}.kern-grid{c:d}p{e:f}", '<a class="kern-btn">') == ".kern-btn{a:b}p{e:f}"


def test_of_several_selectors_those_stay_that_can_match():
    css = ".kern-btn:hover,.kern-grid>.kern-btn,.kern-btn .kern-label,a[href]{a:b}"
    assert kept(css, "kern-btn", "kern-label") == ".kern-btn:hover,.kern-btn .kern-label,a[href]{a:b}"


def test_a_class_in_not_or_is_is_no_demand():
    css = ".kern-btn:not(.kern-grid){a:b}:is(.kern-grid,.kern-btn) b{c:d}body:has(.kern-grid:not(.kern-x)){e:f}"
    assert kept(css, "kern-btn") == css


@pytest.mark.parametrize("page", ["kern-btn--{{ kind }}", "'kern-btn--' ~ kind", 'class="kern-btn--" + kind'])
def test_a_name_that_is_put_together_keeps_all_that_begin_so(page):
    css = ".kern-btn--primary{a:b}.kern-btn--danger{c:d}"
    assert kept(css + ".kern-card--hug{e:f}", page) == css


def test_groups_are_gone_through_and_empty_ones_go():
    css = "@media (a:b){.kern-grid{c:d}}@supports (x:y){@media print{.kern-btn{e:f}.kern-grid{g:h}}}"
    assert kept(css, "kern-btn") == "@supports (x:y){@media print{.kern-btn{e:f}}}"


def test_statements_keyframes_and_typefaces_stay():
    css = '@import "a;b.css";@keyframes kern-spin{from{a:b}to{c:d}}@font-face{src:url(data:x;{y})}'
    assert kept(css) == css


def test_tokens_go_that_nothing_asks_for_in_the_end():
    css = ":root{--kern-a:var(--kern-b);--kern-b:1;--kern-c:2;--other:3}.kern-btn{color:var(--kern-d,var(--kern-c))}"
    assert kept(css, "kern-btn") == ":root{--kern-c:2;--other:3}.kern-btn{color:var(--kern-d,var(--kern-c))}"
    assert kept(css, styles=["p{color:var( --kern-a )}"]) == ":root{--kern-a:var(--kern-b);--kern-b:1;--other:3}"
    assert kept(":root{--kern-a:1}") == ""


def test_signs_in_quotes_addresses_and_comments_end_nothing():
    css = r"""p::before{content:"};{\"";b:url(data:image/svg+xml,%3Csvg;{})}/* } , ; */q{c:d}a\{b{e:f}"""
    assert len(list(pieces(css))) == 3
    assert kept(css) == css
    assert split("a(b,c),'d,e',f", ",") == ["a(b,c)", "'d,e'", "f"]


@pytest.mark.parametrize("css", ["a{b:c", "a{b:(c}", "@media x{a{b:c}"])
def test_what_does_not_close_is_told(css):
    with pytest.raises(ReleaseError, match="not closed"):
        list(pieces(css))


def test_every_class_and_token_that_our_pages_use_is_left_in_the_real_one():
    full = fetched.without_typeface((ROOT / "node_modules" / fetched.NEEDED[pruning.STYLESHEET]).read_text())
    pages = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    pages += [path.read_text() for path in (ROOT / "static/js").rglob("*.js")]
    styles = [path.read_text() for path in (ROOT / "static/css").rglob("*.css")]
    small = prune(full, pages=pages, styles=styles)
    used = {name for text in pages for name in re.findall(r"kern-[\w-]*\w", text)}
    alone = {name for name in used if re.search(rf"[}},]\.{name}[{{,:]", full)}
    assert len(alone) > 20
    assert alone <= set(pruning.CLASS.findall(small))
    asked = {name for text in (small, *styles) for name in pruning.ASKED.findall(text)}
    defined = set(re.findall(r"(--kern-[\w-]+)\s*:", full))
    assert asked & defined <= set(re.findall(r"(--kern-[\w-]+)\s*:", small))
    assert len(small) < len(full) / 3
    assert prune(small, pages=pages, styles=styles) == small


def test_classes_of_the_design_system_are_named_in_templates_and_scripts_alone():
    """Set-up looks nowhere else, so a class that Python puts on a page would have no look."""
    naming = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "participation").rglob("*.py")
        if re.search(r"[\"' ]kern-\w", path.read_text()) and "setup" not in path.parts
    ]
    assert naming == []
