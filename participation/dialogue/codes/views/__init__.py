"""The pages of codes: entering one, coming back with one, confirming an age, what a guest sees of themselves."""

from participation.dialogue.codes.views import ages, entering, guests, making
from participation.dialogue.codes.views.blueprint import blueprint

__all__ = ["ages", "blueprint", "entering", "guests", "making"]
