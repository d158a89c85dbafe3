"""The blueprint of this room; only the administration may send a request as large as a film."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_login import current_user

from participation.core.actor import Role
from participation.town.statement.rules.films import LARGEST

blueprint = Blueprint("statement", __name__)


@blueprint.url_value_preprocessor
def _let_films_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if endpoint == "statement.film" and request.method == "POST" and current_user.scopes_of(Role.ADMINISTRATOR):
        request.max_content_length = LARGEST
