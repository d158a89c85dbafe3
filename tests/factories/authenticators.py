"""What people hold in their hands: an app that makes codes, and a device that keeps passkeys."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

import cbor2
import pyotp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.transactions import transaction
from participation.people.accounts.models import Account
from participation.people.second_factors import commands, queries, rules

KEY = "a key for tests that is long enough to be one"


def set_up(account: Account, actor: Actor) -> tuple[pyotp.TOTP, list[str]]:
    """Give an account a second factor: the app, and the recovery codes."""
    with transaction():
        commands.begin_second_factor(account.id, key=KEY)
    found = queries.authenticator_of(account.id)
    assert found is not None
    app = pyotp.TOTP(rules.unsealed(found.secret, key=KEY) or "")
    with transaction():
        # The code of the step before, so that the present one is still good.
        code = app.generate_otp(int(now().timestamp()) // 30 - 1)
        codes = commands.confirm_second_factor(account.id, code, key=KEY, kept="", actor=actor)
    return app, codes


class Device:
    """A passkey as a device keeps it: makes and signs what a browser would (WebAuthn, ES256, no attestation)."""

    def __init__(self, host: str = "localhost", origin: str = "http://localhost") -> None:
        self.host, self.origin, self.count = host, origin, 0
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)

    def create(self, options: str) -> str:
        """The answer to being asked for a new passkey."""
        client = self._client_data("webauthn.create", options)
        credential = self.id.join((b"\0" * 16 + len(self.id).to_bytes(2, "big"), cbor2.dumps(self._public_key())))
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(0x41) + credential})
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def get(self, options: str) -> str:
        """The answer to being asked to sign."""
        self.count += 1
        client, data = self._client_data("webauthn.get", options), self._data(0x01)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public_key(self) -> dict[int, Any]:
        numbers = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}

    def _client_data(self, kind: str, options: str) -> bytes:
        said = {"type": kind, "challenge": json.loads(options)["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, **response: bytes) -> str:
        return json.dumps(
            {
                "id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "clientExtensionResults": {},
                "response": {name: _text(value) for name, value in response.items()},
            }
        )  # fmt: skip


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
