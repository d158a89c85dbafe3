"""The file with plain codes: a table for the printer, and letters as PDF; made once and kept nowhere."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from typing import Any

import segno
from flask import Response, current_app, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from participation.core.clock import TOWN, today
from participation.core.database import db
from participation.dialogue.codes.models import CodeBatch, CodeKind
from participation.dialogue.codes.rules import MOST_LETTERS
from participation.dialogue.processes.models import Process
from participation.people.departments.models import Department
from participation.web.printing import as_pdf, can_print

SPOKEN = "de"
"""Letters go to people in the city, whatever language the desk is read in."""


def file_of(batch: CodeBatch, codes: list[str], process: Process | None) -> Response:
    """A ZIP: `codes.csv`, and `briefe.pdf` or `zettel.pdf` where there are not too many."""
    packed = io.BytesIO()
    with force_locale(SPOKEN):
        _fill(packed, batch, codes, process)
    name = f"codes-{batch.id}-{today():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(packed.getvalue(), mimetype="application/zip", headers=headers)


def _fill(packed: io.BytesIO, batch: CodeBatch, codes: list[str], process: Process | None) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("codes.csv", table(batch, codes, process))
        if can_print() and len(codes) <= MOST_LETTERS:
            name = "briefe.pdf" if batch.kind is CodeKind.LETTER else "zettel.pdf"
            archive.writestr(name, letters(batch, codes, process))


def table(batch: CodeBatch, codes: list[str], process: Process | None) -> bytes:
    """The codes as spreadsheets and printers take them: UTF-8 with a mark, semicolons, a line for each code."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=";", lineterminator="\r\n")
    rows.writerow([_("Nummer"), _("Code"), _("Adresse der Seite"), _("Gültig bis"), _("Verfahren")])
    address, until = code_address(process), f"{_last_day(batch):%d.%m.%Y}"
    title = process.title if process is not None else _("alle Verfahren")
    for number, code in enumerate(codes, start=1):
        rows.writerow([number, code, address, until, _unformulaic(title)])
    return written.getvalue().encode("utf-8-sig")


def letters(batch: CodeBatch, codes: list[str], process: Process | None) -> bytes:
    """One page for each code, readable by screen readers too (PDF/UA)."""
    department = db.session.get(Department, process.department_id) if process is not None else None
    address = code_address(process)
    drawn = segno.make(address, error="m").svg_data_uri(scale=4, border=2, dark="#000", light="#fff", omitsize=False)
    context: dict[str, Any] = {
        "batch": batch, "codes": codes, "process": process, "department": department, "address": address,
        "qr": drawn, "last_day": _last_day(batch), "language": SPOKEN,
    }  # fmt: skip
    return as_pdf(render_template("codes/letters_pdf.html", **context))


def code_address(process: Process | None) -> str:
    """Where codes are entered, as it is typed from paper. The code itself is never part of an address."""
    base = current_app.extensions["PARTICIPATION"].base_url
    path = url_for("codes.enter", slug=process.slug) if process is not None else url_for("codes.enter")
    return f"{base.rstrip('/')}{path}"


def _last_day(batch: CodeBatch) -> Any:
    return (batch.valid_until - timedelta(seconds=1)).astimezone(TOWN).date()


def _unformulaic(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
