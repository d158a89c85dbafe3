"""Whether somebody may write at the moment: not while their account waits to be erased, nor before new terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from participation.core.clock import TOWN, today
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.own_data.models import Erasure, TermsAcceptance
from participation.town.background.models import Article, ArticleVersion
from participation.town.background.queries import SOURCE_LANGUAGE
from participation.town.background.rules.writing import TERMS_OF_USE


@dataclass(frozen=True)
class Terms:
    """Terms of use that were changed and hold: their number, since when, and what is new in them."""

    number: int
    since: date
    change: str


@dataclass(frozen=True)
class Standing:
    """What keeps an account from writing, if anything."""

    erased_at: datetime | None
    signed_up_on: date
    accepted: int
    terms: int | None
    terms_since: date | None

    @property
    def is_leaving(self) -> bool:
        """Whether the account waits to be erased."""
        return self.erased_at is not None

    @property
    def must_accept(self) -> bool:
        """Whether terms came to hold that the person has accepted neither since nor by signing up."""
        if self.terms is None or self.terms_since is None:
            return False
        return self.terms > self.accepted and self.signed_up_on < self.terms_since


def _in_force(*columns: Any) -> Select[Any]:
    """The newest changed terms whose day has come, at the bound day."""
    return (
        select(*columns)
        .join(Article, Article.subject_id == ArticleVersion.article_id)
        .where(
            Article.slug == TERMS_OF_USE, Article.language == SOURCE_LANGUAGE,
            ArticleVersion.valid_from <= bindparam("today"),
        )
        .order_by(ArticleVersion.number.desc())
        .limit(1)
    )  # fmt: skip


_STANDING = select(
    select(Erasure.due_at)
    .where(Erasure.account_id == Account.id, Erasure.stopped_at.is_(None))
    .correlate(Account)
    .scalar_subquery(),
    Account.created_at,
    select(func.max(TermsAcceptance.number))
    .where(TermsAcceptance.account_id == Account.id)
    .correlate(Account)
    .scalar_subquery(),
    _in_force(ArticleVersion.number).scalar_subquery(),
    _in_force(ArticleVersion.valid_from).scalar_subquery(),
).where(Account.id == bindparam("account"))


def standing_of(account_id: int) -> Standing | None:
    """What keeps this account from writing, in one statement; None where there is no such account."""
    row = db.session.execute(_STANDING, {"account": account_id, "today": today()}).first()
    if row is None:
        return None
    due, created, accepted, terms, since = row
    return Standing(due, created.astimezone(TOWN).date(), accepted or 0, terms, since)


def current_terms() -> Terms | None:
    """The changed terms that hold; None while there is only the text that people accept by signing up."""
    columns = (ArticleVersion.number, ArticleVersion.valid_from, ArticleVersion.what_changed)
    row = db.session.execute(_in_force(*columns), {"today": today()}).first()
    return None if row is None else Terms(*row)
