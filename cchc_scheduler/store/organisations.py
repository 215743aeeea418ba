"""Organisations that are invited to follow the work (V.2.g): their name, whom to reach there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.tables import table_of


class Organisation(SQLModel, table=True):
    """One organisation; `contact` is for the coordinator alone and stands on no page of theirs."""

    __tablename__ = "organisation"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    contact: str
    added_at: datetime
    added_by: str


ORGANISATION = table_of(Organisation)


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert an organisation; return its id."""
    key = connection.execute(insert(ORGANISATION), row).inserted_primary_key
    number: int = key[0] if key else 0
    return number


def one(connection: Connection, organisation: int) -> RowMapping | None:
    """Return one organisation, or None."""
    query = select(ORGANISATION).where(ORGANISATION.c.id == organisation)
    return connection.execute(query).mappings().one_or_none()


def every(connection: Connection) -> Sequence[RowMapping]:
    """Return all organisations in the order of their naming."""
    return connection.execute(select(ORGANISATION).order_by(ORGANISATION.c.id)).mappings().all()
