"""How codes are made and read, who makes them, and what a process lets somebody do."""

from participation.dialogue.codes.rules.batches import (
    GUESTS_KEPT,
    MOST_CODES,
    MOST_LETTERS,
    MOST_USES,
    check_batch,
    check_good,
    check_may_make,
    may_make_codes,
)
from participation.dialogue.codes.rules.codes import (
    ALPHABET,
    LENGTH,
    UnknownCode,
    check_character,
    code_digest,
    new_code,
    read_code,
    written,
)
from participation.dialogue.codes.rules.footing import (
    COUNTED_WITH,
    LEVEL_LABELS,
    MISSING,
    AgeMissing,
    Footing,
    ProofMissing,
    check_footing,
    proven_by,
)

__all__ = [
    "ALPHABET",
    "COUNTED_WITH",
    "GUESTS_KEPT",
    "LENGTH",
    "LEVEL_LABELS",
    "MISSING",
    "MOST_CODES",
    "MOST_LETTERS",
    "MOST_USES",
    "AgeMissing",
    "Footing",
    "ProofMissing",
    "UnknownCode",
    "check_batch",
    "check_character",
    "check_footing",
    "check_good",
    "check_may_make",
    "code_digest",
    "may_make_codes",
    "new_code",
    "proven_by",
    "read_code",
    "written",
]
