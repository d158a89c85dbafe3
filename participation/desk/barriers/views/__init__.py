"""The pages of barriers: reporting one, and the list of administration and coordination."""

from participation.desk.barriers.views import desk, reporting
from participation.desk.barriers.views.blueprint import blueprint

__all__ = ["blueprint", "desk", "reporting"]
