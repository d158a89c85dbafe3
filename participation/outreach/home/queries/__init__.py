"""What the start page counts, and the way of an idea."""

from participation.outreach.home.queries.steps import Step, StepKind, steps_of
from participation.outreach.home.queries.way import Column, Station, Way, way_of

__all__ = ["Column", "Station", "Step", "StepKind", "Way", "steps_of", "way_of"]
