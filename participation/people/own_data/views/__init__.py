"""The pages on which people see to what is theirs, and the gate before everything that is written."""

from participation.people.own_data.views import addresses, changing, erasing, gate, overview, taking_along
from participation.people.own_data.views.blueprint import blueprint

__all__ = ["addresses", "blueprint", "changing", "erasing", "gate", "overview", "taking_along"]
