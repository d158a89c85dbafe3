"""Languages by address: German at plain paths, others under their prefix, such as `/en/ideen/7`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from gettext import NullTranslations
from typing import Any

from flask import Flask, Request, request
from flask_babel import get_translations
from markupsafe import Markup, escape

ENVIRON_KEY = "participation.language"
SOURCE = "de"
LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}


class LanguagePrefix:
    """WSGI layer that takes a language prefix off the path, so that addresses made in that request carry it."""

    def __init__(self, app: Callable[..., Iterable[bytes]], languages: tuple[str, ...]) -> None:
        self.app = app
        self.prefixes = {f"/{code}": code for code in languages if code != SOURCE}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, its language prefix taken off."""
        path = environ.get("PATH_INFO", "")
        prefix = path[:3]
        if prefix in self.prefixes and path[3:4] in ("", "/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix
            environ["PATH_INFO"] = path[3:] or "/"
            environ[ENVIRON_KEY] = self.prefixes[prefix]
        return self.app(environ, start_response)


def languages_of(of: Request) -> tuple[str, str]:
    """The language of a request and the prefix of its addresses."""
    code = of.environ.get(ENVIRON_KEY, SOURCE)
    return code, "" if code == SOURCE else f"/{code}"


def current_language() -> str:
    """The language that this request is answered in."""
    return languages_of(request)[0] if request else SOURCE


def lang_of(language: str | None = None) -> Markup:
    """The attribute of an element whose text was written in `language`, the house's own if missing: empty where the
    page speaks it too."""
    language = language or SOURCE
    return Markup() if language == current_language() else Markup(' lang="{}"').format(language)


def spoken(text: str, language: str | None = None) -> str:
    """What people or the city wrote, marked with its language where the page speaks another, for a voice that reads.

    Markup stays as it is: a sentence of the interface (`_()` in a template gives markup) speaks the page's language,
    and what is marked already is not marked again. So a component may hand on its title without knowing which it is.
    Nothing stays nothing.
    """
    if not text or hasattr(text, "__html__"):
        return text
    if mark := lang_of(language):
        return Markup("<span{}>{}</span>").format(mark, text)
    return text if current_language() == SOURCE else escape(text)


def spoken_block(text: Markup, language: str | None = None) -> Markup:
    """Paragraphs as `spoken` marks words: in an element of their own where the page speaks another language. For
    those that stand among words of the interface; else their element takes `lang_of`."""
    mark = lang_of(language)
    return Markup("<div{}>{}</div>").format(mark, text) if mark and text else text


def language_links(languages: tuple[str, ...]) -> list[dict[str, Any]]:
    """The same page in each language: code, name, address and whether it is the present one."""
    root = request.script_root
    present, prefix = languages_of(request)
    root = root.removesuffix(prefix) if prefix else root
    path = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return [
        {
            "code": code,
            "label": LANGUAGE_NAMES.get(code, code),
            "url": root + ("" if code == SOURCE else f"/{code}") + path,
            "current": code == present,
        }
        for code in languages
    ]


def translate_templates(app: Flask) -> None:
    """Let templates look their translations up once per request and language instead of once per word."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda message: _translations().gettext(message),
        ngettext=lambda one, many, number: _translations().ngettext(one, many, number),
        pgettext=lambda context, message: _translations().pgettext(context, message),
        npgettext=lambda context, one, many, number: _translations().npgettext(context, one, many, number),
        newstyle=True,
    )


def _translations() -> NullTranslations:
    try:
        held = request._get_current_object().__dict__  # type: ignore[attr-defined]
    except RuntimeError:
        return get_translations()
    known = held.get("_translations_held")
    if known is not None and known[0] is held.get("babel_locale"):
        return known[1]  # type: ignore[no-any-return]
    found = get_translations()
    held["_translations_held"] = (held.get("babel_locale"), found)
    return found
