"""Attempts (lần gửi): an append-only record of what happened to a letter on the wire."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import insert_all
from cchc_scheduler.store.tables import one_of, table_of

PHASES: Final = (
    "claimed",
    "data",
    "accepted",
    "refused",
    "deferred",
    "lost",
    "released",
    "cc-refused",
    "bounced",
)


class Attempt(SQLModel, table=True):
    """One thing that happened to one attempt at sending a letter."""

    __tablename__ = "attempt"
    __table_args__ = (one_of("phase", PHASES),)

    id: int | None = Field(default=None, primary_key=True)
    letter: int = Field(foreign_key="letter.id", index=True)
    number: int
    phase: str
    recipient: str | None = Field(default=None)
    code: int | None = Field(default=None)
    reply: str | None = Field(default=None)
    at: datetime


ATTEMPT = table_of(Attempt)


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append what happened."""
    insert_all(connection, ATTEMPT, rows)


def of_letters(connection: Connection, letters: Iterable[int]) -> dict[int, list[RowMapping]]:
    """Return what happened to each letter, oldest first."""
    query = select(ATTEMPT).where(ATTEMPT.c.letter.in_(list(letters))).order_by(ATTEMPT.c.id)
    found: dict[int, list[RowMapping]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["letter"], []).append(row)
    return found
