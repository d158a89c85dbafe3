"""A file of contributions, row by row: CSV, TSV or XLSX, in the encoding and with the separators that it has."""

from __future__ import annotations

import codecs
import csv
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from participation.cli.imports.refusals import FileRefused

BLOCK = 1 << 20
LONGEST_FIELD = 1 << 20
SEPARATORS = ";,\t|"


@dataclass(frozen=True)
class Row:
    """A row: the line on which it begins, its values, and whether there are as many as the head has names."""

    line: int
    values: list[str]
    fits: bool = True


@dataclass(frozen=True)
class Table:
    """A file's head and how it is written; `rows()` reads it from the beginning."""

    path: Path
    head: list[str]
    encoding: str = ""
    separator: str = ""
    quoted: bool = True
    ends_with_line: bool = True

    def rows(self) -> Iterator[Row]:
        """All rows below the head. Raises FileRefused where the file breaks off or is damaged."""
        return _spreadsheet_rows(self) if not self.encoding else _text_rows(self)


def open_table(path: Path) -> Table:
    """Find out how a file is written and read its head. Raises FileRefused where it cannot be read at all."""
    if path.stat().st_size == 0:
        raise FileRefused("The file is empty.")
    with path.open("rb") as stream:
        start = stream.read(4)
    if start == b"PK\x03\x04" or path.suffix.lower() == ".xlsx":
        return Table(path, _checked_head(next(_sheet(path), (1, []))[1]))
    csv.field_size_limit(LONGEST_FIELD)
    encoding = _encoding(path)
    separator = _separator(path, encoding)
    quoted = separator != "\t" or _misfits(path, encoding, separator, quoted=True) <= _misfits(
        path, encoding, separator, quoted=False
    )
    head = next((values for _, values in _records(path, encoding, separator, quoted=quoted) if any(values)), [])
    return Table(path, _checked_head(head), encoding, separator, quoted, _ends_with_line(path))


def _encoding(path: Path) -> str:
    """UTF-8 (with or without mark), UTF-16 with its mark, else Windows-1252 as office programs write it."""
    with path.open("rb") as stream:
        start = stream.read(4)
        stream.seek(0)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\x00" in stream.read(BLOCK):
            raise FileRefused("This is no text file. Export it as CSV, TSV or XLSX.")
        stream.seek(0)
        if _decodes(stream, "utf-8"):
            return "utf-8-sig"
        stream.seek(0)
        if _decodes(stream, "cp1252"):
            return "cp1252"
    raise FileRefused("The letters of this file are neither UTF-8 nor Windows-1252. Save it as UTF-8.")


def _decodes(stream: Any, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := stream.read(BLOCK):
            decoder.decode(block)
    except UnicodeDecodeError:
        return False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise FileRefused("The file breaks off in the middle of a letter: it is not complete.") from None
    return True


def _separator(path: Path, encoding: str) -> str:
    counts = {}
    for separator in SEPARATORS:
        try:
            records = _records(path, encoding, separator, quoted=True)
            counts[separator] = len(next((values for _, values in records if any(values)), []))
        except FileRefused:
            counts[separator] = 0
    return max(counts, key=lambda separator: (counts[separator], separator == ","))


def _misfits(path: Path, encoding: str, separator: str, *, quoted: bool) -> float:
    """How many rows have another number of values than the head, if one reads it so."""
    try:
        width, wrong = 0, 0
        for _, values in _records(path, encoding, separator, quoted=quoted):
            width = width or len(values)
            wrong += len(values) != width
    except FileRefused:
        return float("inf")
    return wrong


def _records(path: Path, encoding: str, separator: str, *, quoted: bool) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(
            stream, delimiter=separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE, strict=True
        )
        line = 1
        try:
            for values in reader:
                if values:
                    yield line, values
                line = reader.line_num + 1
        except csv.Error:
            raise FileRefused(
                f"The row that begins on line {line} cannot be read: a quotation mark is not closed or stands "
                "in the wrong place, or the file breaks off there."
            ) from None
        except UnicodeError:
            raise FileRefused(f"The letters after line {line} cannot be read: the file is not complete.") from None


def _text_rows(table: Table) -> Iterator[Row]:
    width = len(table.head)
    records = _records(table.path, table.encoding, table.separator, quoted=table.quoted)
    next((values for _, values in records if any(values)), None)
    before: Row | None = None
    for line, values in records:
        if before is not None:
            yield before
        before = Row(line, values, fits=len(values) == width)
    if before is None:
        return
    if len(before.values) < width or (not table.ends_with_line and not before.values[-1]):
        raise FileRefused(f"The file breaks off on line {before.line}: that row is not complete.")
    yield before


def _ends_with_line(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read(1) in (b"\n", b"\r", b"\x00")


def _spreadsheet_rows(table: Table) -> Iterator[Row]:
    sheet = _sheet(table.path)
    next(sheet, None)
    width = len(table.head)
    for line, values in sheet:
        if any(values):
            yield Row(line, [*values[:width], *[""] * (width - len(values))])


def _sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a spreadsheet's first sheet from its head on, as text."""
    from xml.etree.ElementTree import ParseError
    from zlib import error as ZlibError  # noqa: N812

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                begun = False
                for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
                    values = [_written(cell) for cell in cells]
                    begun = begun or any(values)
                    if begun:
                        yield line, values
            finally:
                book.close()
    except (zipfile.BadZipFile, ZlibError, ParseError, KeyError, ValueError, EOFError, IndexError, OSError):
        raise FileRefused("This spreadsheet cannot be read: it is damaged, locked or not complete.") from None


def _written(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _checked_head(names: list[str]) -> list[str]:
    head = [" ".join(name.split()) for name in names]
    while head and not head[-1]:
        head.pop()
    if not head:
        raise FileRefused("The file has no head: its first row must name the columns.")
    return head
