"""What the departments of the demo town answer, promise, keep, move and break."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.ideas import Ideas
from participation.cli.demo.town import at, on_day
from participation.core.database import db
from participation.desk.answers.commands import answer_idea
from participation.desk.answers.models import AnswerOutcome
from participation.dialogue.ideas.commands import mark_realised
from participation.records.commitments.commands import break_commitment, keep_commitment, move_commitment
from participation.records.commitments.models import Commitment


class Answers:
    """Answers with reasons, and what became of their next steps."""

    def __init__(self, agenda: Agenda, ideas: Ideas) -> None:
        self.agenda, self.ideas = agenda, ideas

    def plan(self) -> None:
        """Let departments answer, and tell later what came of it."""
        for key, entry in self.ideas.entries.items():
            if "answer" in entry:
                self._plan_answer(key, entry, entry["answer"])

    def _plan_answer(self, key: str, entry: dict[str, Any], answer: dict[str, Any]) -> None:
        self.agenda.plan(at(answer["day"], 10), self._answer, key, entry, answer)
        settled = int(answer.get("settled_day", answer.get("next_day", 0)))
        if answer.get("commitment") == "moved":
            self.agenda.plan(at(settled, 11), self._move, key, answer)
            if answer["next_day"] <= 0:
                self.agenda.plan(at(answer["next_day"], 11), self._keep, key)
        elif answer.get("commitment") == "kept":
            self.agenda.plan(at(settled, 11), self._keep, key)
        elif answer.get("commitment") == "broken":
            self.agenda.plan(at(settled, 11), self._break, key, answer)
        if "told_day" in answer:
            self.agenda.plan(at(answer["told_day"], 14), self._tell, key, answer)
        if entry["status"] == "realised":
            self.agenda.plan(at(answer["next_day"], 12), self._realise, key)

    def _answer(self, key: str, entry: dict[str, Any], answer: dict[str, Any]) -> None:
        due = answer.get("first_day", answer.get("next_day"))
        answer_idea(
            self.ideas.by_key[key], actor=self.ideas.office_of(key), outcome=AnswerOutcome(answer["outcome"]),
            reason=answer.get("first_reason", answer["reason"]).strip(), next_step=answer.get("next_step", ""),
            next_step_due=on_day(due) if due is not None else None, passed_on_to=answer.get("passed_on_to", ""),
            merged_into=self.ideas.by_key[entry["merged_into"]] if "merged_into" in entry else None,
        )  # fmt: skip

    def _tell(self, key: str, answer: dict[str, Any]) -> None:
        answer_idea(
            self.ideas.by_key[key], actor=self.ideas.office_of(key), outcome=AnswerOutcome(answer["outcome"]),
            reason=answer["reason"].strip(), passed_on_to=answer.get("passed_on_to", ""),
        )  # fmt: skip

    def _promise(self, key: str) -> Commitment:
        return db.session.scalars(
            select(Commitment).where(Commitment.subject_id == self.ideas.by_key[key].subject_id)
        ).one()

    def _keep(self, key: str) -> None:
        keep_commitment(self._promise(key), actor=self.ideas.office_of(key))

    def _move(self, key: str, answer: dict[str, Any]) -> None:
        move_commitment(
            self._promise(key), actor=self.ideas.office_of(key), due_on=on_day(answer["next_day"]),
            reason=answer["settled_reason"],
        )  # fmt: skip

    def _break(self, key: str, answer: dict[str, Any]) -> None:
        break_commitment(self._promise(key), actor=self.ideas.office_of(key), reason=answer["settled_reason"])

    def _realise(self, key: str) -> None:
        mark_realised(self.ideas.by_key[key], actor=self.ideas.office_of(key))
