"""What the worker does for accounts: links for new passwords, and letting go of what had its time."""

from __future__ import annotations

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.people.accounts import commands, queries
from participation.web.jobs import after_commits

lets_go("sign_ins", "sign_ins", due=queries.due_sign_ins)(commands.forget_sign_ins)
lets_go("mail_links", "email_tokens", due=queries.due_links)(commands.forget_links)


@after_commits(order=20)
def answer_reset_requests() -> None:
    """Whoever asked for a new password and has an account gets the link."""
    for request_id in queries.reset_requests():
        with transaction():
            commands.answer_reset_request(request_id)
