"""The pages on which a town enters its action fields and goals."""

from participation.town.taxonomy.views import fields, goals, lists
from participation.town.taxonomy.views.blueprint import blueprint

__all__ = ["blueprint", "fields", "goals", "lists"]
