"""What the worker does here: it reads the journal, tells those whom its events concern, and forgets who left."""

from participation.people.notifications.tasks import leaving, of_expunging, of_ideas, of_measures, of_processes
from participation.people.notifications.tasks.reader import tell_people

__all__ = ["leaving", "of_expunging", "of_ideas", "of_measures", "of_processes", "tell_people"]
