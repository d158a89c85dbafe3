"""Whether the mail server takes our mails."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING

from participation.cli.doctor.findings import Finding, ok, problem, warning
from participation.core import clock
from participation.records.mailbox.sending import deliver

if TYPE_CHECKING:
    from config import Settings

SUBJECT = "Mail server"
PATIENCE = 10


def examine_mail(settings: Settings) -> Iterator[Finding]:
    """Reach it, encrypt, sign in; nothing is sent."""
    if not settings.smtp_host:
        finding = problem if settings.production else warning
        yield finding(SUBJECT, f"none is set; mails are only written to {settings.mail_dir}.", "Set SMTP_HOST.")
        return
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        _greet(settings)
    except ssl.SSLError as error:
        told = f"{where} cannot be trusted ({error.reason or 'TLS'})."
        yield problem(SUBJECT, told, "Its certificate must be valid for that name.")
    except smtplib.SMTPAuthenticationError:
        yield problem(SUBJECT, f"{where} refuses the user.", "Check SMTP_USER and SMTP_PASSWORD.")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield problem(SUBJECT, f"{where} cannot be used ({reason}).", "Check SMTP_HOST, SMTP_PORT and the firewall.")
    else:
        yield ok(SUBJECT, f"{where} takes our mails.")


def _greet(settings: Settings) -> None:
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=PATIENCE) as server:
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.noop()


def send_test_mail(settings: Settings, recipient: str) -> Iterator[Finding]:
    """Send one message to this address."""
    message = EmailMessage()
    message["Subject"] = f"Testnachricht von {settings.site_name}"
    message["From"], message["To"] = settings.mail_from, recipient
    message["Date"], message["Message-ID"] = format_datetime(clock.now()), make_msgid("doctor", "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"Diese Nachricht zeigt, dass {settings.base_url} E-Mails verschicken kann.\n")
    try:
        deliver(message, settings)
    except OSError as error:
        yield problem("Test message", f"it was not sent ({type(error).__name__}).", "See the line on the mail server.")
    else:
        yield ok("Test message", f"it was handed over for {recipient}; look whether it arrives, and not among spam.")
