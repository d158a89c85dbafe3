"""Everything an operator can set, read from the environment in one place."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent


class SettingsError(RuntimeError):
    """A setting is missing or wrong; the message says which one and what to do."""


@dataclass(frozen=True)
class Settings:
    """One installation's settings. Sizes are bytes, times seconds."""

    environment: str = "development"
    secret_key: str = ""
    database_url: str = ""
    data_dir: Path = ROOT / "var"
    base_url: str = "http://127.0.0.1:8000"
    site_name: str = "Mitreden in Ulm"
    city_name: str = "Ulm"
    contact_email: str = "beteiligung@ulm.example"
    operator_address: str = ""
    operator_representative: str = ""
    operator_phone: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_starttls: bool = True
    mail_from: str = "Mitreden in Ulm <beteiligung@ulm.example>"
    redis_url: str = ""
    trusted_proxies: int = 0
    embed_origins: tuple[str, ...] = ()
    tile_url: str = ""
    tile_attribution: str = ""
    map_center: tuple[float, float] = (48.40, 9.99)
    map_zoom: int = 12
    max_upload: int = 5 * 1024 * 1024
    stored_pages_size: int = 32 * 1024 * 1024
    rate_limits: bool = True
    metrics_port: int = 0
    metrics_host: str = "127.0.0.1"
    log_requests: bool = False
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = "Stadtkonto"
    oidc_scopes: str = "openid email"
    oidc_sign_up: str = "everybody"
    oidc_role_claim: str = "roles"
    oidc_roles: tuple[tuple[str, str], ...] = ()
    oidc_levels: tuple[tuple[str, str], ...] = ()
    oidc_second_step: tuple[str, ...] = ()
    jobs_immediate: bool = False
    testing: bool = False
    languages: tuple[str, ...] = ("de", "en")
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def production(self) -> bool:
        """Whether real people use this installation."""
        return self.environment == "production"

    @property
    def demo(self) -> bool:
        """Whether this is the demo town, whose mails can be read at /demo/post."""
        return self.environment == "demo"

    @property
    def media_root(self) -> Path:
        """Where uploads lie."""
        return self.data_dir / "media"

    @property
    def mail_dir(self) -> Path:
        """Where mails are written as files while no SMTP server is set."""
        return self.data_dir / "mail"

    @property
    def metrics_dir(self) -> Path:
        """Where the processes of this installation put their counts, if metrics are served."""
        return self.data_dir / "metrics"

    @property
    def jobs_path(self) -> Path:
        """The job queue's own SQLite file."""
        return self.data_dir / "jobs.sqlite3"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raise SettingsError with one clear sentence where one is missing or wrong."""
        env = os.environ if environ is None else environ
        environment = env.get("PARTICIPATION_ENV", "development")
        if environment not in {"production", "development", "demo"}:
            raise SettingsError(f"PARTICIPATION_ENV is {environment!r}; use production, development or demo.")
        data_dir = Path(env.get("DATA_DIR", str(ROOT / "var"))).resolve()
        secret_key = env.get("SECRET_KEY", "")
        if environment == "production":
            _demand(secret_key, "SECRET_KEY", "a long random text, for example from: openssl rand -hex 32")
            if len(secret_key) < 32:
                raise SettingsError("SECRET_KEY is too short; set at least 32 characters.")
            _demand(env.get("BASE_URL", ""), "BASE_URL", "the public address, for example https://mitreden.example.de")
        elif not secret_key:
            secret_key = _kept_secret(data_dir)
        return cls(
            environment=environment,
            secret_key=secret_key,
            database_url=_database_url(env.get("DATABASE_URL", ""), data_dir),
            data_dir=data_dir,
            base_url=env.get("BASE_URL", f"http://127.0.0.1:{env.get('PORT', '8000')}").rstrip("/"),
            site_name=env.get("SITE_NAME", cls.site_name),
            city_name=env.get("CITY_NAME", cls.city_name),
            contact_email=env.get("CONTACT_EMAIL", cls.contact_email),
            operator_address=env.get("OPERATOR_ADDRESS", ""),
            operator_representative=env.get("OPERATOR_REPRESENTATIVE", ""),
            operator_phone=env.get("OPERATOR_PHONE", ""),
            smtp_host=env.get("SMTP_HOST", ""),
            smtp_port=_number(env, "SMTP_PORT", cls.smtp_port),
            smtp_user=env.get("SMTP_USER", ""),
            smtp_password=env.get("SMTP_PASSWORD", ""),
            smtp_starttls=env.get("SMTP_STARTTLS", "1") != "0",
            mail_from=env.get("MAIL_FROM", cls.mail_from),
            redis_url=env.get("REDIS_URL", ""),
            trusted_proxies=_number(env, "TRUSTED_PROXIES", 0),
            embed_origins=_origins(env, "EMBED_ORIGINS"),
            tile_url=env.get("TILE_URL", ""),
            tile_attribution=env.get("TILE_ATTRIBUTION", ""),
            map_center=_point(env, "MAP_CENTER", cls.map_center),
            map_zoom=_number(env, "MAP_ZOOM", cls.map_zoom),
            max_upload=_number(env, "MAX_UPLOAD", cls.max_upload),
            rate_limits=env.get("RATE_LIMITS", "1") != "0",
            metrics_port=_number(env, "METRICS_PORT", 0),
            metrics_host=env.get("METRICS_HOST", cls.metrics_host),
            log_requests=env.get("LOG_REQUESTS", "1" if environment == "production" else "0") != "0",
            **_broker(env),
        )


def share_metrics(folder: Path) -> None:
    """Let all processes put their counts into this folder: the library for metrics reads only the environment."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _demand(value: str, name: str, what: str) -> None:
    if not value:
        raise SettingsError(f"{name} is not set. In production it is needed: {what}.")


def _broker(env: Mapping[str, str]) -> dict[str, Any]:
    """How people sign in through the city's identity broker; nothing where none is set."""
    from participation.core.addresses import is_protected

    issuer = env.get("OIDC_ISSUER", "")
    if not issuer:
        return {}
    if not is_protected(issuer):
        raise SettingsError(f"OIDC_ISSUER is {issuer!r}; it must begin with https:// (http:// only on this machine).")
    _demand(env.get("OIDC_CLIENT_ID", ""), "OIDC_CLIENT_ID", "the name under which the broker knows this site")
    sign_up = env.get("OIDC_SIGN_UP", "everybody")
    if sign_up not in {"everybody", "staff"}:
        raise SettingsError(f"OIDC_SIGN_UP is {sign_up!r}; use everybody or staff.")
    scopes = env.get("OIDC_SCOPES", "openid email")
    if "openid" not in scopes.split():
        raise SettingsError("OIDC_SCOPES must name openid; without it the broker does not say who somebody is.")
    return {
        "oidc_issuer": issuer, "oidc_client_id": env["OIDC_CLIENT_ID"], "oidc_sign_up": sign_up,
        "oidc_client_secret": env.get("OIDC_CLIENT_SECRET", ""), "oidc_name": env.get("OIDC_NAME", "Stadtkonto"),
        "oidc_scopes": scopes, "oidc_role_claim": env.get("OIDC_ROLE_CLAIM", "roles"),
        "oidc_roles": _pairs(env, "OIDC_ROLES", _ROLE), "oidc_levels": _pairs(env, "OIDC_LEVELS", _LEVEL),
        "oidc_second_step": tuple(env.get("OIDC_SECOND_STEP", "").split()),
    }  # fmt: skip


_ROLE = r"(moderator|editor|liaison)(@[a-z0-9-]+)?|facilitator|reviewer|body_member|coordinator|administrator"
_LEVEL = r"email|code_letter|eid"


def _pairs(env: Mapping[str, str], name: str, allowed: str) -> tuple[tuple[str, str], ...]:
    """`value=meaning` pairs with blanks between them; of a value the last = counts."""
    pairs = tuple(one.rpartition("=")[::2] for one in env.get(name, "").split())
    for value, meaning in pairs:
        if not value or not re.fullmatch(allowed, meaning):
            raise SettingsError(f"{name} holds {value!r} = {meaning!r}, which says nothing; see docs/operating.md.")
    return pairs


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    try:
        return int(text)
    except ValueError:
        raise SettingsError(f"{name} is {text!r}; it must be a whole number.") from None


def _origins(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    origins = tuple(origin.rstrip("/") for origin in env.get(name, "").split())
    for origin in origins:
        if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d{1,5})?", origin):
            raise SettingsError(
                f"{name} holds {origin!r}; write addresses without a path, like https://www.example.de."
            )
    return origins


def _point(env: Mapping[str, str], name: str, default: tuple[float, float]) -> tuple[float, float]:
    text = env.get(name, "")
    if not text:
        return default
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise SettingsError(f"{name} is {text!r}; it must be latitude,longitude, for example 48.40,9.99.") from None
    return lat, lon


def _database_url(url: str, data_dir: Path) -> str:
    if not url:
        return f"sqlite:///{data_dir / 'participation.sqlite3'}"
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    return url


def _kept_secret(data_dir: Path) -> str:
    """Outside production: a random secret, made once and kept in the data folder."""
    path = data_dir / "secret"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
