"""Inviting colleagues, and the page that the link in the mail opens."""

from participation.people.invitations.views import accepting, inviting
from participation.people.invitations.views.blueprint import blueprint

__all__ = ["accepting", "blueprint", "inviting"]
