"""The pages of accounts: signing up and in, and one's own account."""

from participation.people.accounts.views import entering, profile, signing
from participation.people.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "entering", "profile", "signing"]
