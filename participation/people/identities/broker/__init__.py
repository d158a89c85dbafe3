"""The city's identity broker, as this installation knows it and talks to it."""

from participation.people.identities.broker.knowing import (
    BrokerError,
    discovery_address,
    fault_of,
    is_set,
    key,
    meaning,
    settings,
)
from participation.people.identities.broker.talking import (
    address_to_sign_in,
    address_to_sign_out,
    forget_way,
    logout_claims,
    take_answer,
    way_of,
)

__all__ = [
    "BrokerError",
    "address_to_sign_in",
    "address_to_sign_out",
    "discovery_address",
    "fault_of",
    "forget_way",
    "is_set",
    "key",
    "logout_claims",
    "meaning",
    "settings",
    "take_answer",
    "way_of",
]
