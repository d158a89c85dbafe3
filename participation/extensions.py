"""The extensions of Flask that the house uses; `create_app` binds them."""

from __future__ import annotations

from flask import current_app
from flask_babel import Babel
from flask_limiter import Limiter
from flask_login import LoginManager
from flask_wtf import CSRFProtect


def _client() -> str:
    return str(current_app.extensions["client_key"]())


login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()
limiter = Limiter(key_func=_client, strategy="fixed-window")
