"""Which films and captions are taken: told by their content, never by their name."""

from __future__ import annotations

import hashlib

from participation.core.errors import Invalid

LARGEST = 80 * 1024 * 1024
SLOTS = ("start", "statement")


def film_name(data: bytes) -> str:
    """The name of the film's file, made of its content. Raises Invalid where it is neither MP4 nor WebM."""
    if data[4:8] == b"ftyp":
        ending = "mp4"
    elif data[:4] == b"\x1a\x45\xdf\xa3":
        ending = "webm"
    else:
        raise Invalid("Bitte wählen Sie einen Film als MP4 oder WebM.", field="film")
    return f"{hashlib.sha256(data).hexdigest()[:24]}.{ending}"


def captions_name(data: bytes) -> str:
    """The name of the captions' file. Raises Invalid where it is no WebVTT."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text.startswith("WEBVTT") or "-->" not in text:
        raise Invalid(
            "Bitte wählen Sie die Untertitel als WebVTT-Datei: Sie beginnt mit WEBVTT und nennt Zeiten.",
            field="captions",
        )
    return f"{hashlib.sha256(data).hexdigest()[:24]}.vtt"
