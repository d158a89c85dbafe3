"""Reads and writes translation catalogues; Babel is loaded only when there is something to do."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

KEYWORDS = {"lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2), "_l": None}
# The domain's refusals open with their sentence.
KEYWORDS |= dict.fromkeys(("NotAllowed", "Conflict", "InvalidTransition", "Invalid"))


def paths(root: Path) -> list[Path]:
    """The catalogues that are kept, one for each language besides German."""
    return sorted((root / "participation" / "translations").glob("*/LC_MESSAGES/messages.po"))


def extract(root: Path) -> Catalog:
    """Every sentence that stands in the sources now, with the places where it stands."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
    from babel.messages.frontend import parse_mapping_cfg

    with open(root / "babel.cfg", encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    template = Catalog(project="participation", charset="utf-8")
    found = extract_from_dir(
        root,
        methods,
        options,
        keywords={**DEFAULT_KEYWORDS, **KEYWORDS},
        comment_tags=("Translators:",),
        strip_comment_tags=True,
        directory_filter=_is_source,
    )
    for place, line, sentence, comments, context in found:
        template.add(sentence, None, [(place, line)], auto_comments=comments, context=context)
    return template


def _is_source(folder: object) -> bool:
    name = Path(str(folder)).name
    return not name.startswith(".") and name not in {"node_modules", "var", "static", "tests", "__pycache__"}


def create(root: Path, language: str) -> None:
    """Begin an empty catalogue for a language, unless it is there."""
    from babel.messages.catalog import Catalog

    po = root / "participation" / "translations" / language / "LC_MESSAGES" / "messages.po"
    if not po.exists():
        po.parent.mkdir(parents=True)
        _save(Catalog(locale=language, project="participation", charset="utf-8"), po)


def merge(po: Path, template: Catalog) -> bool:
    """Add new sentences to a catalogue and drop those that are gone; whether the file changed."""
    before = po.read_bytes()
    catalog = _load(po)
    template.creation_date = catalog.creation_date
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    _save(catalog, po)
    return po.read_bytes() != before


def compile_one(po: Path) -> Path:
    """Write the compiled form beside a catalogue, in one step so that a running server never reads half of it."""
    from babel.messages.mofile import write_mo

    draft = po.with_suffix(".mo.new")
    with open(draft, "wb") as file:
        write_mo(file, _load(po))
    return draft.replace(po.with_suffix(".mo"))


def problems(po: Path, template: Catalog, root: Path) -> list[str]:
    """What a catalogue lacks: sentences without translation, unsure ones, and broken placeholders."""
    catalog = _load(po)
    found = []
    for message in template:
        if not message.id:
            continue
        translated = catalog.get(message.id, message.context)
        reason = _problem(translated, catalog)
        if reason:
            found.append(f"{po.relative_to(root)}: {reason}: {message.id!r} ({_place(message)})")
    return found


def _problem(message: Message | None, catalog: Catalog) -> str | None:
    if message is None or not message.string or (isinstance(message.string, tuple) and not all(message.string)):
        return "missing"
    if message.fuzzy:
        return "fuzzy"
    errors = list(message.check(catalog))
    return str(errors[0]) if errors else None


def _place(message: Message) -> str:
    return ":".join(str(part) for part in message.locations[0]) if message.locations else "?"


def _load(po: Path) -> Catalog:
    from babel.messages.pofile import read_po

    with open(po, "rb") as file:
        return read_po(file, locale=po.parent.parent.name)


def _save(catalog: Catalog, po: Path) -> None:
    from babel.messages.pofile import write_po

    buffer = BytesIO()
    write_po(buffer, catalog, width=120, sort_by_file=True, include_lineno=False)
    po.write_bytes(buffer.getvalue())
