"""Approvals: what the head of the coordinating unit was asked about a level, and said."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, UniqueConstraint, delete, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.obligations import OBLIGATION
from cchc_scheduler.store.portable import among_keys, insert_if_new
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import APPROVAL_STATES, CHASED, RUNGS


class Approval(SQLModel, table=True):
    """One level of one deadline version; `until` is set while it is postponed."""

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("obligation", "deadline_version", "rung", name="uq_approval_key"),
        one_of("state", APPROVAL_STATES),
        one_of("rung", RUNGS),
    )

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(foreign_key="obligation.id")
    deadline_version: int
    rung: str
    state: str
    until: datetime | None = Field(default=None)
    reason: str | None = Field(default=None)
    asked_at: datetime
    decided_at: datetime | None = Field(default=None)
    decided_by: str | None = Field(default=None)


APPROVAL = table_of(Approval)
KEY = ("obligation", "deadline_version", "rung")
_IN_FORCE: Final = (
    select(APPROVAL)
    .join(
        OBLIGATION,
        (OBLIGATION.c.id == APPROVAL.c.obligation)
        & (OBLIGATION.c.deadline_version == APPROVAL.c.deadline_version),
    )
    .where(among_keys(APPROVAL.c.obligation))
)


_ASKED: Final = (
    select(APPROVAL, OBLIGATION.c.unit, OBLIGATION.c.task_group, OBLIGATION.c.period)
    .join(
        OBLIGATION,
        (OBLIGATION.c.id == APPROVAL.c.obligation)
        & (OBLIGATION.c.deadline_version == APPROVAL.c.deadline_version),
    )
    .where(APPROVAL.c.state == "asked", OBLIGATION.c.state.in_(CHASED))
    .order_by(APPROVAL.c.id)
)


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert approvals whose key is new; return how many were."""
    return insert_if_new(connection, APPROVAL, rows, KEY)


def in_force(connection: Connection, obligations: Iterable[str]) -> dict[str, list[RowMapping]]:
    """Return the approvals of each obligation's deadline in force."""
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(_IN_FORCE, {"keys": list(obligations)}).mappings():
        found.setdefault(row["obligation"], []).append(row)
    return found


def every_asked(connection: Connection) -> Sequence[RowMapping]:
    """Return what waits for a person's word about something still asked for, oldest first."""
    return connection.execute(_ASKED).mappings().all()


def remove_all(connection: Connection) -> None:
    """Remove every approval: only when rehearsal ends, before anything really went."""
    connection.execute(delete(APPROVAL))


def change(connection: Connection, approval: int, **values: object) -> None:
    """Change one approval."""
    connection.execute(update(APPROVAL).where(APPROVAL.c.id == approval).values(**values))
