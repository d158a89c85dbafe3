"""The pages of processes: the list, one process, following it."""

from participation.dialogue.processes.views import following, reading
from participation.dialogue.processes.views.blueprint import blueprint

__all__ = ["blueprint", "following", "reading"]
