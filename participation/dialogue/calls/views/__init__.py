"""The pages of calls: applying, the team's own page, joining a team, files, and the list at the desk."""

from participation.dialogue.calls.views import applying, desk, files, joining, revising, teams
from participation.dialogue.calls.views.blueprint import blueprint

__all__ = ["applying", "blueprint", "desk", "files", "joining", "revising", "teams"]
