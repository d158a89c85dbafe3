"""What the running system holds, and what of it is due to go."""

from participation.town.privacy.queries.record import Held, personal_columns, rows_of
from participation.town.privacy.queries.retention import Line, Part, due_rows, retention_report, still_due

__all__ = ["Held", "Line", "Part", "due_rows", "personal_columns", "retention_report", "rows_of", "still_due"]
