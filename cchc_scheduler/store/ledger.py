"""The ledger (sổ theo dõi) as rows: what is watched, since when, until when, what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import insert_if_new
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import LEDGER_KINDS


class LedgerRow(SQLModel, table=True):
    """One entry, unique by what carried it; closed when `outcome` says what came of it."""

    __tablename__ = "ledger"
    __table_args__ = (one_of("kind", LEDGER_KINDS),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    unit: str
    clause: str
    text: str
    source: str
    day: date
    due: date | None = Field(default=None)
    carrier: str = Field(unique=True)
    noted_at: datetime
    noted_by: str
    outcome: str | None = Field(default=None)
    closed_at: datetime | None = Field(default=None)
    closed_by: str | None = Field(default=None)


LEDGER = table_of(LedgerRow)


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Add an entry; False when the same carrier brought one before."""
    return insert_if_new(connection, LEDGER, [row], ("carrier",)) == 1


def every(connection: Connection) -> Sequence[RowMapping]:
    """Return all entries: the open ones first, then by the day they are due, then by number."""
    query = select(LEDGER).order_by(
        LEDGER.c.closed_at.is_not(None), LEDGER.c.due.is_(None), LEDGER.c.due, LEDGER.c.id
    )
    return connection.execute(query).mappings().all()


def one(connection: Connection, number: int) -> RowMapping | None:
    """Return an entry, or None."""
    return connection.execute(select(LEDGER).where(LEDGER.c.id == number)).mappings().one_or_none()


def carriers(connection: Connection) -> set[str]:
    """Return what carried the entries that there are."""
    return set(connection.execute(select(LEDGER.c.carrier)).scalars())


def close(connection: Connection, number: int, outcome: str, by: str, now: datetime) -> bool:
    """Close an open entry; False when it is closed or there is none."""
    statement = (
        update(LEDGER)
        .where(LEDGER.c.id == number, LEDGER.c.closed_at.is_(None))
        .values(outcome=outcome, closed_at=now, closed_by=by)
    )
    return connection.execute(statement).rowcount == 1


def open_again(connection: Connection, number: int) -> bool:
    """Open a closed entry again; False when it is open or there is none."""
    statement = (
        update(LEDGER)
        .where(LEDGER.c.id == number, LEDGER.c.closed_at.is_not(None))
        .values(outcome=None, closed_at=None, closed_by=None)
    )
    return connection.execute(statement).rowcount == 1
