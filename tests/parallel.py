"""Many requests at the same moment, each in a thread of its own with an application context of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from participation.core.database import db


def at_once(app: Flask, act: Callable[[int], Any], *, count: int = 50, threads: int = 16) -> list[Any]:
    """Call `act(number)` `count` times in parallel; what it returned or raised, in order."""
    start = threading.Barrier(threads)

    def work(numbers: range) -> list[Any]:
        answers = []
        with app.app_context():
            start.wait(timeout=30)
            for number in numbers:
                try:
                    answers.append(act(number))
                except Exception as error:  # noqa: BLE001 - handed back to the test
                    db.session.rollback()
                    answers.append(error)
            db.session.remove()
        return answers

    shares = [range(first, count, threads) for first in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        results = list(pool.map(work, shares))
    found = {n: a for share, answers in zip(shares, results, strict=True) for n, a in zip(share, answers, strict=True)}
    return [found[number] for number in range(count)]
