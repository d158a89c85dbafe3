"""A provider of OpenID Connect on Authlib's server side, as a process of its own: `python provider.py`.

It makes its RSA keys at the start, listens on a free port of the loopback and prints its address. `/control` tells it
who sits at the browser and which false answer it sends next; the person is taken as signed in without a page.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

import requests
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, list_to_scope, scope_to_list
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "mitreden", "a secret that both know"
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"}, private=True)
STRANGE_KEY = RSAKey.generate_key(2048, {"kid": "strange"}, private=True)
SAME_NAME_KEY = RSAKey.generate_key(2048, {"kid": "first"}, private=True)

app = Flask(__name__)


@dataclass
class State:
    """Who sits at the browser, which false answer comes next, and what was said."""

    issuer: str = ""
    redirect_uri: str = "http://localhost/anmelden/stadtkonto/zurueck"
    user: dict[str, Any] = field(default_factory=dict)
    lie: str = ""
    codes: dict[str, Code] = field(default_factory=dict)
    last_token: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    taken: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Code(AuthorizationCodeMixin):
    """A code that was given out."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    auth_time: int
    user: dict[str, Any]

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> str:
        return str(self.user.get("acr", ""))

    def get_amr(self) -> list[str]:
        return list(self.user.get("amr", []))


class Client(ClientMixin):
    """The one client: the platform."""

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str:
        return state.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return list_to_scope([s for s in scope_to_list(scope) if s in {"openid", "email"}])

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == state.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Codes(AuthorizationCodeGrant):
    """Codes in memory, good once."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

    def save_authorization_code(self, code: str, request: Any) -> None:
        data = request.payload.data
        auth_time = int(time.time()) - int(state.user.get("asked_ago", 0))
        state.codes[code] = Code(
            code, request.payload.redirect_uri, request.payload.scope, data.get("nonce", ""),
            data.get("code_challenge", ""), data.get("code_challenge_method", ""), auth_time, dict(state.user),
        )  # fmt: skip

    def query_authorization_code(self, code: str, client: Any) -> Code | None:
        return state.codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        if state.lie != "codes_for_ever":
            state.codes.pop(authorization_code.code, None)

    def authenticate_user(self, authorization_code: Code) -> dict[str, Any]:
        return authorization_code.user


class Tokens(OpenIDCode):
    """ID tokens; the truth, or the false answer that was asked for."""

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return False

    def resolve_client_private_key(self, client: Any) -> Any:
        return KEY

    def get_encode_header(self, client: Any) -> dict[str, str]:
        return {"alg": "RS256", "kid": "first"}

    def get_client_claims(self, client: Any) -> dict[str, Any]:
        return {"iss": state.issuer, "aud": [CLIENT_ID]}

    def generate_user_info(self, user: dict[str, Any], scope: str) -> UserInfo:
        return UserInfo({k: v for k, v in user.items() if k not in {"acr", "amr", "asked_ago"}})

    def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
        true = super().encode_id_token(token, request)
        said, state.last_token = false_token(true, state.last_token), true
        return said


def false_token(true: str, before: str) -> str:
    """The ID token as the present lie wants it."""
    lie, claims = state.lie, claims_of(true)
    if lie == "replay":
        return before
    if lie == "hs256_with_public_key":
        part = f"{coded({'alg': 'HS256', 'kid': 'first'})}.{coded(claims)}"
        mark = hmac.new(KEY.as_pem(private=False), part.encode(), hashlib.sha256).digest()
        return f"{part}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"
    changes: dict[str, dict[str, Any]] = {
        "wrong_nonce": {"nonce": "made-up"}, "no_nonce": {"nonce": None}, "wrong_audience": {"aud": ["somebody-else"]},
        "audience_behind_azp": {"aud": ["somebody-else"], "azp": CLIENT_ID}, "wrong_issuer": {"iss": "https://evil.example"},
        "expired": {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200}, "no_subject": {"sub": None},
        "several_audiences": {"aud": [CLIENT_ID, "somebody-else"], "azp": "somebody-else"},
    }  # fmt: skip
    return signed({k: v for k, v in {**claims, **changes.get(lie, {})}.items() if v is not None}, lie)


def signed(claims: dict[str, Any], lie: str, typ: str = "JWT") -> str:
    """Claims as a token: signed with our key, with one that nobody knows, or not at all."""
    if lie == "alg_none":
        return f"{coded({'alg': 'none', 'typ': typ})}.{coded(claims)}."
    key, name = {"unknown_key": (STRANGE_KEY, "strange"), "forged_key": (SAME_NAME_KEY, "first")}.get(
        lie, (KEY, "first")
    )
    return str(jwt.encode({"alg": "RS256", "kid": name, "typ": typ}, claims, key))


def coded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def claims_of(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


@app.get("/.well-known/openid-configuration")
def discovery() -> Response:
    described = {
        "issuer": "https://evil.example" if state.lie == "calls_itself_otherwise" else state.issuer,
        "authorization_endpoint": f"{state.issuer}/authorize", "token_endpoint": f"{state.issuer}/token",
        "jwks_uri": f"{state.issuer}/jwks", "end_session_endpoint": f"{state.issuer}/end",
        "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        "code_challenge_methods_supported": ["S256"], "backchannel_logout_supported": True,
    }  # fmt: skip
    return jsonify(described)


@app.get("/jwks")
def jwks() -> Response:
    return jsonify({"keys": [KEY.as_dict(private=False)]})


@app.get("/authorize")
def authorize() -> Response:
    state.asked.append(dict(request.args))
    if state.lie == "cancel":
        return _back({"error": "access_denied", "state": request.args["state"]})
    if state.lie == "error":
        return _back({"error": "server_error", "error_description": "<b>x</b>", "state": request.args["state"]})
    grant = server.get_consent_grant(end_user=state.user)
    answer = server.create_authorization_response(request, grant_user=state.user, grant=grant)
    if state.lie in {"forged_state", "no_state"}:
        sent = {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
        sent.pop("state")
        return _back({**sent, **({"state": "forged"} if state.lie == "forged_state" else {})})
    if state.lie == "other_iss":
        sent = {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
        return _back({**sent, "iss": "https://evil.example"})
    return answer


def _back(values: dict[str, str]) -> Any:
    parts = urlsplit(request.args["redirect_uri"])
    return redirect(urlunsplit((*parts[:3], urlencode(values), "")))


@app.post("/token")
def token() -> Response:
    state.taken.append(dict(request.form))
    if state.lie == "token_500":
        return Response("broken", status=500)
    answer = server.create_token_response()
    if state.lie == "no_id_token":
        return jsonify({k: v for k, v in json.loads(answer.get_data()).items() if k != "id_token"})
    return answer


@app.get("/end")
def end() -> Response:
    return jsonify(dict(request.args))


@app.post("/control")
def control() -> Response:
    """Who sits at the browser, and which false answer comes next."""
    for name, value in (request.get_json() or {}).items():
        setattr(state, name, value)
    return jsonify({"asked": state.asked[-1:], "taken": state.taken[-1:]})


@app.post("/logout-token")
def logout_token() -> Response:
    """A logout token, true or false; with `to` we send it there ourselves and tell what was answered."""
    asked = request.get_json()
    lie, moment = asked.get("lie", ""), int(time.time())
    claims: dict[str, Any] = {
        "iss": state.issuer, "aud": CLIENT_ID, "iat": moment, "exp": moment + 120, "jti": secrets.token_hex(8),
        "events": {LOGOUT: {}}, **{k: asked[k] for k in ("sub", "sid") if k in asked},
    }  # fmt: skip
    claims |= {
        "wrong_audience": {"aud": "somebody-else"}, "wrong_issuer": {"iss": "https://evil.example"},
        "no_events": {"events": None}, "other_event": {"events": {"http://x.example": {}}}, "nonce": {"nonce": "n"},
        "old": {"iat": moment - 3600, "exp": moment - 3000}, "no_jti": {"jti": None},
        "of_tomorrow": {"iat": moment + 86400, "exp": moment + 90000},
    }.get(lie, {})  # fmt: skip
    if lie == "id_token":
        made = state.last_token
    else:
        typ = "at+jwt" if lie == "other_type" else "logout+jwt"
        made = signed({k: v for k, v in claims.items() if v is not None}, lie, typ=typ)
    if "to" not in asked:
        return jsonify({"token": made})
    answer = requests.post(asked["to"], data={"logout_token": made}, timeout=20)
    return jsonify({"token": made, "status": answer.status_code})


state = State()
server = AuthorizationServer(
    app, query_client=lambda name: Client() if name == CLIENT_ID else None, save_token=lambda *_: None
)
server.register_grant(Codes, [Tokens(require_nonce=True), CodeChallenge(required=True)])

if __name__ == "__main__":
    web = make_server("127.0.0.1", 0, app, threaded=True)
    state.issuer = f"http://127.0.0.1:{web.server_port}"
    print(state.issuer, flush=True)
    web.serve_forever()
