"""While an import runs, people go on writing: each of them gets in between two of its steps."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.cli.imports.pace import FEWEST_ROWS, LEAST_PAUSE, MOST_PAUSE, MOST_ROWS, Pace
from participation.core.database import db
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.models import Idea, Origin, Vote
from participation.records.subjects.models import State
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_idea
from tests.factories.people import make_account

ROWS, STEP = 3000, 250
PATIENCE = 60


class Crowd:
    """People who write without end, each in a thread of their own; what they sent and what went wrong is counted."""

    def __init__(self, acts: list[Callable[[int], int]]) -> None:
        self.done = [0] * len(acts)
        self.faults: list[str] = []
        self._heard, self._stop = threading.Condition(), threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(n, act)) for n, act in enumerate(acts)]

    def __enter__(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def each_gets_in(self) -> None:
        """Wait until everyone has had an answer: whoever was waiting when the importer stepped back is served."""
        with self._heard:
            wanted = [done + 1 for done in self.done]
            served = self._heard.wait_for(lambda: self.faults or _reached(self.done, wanted), PATIENCE)
        assert served, f"somebody still waits: {self.done}, not {wanted}"

    def _write(self, own: int, act: Callable[[int], int]) -> None:
        for number in itertools.count():
            if self._stop.is_set():
                return
            try:
                fault = "" if (status := act(number)) == 303 else f"request {number} of person {own}: {status}"
            except Exception as error:  # noqa: BLE001 - told at the end
                fault = repr(error)
            with self._heard:
                self.done[own] += not fault
                self.faults += [fault] if fault else []
                self._heard.notify_all()
            if fault:
                return


def _reached(done: list[int], wanted: list[int]) -> bool:
    return all(have >= need for have, need in zip(done, wanted, strict=True))


class SteppingBack:
    """In place of the importer's clock: it goes on when everyone has been served, and its steps keep their size."""

    def __init__(self, crowd: Crowd) -> None:
        self.pauses, self._crowd = 0, crowd

    def sleep(self, _seconds: float) -> None:
        self.pauses += 1
        self._crowd.each_gets_in()

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def board(live_app: Flask) -> Iterator[Board]:
    with live_app.app_context():
        yield make_board()
        db.session.remove()


def test_everyone_gets_in_between_two_steps_of_an_import(
    live_app: Flask, board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug, idea_id = board.slug, make_idea(board).subject_id
    category = db.session.scalars(select(Category.id).where(Category.board_id == board.subject_id)).first()
    voter, commenter, author = (_writer(live_app) for _ in range(3))
    path = tmp_path / "liste.csv"
    lines = (f"{n},Bank {n},Am Weg {n} fehlt eine Bank zum Ausruhen.,Verkehr" for n in range(ROWS))
    path.write_text("\n".join(["id,titel,text,kategorie", *lines, ""]), encoding="utf-8")
    monkeypatch.setattr("participation.cli.imports.pace.MOST_ROWS", STEP)

    def vote(number: int) -> int:
        """Support an idea, then take it back, and so on."""
        return voter(f"/ideen/{idea_id}/stimme{'/zuruecknehmen' if number % 2 else ''}", value="1")

    def comment(number: int) -> int:
        return commenter(f"/ideen/{idea_id}/kommentieren", text=f"Das sehe ich auch so, zum {number}. Mal.")

    def submit(number: int) -> int:
        text = f"Dieser Brunnen ist der {number}., den ich vermisse."
        idea = {"title": f"Brunnen {number}", "text": text, "category": str(category)}
        return author(f"/boards/{slug}/idee-einreichen", step="pruefen", **idea)

    with Crowd([vote, comment, submit]) as crowd:
        clock = SteppingBack(crowd)
        monkeypatch.setattr("participation.cli.imports.pace.time", clock)
        result = live_app.test_cli_runner().invoke(args=["import", "ideas", str(path), "--board", slug])
    assert crowd.faults == []
    assert result.exit_code == 0, (result.output, result.exception)
    assert "taken               3,000" in result.output
    assert clock.pauses > 3 * ROWS / STEP

    votes, comments, submitted = crowd.done
    db.session.rollback()
    idea = db.session.get_one(Idea, idea_id, populate_existing=True)
    assert (idea.votes, idea.comments) == (votes % 2, comments)
    assert (_count(Vote), _count(Comment)) == (votes % 2, comments)
    own = select(Idea.origin, func.count()).where(Idea.state == State.PUBLIC).group_by(Idea.origin)
    found = dict(db.session.execute(own).all())
    assert (found[Origin.IMPORT], found[Origin.ONLINE]) == (ROWS, submitted)


def _writer(app: Flask) -> Callable[..., int]:
    """Somebody signed in who sends forms; the status of each answer."""
    browser = Browser(app).sign_in(make_account())
    token = browser.open("/konto/post").soup.find("meta", {"name": "csrf-token"})["content"]  # type: ignore[index]
    return lambda path, **values: browser.client.post(path, data={"csrf_token": token, **values}).status_code


def _count(model: type[Vote] | type[Comment]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


class Clock:
    """A clock that stands still but for sleeping and working."""

    def __init__(self) -> None:
        self.now, self.slept = 100.0, 0.0

    def sleep(self, seconds: float) -> None:
        self.slept = seconds
        self.now += seconds

    def monotonic(self) -> float:
        return self.now


def test_a_pause_is_as_long_as_the_step_before_it_and_slow_steps_get_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr("participation.cli.imports.pace.time", clock)
    pace = Pace()
    slept = []
    for seconds in (0.01, 0.3, 5.0, 0.01):
        with pace.turn():
            clock.now += seconds
        slept.append(clock.slept)
    assert slept[1:] == pytest.approx([LEAST_PAUSE, 0.3, MOST_PAUSE])
    assert pace.rows == MOST_ROWS // 2
    for _ in range(20):
        with pace.turn():
            clock.now += 1.0
    assert pace.rows == FEWEST_ROWS
