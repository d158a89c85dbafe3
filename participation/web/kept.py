"""Values that are dear to find: kept in memory for one data version and minute, or as long as the settings last.

Views ask here for counts and the like; queries stay plain. Each worker process keeps its own, the oldest go first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from flask import Flask, current_app, g, request

from participation.core import clock
from participation.core.actor import Actor, Role
from participation.core.data_version import data_version, settings_version
from participation.web.stored_pages import ENVIRON_KEY, LIFETIME

Value = TypeVar("Value")
MOST = 2000


class KeptValues:
    """Values by key, each good for one version: of the data, mostly together with the minute."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._values: OrderedDict[Hashable, tuple[Hashable, object]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, version: Hashable, find: Callable[[], Value]) -> Value:
        """The value for this version, found anew where it is missing or older."""
        known = self._values.get(key)
        if known is not None and known[0] == version:
            return cast(Value, known[1])
        value = find()
        with self._lock:
            self._values.pop(key, None)
            self._values[key] = (version, value)
            while len(self._values) > self.most:
                self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()


def keep_values(app: Flask) -> None:
    """Give the application its store."""
    app.extensions["kept_values"] = KeptValues()


def kept(key: Hashable, find: Callable[[], Value]) -> Value:
    """The value for the data version of this request and this minute (what is hidden until a deadline is counted after
    it, though nothing is written then). For reading views only; `find` must not depend on who asks."""
    values: KeptValues = current_app.extensions["kept_values"]
    return values.get(key, (data_version_of_request(), int(clock.now().timestamp()) // LIFETIME), find)


def kept_while_settings_last(key: Hashable, find: Callable[[], Value]) -> Value:
    """A value that depends on nothing but what the city has set and written for itself."""
    values: KeptValues = current_app.extensions["kept_values"]
    return values.get(key, settings_version(data_version_of_request()), find)


def kept_for(actor: Actor, key: Hashable, find: Callable[[], Value]) -> Value:
    """The same for what depends on the roles of who asks and on where they were let in, as what may be seen does, and
    on nothing else of them."""
    roles = frozenset((role, scope) for role in Role for scope in actor.scopes_of(role))
    return kept((key, roles, actor.account_id if actor.is_admitted else None), find)


def data_version_of_request() -> int:
    """The data version, read once per request: before the data was read or together with it, never after, so that an
    older count is not kept for a newer version."""
    if "data_version" not in g:
        stored = request.environ.get(ENVIRON_KEY)
        g.data_version = stored[1][0] if stored else data_version()
    return int(g.data_version)
