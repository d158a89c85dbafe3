"""What the start page counts, and the way of an idea."""

from participation.outreach.home.queries.starting import Chain, Figures, figures, newest_chains
from participation.outreach.home.queries.steps import Step, StepKind, steps_of
from participation.outreach.home.queries.way import Column, Station, Way, way_of

__all__ = [
    "Chain",
    "Column",
    "Figures",
    "Station",
    "Step",
    "StepKind",
    "Way",
    "figures",
    "newest_chains",
    "steps_of",
    "way_of",
]
