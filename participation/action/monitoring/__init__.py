"""How a measure comes along: indicators with readings, milestones, and reached target levels with their evidence."""
