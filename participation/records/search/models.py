"""What the search index holds of each subject."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.database import Base


class SearchDocument(Base):
    """A subject's words, folded and stemmed, and a few plain ones to show among the results.

    `within_id` is the subject that it stands in, such as the idea of a comment: it is found only where that one may
    be seen too. The indexes over `terms` and `title_terms` are made by hand (see index.py).
    """

    __tablename__ = "search_documents"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    within_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    title_terms: Mapped[str] = mapped_column(Text, default="")
    terms: Mapped[str] = mapped_column(Text, default="")
    excerpt: Mapped[str] = mapped_column(String(220), default="")
