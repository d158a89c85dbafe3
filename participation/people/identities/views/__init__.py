"""The pages of signing in through the broker, and where the broker itself signs people out."""

from participation.people.identities.views import arriving, own, returning, signing_out, starting
from participation.people.identities.views.blueprint import blueprint

__all__ = ["arriving", "blueprint", "own", "returning", "signing_out", "starting"]
