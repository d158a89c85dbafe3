"""The pages of processes: the list, and one process."""

from participation.dialogue.processes.views import reading
from participation.dialogue.processes.views.blueprint import blueprint

__all__ = ["blueprint", "reading"]
