"""What can be expunged, which requests there are, and what each room still has to do."""

from participation.desk.expunging.queries.orders import (
    Order,
    confirmed_since,
    expungings_for,
    expungings_to_close,
    stand_of,
)
from participation.desk.expunging.queries.previews import Preview, preview_of
from participation.desk.expunging.queries.requests import (
    Line,
    done_requests,
    expunging_by_id,
    is_waiting,
    lapsed_requests,
    open_requests,
    request_by_key,
)
from participation.desk.expunging.queries.targets import Target, author_of, target, target_of

__all__ = [
    "Line",
    "Order",
    "Preview",
    "Target",
    "author_of",
    "confirmed_since",
    "done_requests",
    "expunging_by_id",
    "expungings_for",
    "expungings_to_close",
    "is_waiting",
    "lapsed_requests",
    "open_requests",
    "preview_of",
    "request_by_key",
    "stand_of",
    "target",
    "target_of",
]
