"""What goes of accounts after a time: devices of sign-ins that are over, and links that hold no more."""

from __future__ import annotations

from participation.core.letting_go import lets_go
from participation.people.accounts import commands, queries

lets_go("sign_ins", "sign_ins", due=queries.due_sign_ins)(commands.forget_sign_ins)
lets_go("mail_links", "email_tokens", due=queries.due_links)(commands.forget_links)
