"""What people type or paste, without characters that nobody sees: they hide words, turn lines round, break search."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # control characters; tab and line end stay
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # soft hyphens and fillers
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff"  # blanks without a width
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # halves of characters, and what is none
    "\U000e0000-\U000e0fff"  # tags and further selectors
    "]"
)
_JOINED_SCRIPTS = ("ARABIC", "SYRIAC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU",
                   "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN", "MONGOLIAN")  # fmt: skip


def normalised(text: str) -> str:
    """The text with line ends as `\\n` and letters in their composed form (NFC), without control characters, marks of
    direction and characters without a width. The two joiners stay where a script or a picture made of several needs
    them: between letters of such a script, and between pictures."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    if "\u200c" not in text and "\u200d" not in text:
        return text
    return "".join(
        character for at, character in enumerate(text) if character not in "\u200c\u200d" or _is_needed(text, at)
    )


def _is_needed(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not after or before in "\u200c\u200d":
        return False
    if text[at] == "\u200d" and _is_picture(after) and (_is_picture(before) or before == "\ufe0f"):
        return True
    return _is_joined(before) and _is_joined(after)


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk") and ord(character) > 0x2000


def _is_joined(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_JOINED_SCRIPTS)
