"""What is known of accounts on their way out, of changes of address, of unused accounts, and of accepted terms."""

from participation.people.own_data.queries.changing import (
    change_to_confirm,
    change_to_stop,
    due_changes,
    next_pseudonym_day,
)
from participation.people.own_data.queries.erasing import (
    Leaving,
    Stand,
    due_erasures,
    erased_accounts_for,
    erasure_by_token,
    erasures_to_delete,
    holds_roles,
    open_erasure_of,
    rooms_done,
    stand_of,
    waits_for_farewell,
)
from participation.people.own_data.queries.own import Kept, admissions_of, roles_of, sign_ins_kept_of, terms_accepted_by
from participation.people.own_data.queries.standing import Standing, Terms, current_terms, standing_of
from participation.people.own_data.queries.unused import (
    UnusedAccount,
    due_unconfirmed,
    due_unused,
    unused_accounts,
    unused_days,
    warned_in_vain,
)

__all__ = [
    "Kept",
    "Leaving",
    "Stand",
    "Standing",
    "Terms",
    "UnusedAccount",
    "admissions_of",
    "change_to_confirm",
    "change_to_stop",
    "current_terms",
    "due_changes",
    "due_erasures",
    "due_unconfirmed",
    "due_unused",
    "erased_accounts_for",
    "erasure_by_token",
    "erasures_to_delete",
    "holds_roles",
    "next_pseudonym_day",
    "open_erasure_of",
    "roles_of",
    "rooms_done",
    "sign_ins_kept_of",
    "stand_of",
    "standing_of",
    "terms_accepted_by",
    "unused_accounts",
    "unused_days",
    "waits_for_farewell",
    "warned_in_vain",
]
