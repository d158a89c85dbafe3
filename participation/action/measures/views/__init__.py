"""The pages of measures: the public list and story, and the desk of the department that is responsible."""

from participation.action.measures.views import levels, promoting, reading, sources, stages, writing
from participation.action.measures.views.blueprint import blueprint

__all__ = ["blueprint", "levels", "promoting", "reading", "sources", "stages", "writing"]
