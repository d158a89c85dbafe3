"""How numbers, dates and texts are written in templates: German style, dates as "Di., 3. März 2026"."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, format_percent, get_locale, gettext, ngettext
from markupsafe import Markup

from participation.core import clock, markdown
from participation.core.errors import DomainError
from participation.web.languages import lang_of, spoken, spoken_block


def day(value: date | datetime | None) -> str:
    """`Di., 3. März 2026`, in town time."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(clock.TOWN).date()
    return str(format_date(value, "EEE, d. MMMM y" if _is_german() else "EEE, d MMMM y", rebase=False))


def short_day(value: date | datetime | None) -> str:
    """`3. März 2026`."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(clock.TOWN).date()
    return str(format_date(value, "d. MMMM y" if _is_german() else "d MMMM y", rebase=False))


def iso_day(value: str) -> str:
    """`3. März 2026` of an ISO date, as mails and journal entries hold it."""
    return short_day(date.fromisoformat(value))


def moment(value: datetime | None) -> str:
    """`3. März 2026, 18:00 Uhr`."""
    if value is None:
        return ""
    text = str(format_datetime(value, "HH:mm"))
    return f"{short_day(value)}, " + gettext("%(time)s Uhr", time=text)


def iso_moment(value: str) -> str:
    """`3. März 2026, 18:00 Uhr` of an ISO moment, as mails hold it; midnight is told as the end of the day before."""
    found = datetime.fromisoformat(value)
    is_midnight = found.astimezone(clock.TOWN).time() == datetime.min.time()
    return moment(found - timedelta(minutes=1) if is_midnight else found)


def clock_time(value: datetime | None) -> str:
    """`18:00 Uhr`, in town time."""
    return "" if value is None else str(gettext("%(time)s Uhr", time=format_datetime(value, "HH:mm")))


def number(value: float | int | None, digits: int | None = None) -> str:
    """`1.234` or `3,5`."""
    if value is None:
        return "–"
    if isinstance(value, int) and digits is None:
        return f"{value:,}".replace(",", ".") if _is_german() else f"{value:,}"
    pattern = None if digits is None else "#,##0." + "0" * digits if digits else "#,##0"
    return str(format_decimal(value, pattern))


def percent(value: float, digits: int = 0) -> str:
    """`35 %` of a share between 0 and 1; English writes `35%`."""
    sign = "\N{NO-BREAK SPACE}%" if _is_german() else "%"
    return str(format_percent(value, ("#,##0." + "0" * digits if digits else "#,##0") + sign))


def euros(value: int | None) -> str:
    """`40.000 €`; English writes `€40,000`."""
    if value is None:
        return "–"
    return f"{number(value)}\N{NO-BREAK SPACE}€" if _is_german() else f"€{number(value)}"


def days_left(value: datetime | None) -> str:
    """`noch 12 Tage`, `endet heute`, `beendet`."""
    if value is None:
        return ""
    left = (value.astimezone(clock.TOWN).date() - clock.today()).days
    if left < 0:
        return gettext("beendet")
    if left == 0:
        return gettext("endet heute")
    return ngettext("noch %(num)s Tag", "noch %(num)s Tage", left)


def ago(value: datetime | None) -> str:
    """`heute`, `gestern`, `vor 5 Tagen`, else the day."""
    if value is None:
        return ""
    days = (clock.today() - value.astimezone(clock.TOWN).date()).days
    if days == 0:
        return gettext("heute")
    if days == 1:
        return gettext("gestern")
    if 1 < days < 30:
        return ngettext("vor %(num)s Tag", "vor %(num)s Tagen", days)
    return short_day(value)


def to_html(text: str | None) -> Markup:
    """A Markdown text as safe HTML."""
    return Markup(markdown.render_markdown(text or ""))  # noqa: S704 - cleaned in render_markdown


def stored_html(html: str | None) -> Markup:
    """HTML that core.markdown made and that was stored with its text; it is cleaned again on its way out."""
    return Markup(markdown.cleaned(html or ""))  # noqa: S704 - cleaned


def sentence(error: DomainError | str, **values: object) -> str:
    """A domain's sentence in the reader's language; moments in it are told as days."""
    if isinstance(error, DomainError):
        values = {name: short_day(v) if isinstance(v, datetime) else v for name, v in error.values.items()}
        return str(gettext(error.message, **values))
    return str(gettext(error, **values))


def _is_german() -> bool:
    """Whether the text at hand is German: a page, or a mail, which has no request but a language of its own."""
    locale = get_locale()
    return locale is None or locale.language == "de"


def install_filters(app: Flask) -> None:
    """Make the filters known to templates."""
    filters: dict[str, Any] = {
        "day": day, "short_day": short_day, "iso_day": iso_day, "iso_moment": iso_moment,
        "moment": moment, "clock": clock_time,
        "number": number, "percent": percent, "euros": euros,
        "days_left": days_left, "ago": ago, "markdown": to_html, "stored_html": stored_html, "sentence": sentence,
        "excerpt": markdown.plain_excerpt, "spoken": spoken,
        "spoken_block": spoken_block,
    }  # fmt: skip
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals["lang_of"] = lang_of
    app.jinja_env.globals["now"] = clock.now
    app.jinja_env.globals["today"] = clock.today
    app.jinja_env.globals["one_day"] = timedelta(days=1)
