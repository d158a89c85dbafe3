"""The pages of the second factor: one's own, the second step of signing in, showing once more who one is."""

from participation.people.second_factors.views import own, passkeys, proving, requiring, resetting, signing
from participation.people.second_factors.views.blueprint import blueprint

__all__ = ["blueprint", "own", "passkeys", "proving", "requiring", "resetting", "signing"]
