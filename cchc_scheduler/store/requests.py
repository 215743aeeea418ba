"""Requests of units: to hand in later, or that a duty is not theirs; and how they were answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, insert, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import among_keys
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import REQUEST_KINDS

REQUEST_STATES: Final = ("asked", "granted", "refused")


class Request(SQLModel, table=True):
    """One request; `held_until` is set on the first of a deadline version only."""

    __tablename__ = "request"
    __table_args__ = (one_of("kind", REQUEST_KINDS), one_of("state", REQUEST_STATES))

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(foreign_key="obligation.id", index=True)
    deadline_version: int
    kind: str
    until: date | None = Field(default=None)
    reason: str
    by: str
    asked_at: datetime
    held_until: datetime | None = Field(default=None)
    state: str
    answer: str | None = Field(default=None)
    decided_at: datetime | None = Field(default=None)
    decided_by: str | None = Field(default=None)


REQUEST = table_of(Request)
_PENDING: Final = (
    select(REQUEST)
    .where(among_keys(REQUEST.c.obligation), REQUEST.c.state == "asked")
    .order_by(REQUEST.c.id)
)


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert a request; return its id."""
    key = connection.execute(insert(REQUEST), row).inserted_primary_key
    number: int = key[0] if key else 0
    return number


def ever_asked(connection: Connection, obligation: str, deadline_version: int) -> bool:
    """Tell whether anything was asked under this deadline version: it holds the ladder once."""
    query = (
        select(func.count())
        .select_from(REQUEST)
        .where(REQUEST.c.obligation == obligation, REQUEST.c.deadline_version == deadline_version)
    )
    return bool(connection.execute(query).scalar_one())


def pending(connection: Connection, obligations: Iterable[str]) -> dict[str, list[RowMapping]]:
    """Return the unanswered requests about each obligation, oldest first."""
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(_PENDING, {"keys": list(obligations)}).mappings():
        found.setdefault(row["obligation"], []).append(row)
    return found


def of_obligation(connection: Connection, obligation: str) -> Sequence[RowMapping]:
    """Return every request about one obligation, oldest first."""
    query = select(REQUEST).where(REQUEST.c.obligation == obligation).order_by(REQUEST.c.id)
    return connection.execute(query).mappings().all()


def every_pending(connection: Connection) -> Sequence[RowMapping]:
    """Return all unanswered requests, oldest first."""
    query = select(REQUEST).where(REQUEST.c.state == "asked").order_by(REQUEST.c.id)
    return connection.execute(query).mappings().all()


def answer(connection: Connection, request: int, **values: object) -> None:
    """Write the answer to a request."""
    connection.execute(update(REQUEST).where(REQUEST.c.id == request).values(**values))


def one(connection: Connection, request: int) -> RowMapping:
    """Return one request."""
    return connection.execute(select(REQUEST).where(REQUEST.c.id == request)).mappings().one()
