"""What the worker does here: it reads the journal and tells those whom its events concern."""

from participation.people.notifications.tasks import of_ideas, of_measures
from participation.people.notifications.tasks.reader import tell_people

__all__ = ["of_ideas", "of_measures", "tell_people"]
