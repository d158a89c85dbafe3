"""The pages of prioritisations: the public result, the editors' desk, the body's decision."""

from participation.action.prioritisation.views import deciding, judging, preparing, reading
from participation.action.prioritisation.views.blueprint import blueprint

__all__ = ["blueprint", "deciding", "judging", "preparing", "reading"]
