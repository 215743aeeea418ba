"""Calls (cuộc gọi) about what is owed: with whom, when, and what was said."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import among_keys, insert_if_new
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import RUNGS


class Call(SQLModel, table=True):
    """One conversation; unique by the form that carried it.

    `rung` is set where it was proof that a level was told.
    """

    __tablename__ = "call"
    __table_args__ = (one_of("rung", RUNGS),)

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(foreign_key="obligation.id", index=True)
    carrier: str = Field(unique=True)
    spoke_with: str
    words: str
    rung: str | None = Field(default=None)
    called_at: datetime
    recorded_at: datetime
    recorded_by: str


CALL = table_of(Call)
_OF: Final = select(CALL).where(among_keys(CALL.c.obligation)).order_by(CALL.c.called_at, CALL.c.id)


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Record a call; tell whether it is new."""
    return insert_if_new(connection, CALL, [row], ("carrier",)) == 1


def of_obligations(
    connection: Connection, obligations: Iterable[str]
) -> dict[str, Sequence[RowMapping]]:
    """Return the calls about each obligation, the oldest first."""
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(_OF, {"keys": list(obligations)}).mappings():
        found.setdefault(row["obligation"], []).append(row)
    return {**found}
