"""Reading what everyone may see, a page at a time."""

from participation.outreach.open_data.queries.frame import BOARDS, DISTRICTS, PROCESSES
from participation.outreach.open_data.queries.ideas import IDEAS
from participation.outreach.open_data.queries.measures import MEASURES
from participation.outreach.open_data.queries.results import RESULTS
from participation.outreach.open_data.rules import Resource

RESOURCES: dict[str, Resource] = {
    resource.name: resource for resource in (IDEAS, MEASURES, RESULTS, PROCESSES, BOARDS, DISTRICTS)
}

__all__ = ["BOARDS", "DISTRICTS", "IDEAS", "MEASURES", "PROCESSES", "RESOURCES", "RESULTS"]
