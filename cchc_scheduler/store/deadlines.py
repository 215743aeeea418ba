"""Deadline versions: the plan's own day, a later day, an extension, a return or an amendment."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, delete, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.core.deadlines import Days, Deadline
from cchc_scheduler.store.obligations import OBLIGATION
from cchc_scheduler.store.portable import among_keys, insert_all
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import DEADLINE_REASONS, LEVELS, DeadlineReason


class DeadlineVersion(SQLModel, table=True):
    """One version of an obligation's deadline; only an undone apply removes its own."""

    __tablename__ = "deadline"
    __table_args__ = (one_of("reason", DEADLINE_REASONS), one_of("climbs_to", LEVELS))

    obligation: str = Field(primary_key=True, foreign_key="obligation.id")
    version: int = Field(primary_key=True)
    reason: str
    last_day: date
    target: date
    due: datetime
    late_after: datetime
    climbs_to: str
    set_at: datetime
    set_by: str
    note: str | None = Field(default=None)


DEADLINE = table_of(DeadlineVersion)
_IN_FORCE: Final = (
    select(DEADLINE)
    .join(
        OBLIGATION,
        (OBLIGATION.c.id == DEADLINE.c.obligation)
        & (OBLIGATION.c.deadline_version == DEADLINE.c.version),
    )
    .where(among_keys(DEADLINE.c.obligation))
)
_ALL_VERSIONS: Final = (
    select(DEADLINE)
    .where(among_keys(DEADLINE.c.obligation))
    .order_by(DEADLINE.c.obligation, DEADLINE.c.version)
)
_VERSIONS: Final = (
    select(DEADLINE).where(DEADLINE.c.obligation == bindparam("key")).order_by(DEADLINE.c.version)
)
PLAN: Final = "plan"  # who set the first version of what a plan makes


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert deadline versions."""
    insert_all(connection, DEADLINE, rows)


def row_of(obligation: str, deadline: Deadline, by: str, note: str | None = None) -> dict[str, Any]:
    """Return the row that holds a deadline version."""
    days = deadline.days
    return {
        "obligation": obligation,
        "version": deadline.version,
        "reason": deadline.reason,
        "last_day": days.last_day,
        "target": days.target,
        "due": days.due,
        "late_after": days.late_after,
        "climbs_to": deadline.climbs_to,
        "set_at": deadline.set_at,
        "set_by": by,
        "note": note,
    }


def in_force(connection: Connection, obligations: Iterable[str]) -> dict[str, Deadline]:
    """Return the deadline in force of each obligation."""
    rows = connection.execute(_IN_FORCE, {"keys": list(obligations)}).mappings()
    return {row["obligation"]: as_value(row) for row in rows}


def versions(connection: Connection, obligation: str) -> list[Deadline]:
    """Return every version of one obligation's deadline, the plan's own first."""
    rows = connection.execute(_VERSIONS, {"key": obligation}).mappings()
    return [as_value(row) for row in rows]


def rows(connection: Connection, obligation: str) -> Sequence[RowMapping]:
    """Return the same as rows, with who set each version and their note."""
    return connection.execute(_VERSIONS, {"key": obligation}).mappings().all()


def all_versions(connection: Connection, obligations: Iterable[str]) -> dict[str, list[Deadline]]:
    """Return every version of each obligation's deadline, the plan's own first."""
    found: dict[str, list[Deadline]] = {}
    for row in connection.execute(_ALL_VERSIONS, {"keys": list(obligations)}).mappings():
        found.setdefault(row["obligation"], []).append(as_value(row))
    return found


def last_days(connection: Connection) -> dict[str, date]:
    """Return the last permitted day in force of every obligation."""
    query = select(DEADLINE.c.obligation, DEADLINE.c.last_day).join(
        OBLIGATION,
        (OBLIGATION.c.id == DEADLINE.c.obligation)
        & (OBLIGATION.c.deadline_version == DEADLINE.c.version),
    )
    return dict(connection.execute(query).all())


def remove_version(connection: Connection, obligation: str, version: int) -> None:
    """Remove one version: only when what set it is taken back and nothing hangs on it."""
    statement = delete(DEADLINE).where(
        DEADLINE.c.obligation == obligation, DEADLINE.c.version == version
    )
    connection.execute(statement)


def set_by_plan(connection: Connection) -> set[str]:
    """Return the obligations that a plan made; the others were added from outside it."""
    query = select(DEADLINE.c.obligation).where(DEADLINE.c.version == 1, DEADLINE.c.set_by == PLAN)
    return set(connection.execute(query).scalars())


def set_by_whom(
    connection: Connection, obligation: str, reasons: Sequence[DeadlineReason]
) -> list[str]:
    """Return who set the versions of one obligation's deadline for these reasons, in order."""
    rows = connection.execute(_VERSIONS, {"key": obligation}).mappings()
    return [row["set_by"] for row in rows if row["reason"] in reasons]


def note_of_return(connection: Connection, obligation: str) -> str | None:
    """Return what was asked for by the newest return of an obligation, or None."""
    rows = connection.execute(_VERSIONS, {"key": obligation}).mappings()
    notes = [row["note"] for row in rows if row["reason"] == "return"]
    return notes[-1] if notes else None


def as_value(row: RowMapping) -> Deadline:
    """Return a row as the core's value."""
    days = Days(row["last_day"], row["target"], row["due"], row["late_after"])
    return Deadline(row["version"], row["reason"], days, row["set_at"], row["climbs_to"])
