"""A date as a calendar file, as RFC 5545 writes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from participation.dialogue.meetings.models import Meeting

LINE_LENGTH = 75
USUAL_LENGTH = timedelta(hours=2)


def calendar_text(meeting: Meeting, *, address: str, host: str) -> str:
    """The iCalendar file of a meeting: lines end with CRLF and are folded at 75 bytes (RFC 5545, 3.1).

    A meeting without an end is taken to last two hours. `address` is the page of the meeting, `host` makes its
    number unique in the world.
    """
    description = "\n\n".join(
        part for part in (meeting.description.strip(), meeting.access_note.strip(), address) if part
    )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//participation//meetings//DE",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:termin-{meeting.subject_id}@{host}",
        f"SEQUENCE:{meeting.version - 1}",
        f"DTSTAMP:{_stamp(meeting.changed_at)}",
        f"DTSTART:{_stamp(meeting.starts_at)}",
        f"DTEND:{_stamp(meeting.ends_at or meeting.starts_at + USUAL_LENGTH)}",
        f"SUMMARY:{_text(meeting.title)}",
        f"LOCATION:{_text(meeting.place)}" if meeting.place else "",
        f"GEO:{meeting.lat:.6f};{meeting.lon:.6f}" if meeting.lat is not None and meeting.lon is not None else "",
        f"DESCRIPTION:{_text(description)}",
        f"URL:{address}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines if line)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """A text value (RFC 5545, 3.3.11): backslash, comma and semicolon escaped, line breaks written as \\n."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = "".join(c for c in value if c == "\n" or ord(c) >= 32)
    for sign in ("\\", ";", ","):
        value = value.replace(sign, f"\\{sign}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, none of which cuts a character."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE_LENGTH - (1 if pieces else 0):
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + character, size + width
    return "\r\n ".join([*pieces, piece])
