"""The demo's post: mails that a demo town would have sent, to be read at /demo/post."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, render_template

from participation.web.access import public

blueprint = Blueprint("mailbox", __name__)
NEWEST = 50


@dataclass(frozen=True)
class Letter:
    """A mail as it would have arrived."""

    recipient: str
    subject: str
    date: str
    text: str


@blueprint.get("/demo/post")
@public
def demo_post() -> Any:
    """The newest mails of the demo; elsewhere this page does not exist."""
    settings = current_app.extensions["PARTICIPATION"]
    if not settings.demo:
        abort(404)
    return render_template("mailbox/demo_post.html", letters=_letters(settings.mail_dir))


def _letters(folder: Path) -> list[Letter]:
    files = sorted(folder.glob("*.eml"), reverse=True)[:NEWEST] if folder.is_dir() else []
    return [_letter(path) for path in files]


def _letter(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return Letter(message["To"], message["Subject"], message["Date"], message.get_content())
