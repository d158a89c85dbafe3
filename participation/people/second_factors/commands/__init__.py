"""Setting a second factor up, proving with it, taking it away. Only these commands write its tables."""

from participation.people.second_factors.commands.passkeys import (
    add_passkey,
    ask_passkey,
    prove_by_passkey,
    remove_passkey,
)
from participation.people.second_factors.commands.proving import prove_by_code
from participation.people.second_factors.commands.requiring import (
    make_second_factor_voluntary,
    require_second_factor,
)
from participation.people.second_factors.commands.setting_up import (
    begin_second_factor,
    confirm_second_factor,
    make_recovery_codes,
    remove_second_factor,
    reset_second_factor,
)

__all__ = [
    "add_passkey",
    "ask_passkey",
    "begin_second_factor",
    "confirm_second_factor",
    "make_recovery_codes",
    "make_second_factor_voluntary",
    "prove_by_code",
    "prove_by_passkey",
    "remove_passkey",
    "remove_second_factor",
    "require_second_factor",
    "reset_second_factor",
]
