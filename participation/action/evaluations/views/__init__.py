"""The pages of evaluation: published results for everyone, and the desk of reviewers and coordination."""

from participation.action.evaluations.views import checking, coordinating, goals, publishing, rating, results
from participation.action.evaluations.views.blueprint import blueprint

__all__ = ["blueprint", "checking", "coordinating", "goals", "publishing", "rating", "results"]
