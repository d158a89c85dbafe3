"""A mail's words: the first line of its template is the subject, the rest is the text."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from flask import current_app, render_template
from flask_babel import force_locale

from participation.core import clock
from participation.records.mailbox.models import Mail


def render_mail(mail: Mail) -> EmailMessage:
    """The message for a mail in its recipient's language. Addresses in it start with the site's base address.

    Where the context holds a `stop` token, mail programs are told how to stop such mails (RFC 8058).
    """
    settings = current_app.extensions["PARTICIPATION"]
    prefix = "" if mail.language == "de" else f"/{mail.language}"
    with force_locale(mail.language):
        text = render_template(f"emails/{mail.template}.txt", base=settings.base_url + prefix, **mail.context)
    subject, _, body = text.strip().partition("\n")
    message = EmailMessage()
    message["Subject"] = subject.strip()
    message["From"] = settings.mail_from
    message["To"] = mail.recipient
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(
        f"mail-{mail.id}", settings.mail_from.rpartition("@")[2].strip("> ") or "localhost"
    )
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    if mail.context.get("stop"):
        message["List-Unsubscribe"] = f"<{settings.base_url}{prefix}/mitteilungen/abbestellen/{mail.context['stop']}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(body.strip() + "\n")
    return message
