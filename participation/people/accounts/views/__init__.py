"""The pages of accounts: signing up and in, and one's own account."""

from participation.people.accounts.views import profile, signing
from participation.people.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "profile", "signing"]
