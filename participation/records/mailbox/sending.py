"""Where a mail goes: to the SMTP server, or into the mail folder while none is set."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from typing import TYPE_CHECKING

from participation.core import clock

if TYPE_CHECKING:
    from config import Settings


def deliver(message: EmailMessage, settings: Settings) -> None:
    """Send or store one message. Raises OSError (smtplib's errors are such) where it did not go out."""
    if not settings.smtp_host:
        settings.mail_dir.mkdir(parents=True, exist_ok=True)
        number = message["Message-ID"].strip("<>").split(".")[0].replace("/", "")
        path = settings.mail_dir / f"{clock.now():%Y%m%dT%H%M%S%f}-{number}.eml"
        path.write_bytes(message.as_bytes())
        return
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20) as server:
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(message)
