"""Where somebody stands with a process, batches with their counts, and what is kept of a person."""

from participation.dialogue.codes.queries.batches import (
    BatchEntry,
    batch_by_id,
    batch_by_key,
    batch_of_code,
    batches_of,
    guest_of_key,
    guest_sent_with,
)
from participation.dialogue.codes.queries.footing import (
    LEVEL_ROWS,
    account_bound,
    footing_columns,
    footing_in,
    footing_on,
)
from participation.dialogue.codes.queries.people import (
    ages_confirmed_by,
    guests_to_erase,
    guests_until,
    joined_with_code,
    levels_proven_by,
)

__all__ = [
    "LEVEL_ROWS",
    "BatchEntry",
    "account_bound",
    "ages_confirmed_by",
    "batch_by_id",
    "batch_by_key",
    "batch_of_code",
    "batches_of",
    "footing_columns",
    "footing_in",
    "footing_on",
    "guest_of_key",
    "guest_sent_with",
    "guests_to_erase",
    "guests_until",
    "joined_with_code",
    "levels_proven_by",
]
