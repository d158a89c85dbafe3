"""Pages of a list, with the state in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from participation.web.numbers import asked_number


@dataclass(frozen=True)
class Pages:
    """Where one is in a list: `number` counts from 1, `count` pages, `total` entries."""

    number: int
    count: int
    total: int

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether there is a page after."""
        return self.number < self.count

    @property
    def around(self) -> list[int | None]:
        """Page numbers to offer: first, last and two on each side; None stands for a gap."""
        wanted = {1, self.count, *range(self.number - 2, self.number + 3)}
        numbers = sorted(n for n in wanted if 1 <= n <= self.count)
        result: list[int | None] = []
        for number in numbers:
            if result and result[-1] is not None and number - result[-1] > 1:
                result.append(None)
            result.append(number)
        return result


def pages_of(total: int, *, number: int, size: int) -> Pages:
    """The pages of a list of `total` entries, `size` on each; a number too high is the last page."""
    count = max(1, -(-total // size))
    return Pages(number=min(max(1, number), count), count=count, total=total)


def requested_page() -> int:
    """The page number in the address, 1 where it is missing or no number."""
    return max(1, asked_number("seite") or 1)


def address_with(**changes: Any) -> str:
    """This page's address with some parameters changed; None takes one out. A changed filter goes back to page 1."""
    args: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(flat=False)}
    if "seite" not in changes:
        args.pop("seite", None)
    for name, value in changes.items():
        if value is None:
            args.pop(name, None)
        else:
            args[name] = value
    return url_for(request.endpoint or "home.start", **args)
