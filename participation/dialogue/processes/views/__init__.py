"""The pages of processes: the list, and one process."""

from participation.dialogue.processes.views import further, inviting, reading
from participation.dialogue.processes.views.blueprint import blueprint

__all__ = ["blueprint", "further", "inviting", "reading"]
