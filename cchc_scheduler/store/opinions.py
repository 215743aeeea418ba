"""Opinions (ý kiến, V.2.g): what an organisation that follows the work wrote, and the answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.organisations import ORGANISATION
from cchc_scheduler.store.tables import one_of, table_of

OPINION_STATES: Final = ("asked", "answered")


class Opinion(SQLModel, table=True):
    """One opinion; its id is the number it is registered under, unique by the form it came by."""

    __tablename__ = "opinion"
    __table_args__ = (one_of("state", OPINION_STATES),)

    id: int | None = Field(default=None, primary_key=True)
    organisation: int = Field(foreign_key="organisation.id", index=True)
    carrier: str = Field(unique=True)
    text: str
    given_at: datetime
    state: str
    answer: str | None = Field(default=None)
    answered_at: datetime | None = Field(default=None)
    answered_by: str | None = Field(default=None)


OPINION = table_of(Opinion)
_NAMED: Final = select(OPINION, ORGANISATION.c.name.label("organisation_name")).join(
    ORGANISATION, ORGANISATION.c.id == OPINION.c.organisation
)


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert an opinion; return its number."""
    key = connection.execute(insert(OPINION), row).inserted_primary_key
    number: int = key[0] if key else 0
    return number


def by_carrier(connection: Connection, carrier: str) -> RowMapping | None:
    """Return the opinion that this form carried, if it is recorded."""
    query = select(OPINION).where(OPINION.c.carrier == carrier)
    return connection.execute(query).mappings().one_or_none()


def one(connection: Connection, opinion: int) -> RowMapping | None:
    """Return one opinion with `organisation_name`, or None."""
    return connection.execute(_NAMED.where(OPINION.c.id == opinion)).mappings().one_or_none()


def every(connection: Connection) -> Sequence[RowMapping]:
    """Return all opinions with `organisation_name`, the newest first."""
    return connection.execute(_NAMED.order_by(OPINION.c.id.desc())).mappings().all()


def every_asked(connection: Connection) -> Sequence[RowMapping]:
    """Return the opinions that wait for an answer, with `organisation_name`, oldest first."""
    query = _NAMED.where(OPINION.c.state == "asked").order_by(OPINION.c.id)
    return connection.execute(query).mappings().all()


def answer(connection: Connection, opinion: int, **values: object) -> None:
    """Write the answer to an opinion."""
    connection.execute(update(OPINION).where(OPINION.c.id == opinion).values(**values))
