"""Matters (vướng mắc, kiến nghị): what a unit raises on its page, and the coordinator's answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import MATTER_KINDS, MATTER_STATES


class Matter(SQLModel, table=True):
    """One matter, raised on the page of an obligation; unique by the form that carried it.

    `person` and `address` name the proposed receiver of a hand-over; `noted` needs no answer.
    """

    __tablename__ = "matter"
    __table_args__ = (one_of("kind", MATTER_KINDS), one_of("state", MATTER_STATES))

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(foreign_key="obligation.id", index=True)
    kind: str
    carrier: str = Field(unique=True)
    text: str
    by: str
    person: str | None = Field(default=None)
    address: str | None = Field(default=None)
    raised_at: datetime
    state: str
    answer: str | None = Field(default=None)
    answered_at: datetime | None = Field(default=None)
    answered_by: str | None = Field(default=None)


MATTER = table_of(Matter)


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert a matter; return its id."""
    key = connection.execute(insert(MATTER), row).inserted_primary_key
    number: int = key[0] if key else 0
    return number


def by_carrier(connection: Connection, carrier: str) -> RowMapping | None:
    """Return the matter that this form carried, if it is recorded."""
    query = select(MATTER).where(MATTER.c.carrier == carrier)
    return connection.execute(query).mappings().one_or_none()


def one(connection: Connection, matter: int) -> RowMapping | None:
    """Return one matter, or None."""
    query = select(MATTER).where(MATTER.c.id == matter)
    return connection.execute(query).mappings().one_or_none()


def of_obligation(connection: Connection, obligation: str) -> Sequence[RowMapping]:
    """Return everything raised on the page of one obligation, oldest first."""
    query = select(MATTER).where(MATTER.c.obligation == obligation).order_by(MATTER.c.id)
    return connection.execute(query).mappings().all()


def every_asked(connection: Connection) -> Sequence[RowMapping]:
    """Return all matters that wait for an answer, oldest first."""
    query = select(MATTER).where(MATTER.c.state == "asked").order_by(MATTER.c.id)
    return connection.execute(query).mappings().all()


def every(connection: Connection) -> Sequence[RowMapping]:
    """Return all matters, oldest first."""
    return connection.execute(select(MATTER).order_by(MATTER.c.id)).mappings().all()


def answer(connection: Connection, matter: int, **values: object) -> None:
    """Write the answer to a matter."""
    connection.execute(update(MATTER).where(MATTER.c.id == matter).values(**values))
