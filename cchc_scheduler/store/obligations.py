"""Obligations: what one unit owes for one task or period, and when it is looked at next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Index,
    Integer,
    RowMapping,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from cchc_scheduler.core.errors import Conflict
from cchc_scheduler.store.portable import among_keys, in_batches, insert_all
from cchc_scheduler.store.prepared import Prepared
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import CHASED, OBLIGATION_STATES


class Obligation(SQLModel, table=True):
    """One row per obligation; `task_group` is its task and period, `version` guards every act.

    `closed_at` is set while its period is closed: nothing is asked for and nothing taken then.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        one_of("state", OBLIGATION_STATES),
        Index(
            "ix_obligation_next_check_at",
            "next_check_at",
            sqlite_where=text("next_check_at IS NOT NULL"),
            postgresql_where=text("next_check_at IS NOT NULL"),
        ),
    )

    id: str = Field(primary_key=True)
    task: str
    period: str
    task_group: str = Field(index=True)
    unit: str = Field(index=True)
    title: str
    clause: str
    roll: str
    state: str
    version: int
    deadline_version: int
    policy_revision: int | None = Field(default=None)
    upstream_day: date | None = Field(default=None)
    next_check_at: datetime | None = Field(default=None)
    first_complete_at: datetime | None = Field(default=None)
    opened_at: datetime | None = Field(default=None)
    created_at: datetime
    closed_at: datetime | None = Field(default=None)


OBLIGATION = table_of(Obligation)
_DUE: Final = (
    select(OBLIGATION)
    .where(OBLIGATION.c.next_check_at.is_not(None))
    .where(OBLIGATION.c.next_check_at <= bindparam("now"))
    .where(OBLIGATION.c.state.in_(bindparam("states", expanding=True)))
    .order_by(OBLIGATION.c.next_check_at, OBLIGATION.c.id)
    .limit(bindparam("most", type_=Integer))
)
_NEXT_DUE: Final = (
    select(OBLIGATION.c.next_check_at)
    .where(OBLIGATION.c.next_check_at.is_not(None))
    .order_by(OBLIGATION.c.next_check_at)
    .limit(1)
)
_IN_GROUP: Final = (
    select(OBLIGATION)
    .where(OBLIGATION.c.task_group == bindparam("group"))
    .order_by(OBLIGATION.c.id)
)
_ONE: Final = select(OBLIGATION).where(OBLIGATION.c.id == bindparam("id"))
_MANY: Final = select(OBLIGATION).where(among_keys(OBLIGATION.c.id))
_EVERY: Final = select(OBLIGATION).order_by(OBLIGATION.c.id)
_ASKED: Final = _EVERY.where(OBLIGATION.c.closed_at.is_(None))
_CHASED: Final = _ASKED.where(OBLIGATION.c.state.in_(CHASED))
_UNCLOSED: Final = _ASKED.where(OBLIGATION.c.state.in_(("scheduled", *CHASED)))


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert new obligations."""
    insert_all(connection, OBLIGATION, rows)


def one(connection: Connection, obligation: str) -> RowMapping | None:
    """Return one obligation, or None."""
    return connection.execute(_ONE, {"id": obligation}).mappings().one_or_none()


def many(connection: Connection, ids: Iterable[str]) -> Sequence[RowMapping]:
    """Return the obligations with these ids."""
    found: list[RowMapping] = []
    for some in in_batches(ids):
        found.extend(connection.execute(_MANY, {"keys": some}).mappings())
    return found


def every(connection: Connection) -> Sequence[RowMapping]:
    """Return all obligations in order of their ids."""
    return connection.execute(_EVERY).mappings().all()


def of_unit(connection: Connection, unit: str) -> Sequence[RowMapping]:
    """Return everything one unit owes or owed, in order of the ids."""
    return connection.execute(_EVERY.where(OBLIGATION.c.unit == unit)).mappings().all()


def of_tasks(connection: Connection, tasks: Iterable[str]) -> Sequence[RowMapping]:
    """Return everything ever owed for these tasks, in order of the ids within each batch."""
    found: list[RowMapping] = []
    for some in in_batches(tasks):
        found.extend(connection.execute(_EVERY.where(OBLIGATION.c.task.in_(some))).mappings())
    return found


def known_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return which of these ids exist already."""
    found: set[str] = set()
    for some in in_batches(ids):
        query = select(OBLIGATION.c.id).where(OBLIGATION.c.id.in_(some))
        found.update(connection.execute(query).scalars())
    return found


def units(connection: Connection) -> set[str]:
    """Return the units that owe or owed something."""
    return set(connection.execute(select(OBLIGATION.c.unit).distinct()).scalars())


def in_group(connection: Connection, group: str) -> Sequence[RowMapping]:
    """Return the obligations of one task and period, in order of their ids."""
    return connection.execute(_IN_GROUP, {"group": group}).mappings().all()


def in_period(connection: Connection, period: str) -> Sequence[RowMapping]:
    """Return everything owed for one period, whatever the task, in order of ids."""
    return connection.execute(_EVERY.where(OBLIGATION.c.period == period)).mappings().all()


def periods(connection: Connection) -> list[str]:
    """Return the periods for which something has begun, in order of their ids."""
    query = select(OBLIGATION.c.period).where(OBLIGATION.c.opened_at.is_not(None)).distinct()
    return sorted(connection.execute(query).scalars())


def due(
    connection: Connection, now: datetime, states: Sequence[str], limit: int
) -> Sequence[RowMapping]:
    """Return the obligations to look at by `now` in the given states, the longest due first."""
    bound = {"now": now, "states": list(states), "most": limit}
    return connection.execute(_DUE, bound).mappings().all()


def next_due(connection: Connection) -> datetime | None:
    """Return the earliest instant at which any obligation is to be looked at."""
    return connection.execute(_NEXT_DUE).scalar_one_or_none()


def chased(connection: Connection) -> Sequence[RowMapping]:
    """Return every obligation that is still asked for."""
    return connection.execute(_CHASED).mappings().all()


_TOUCH = (
    update(OBLIGATION)
    .where(OBLIGATION.c.id == bindparam("key"), OBLIGATION.c.version == bindparam("was"))
    .values(next_check_at=bindparam("then"), version=OBLIGATION.c.version + 1)
)


def look_again(connection: Connection, checks: Sequence[tuple[str, int, datetime | None]]) -> None:
    """Set when obligations are looked at next, raising the version of each.

    `checks` are (id, version read, instant or None). Raises Conflict when one has moved on.
    """
    if not checks:
        return
    rows = [{"key": key, "was": version, "then": then} for key, version, then in checks]
    changed = connection.execute(_TOUCH, rows).rowcount
    if changed != len(rows):
        raise Conflict("an obligation moved on while it was being decided; nothing was written")


_HAND_IN = Prepared(
    update(OBLIGATION)
    .where(OBLIGATION.c.id == bindparam("key"), OBLIGATION.c.version == bindparam("was"))
    .values(
        state="submitted",
        next_check_at=None,
        first_complete_at=bindparam("first"),
        version=OBLIGATION.c.version + 1,
    )
)


def hand_in(
    connection: Connection, handed: Sequence[tuple[Mapping[str, Any], datetime | None]]
) -> None:
    """Note that something was handed in for obligations as they were read, raising each version.

    `handed` are rows with the instant that decides timeliness. Raises Conflict when one has moved
    on.
    """
    rows = [{"key": row["id"], "was": row["version"], "first": first} for row, first in handed]
    if _HAND_IN.write(connection, rows) != len(rows):
        raise Conflict("an obligation moved on while it was handed in; nothing was written")


def change(connection: Connection, row: RowMapping, **values: object) -> None:
    """Change one obligation as it was read in `row`, raising its version.

    Raises Conflict when it has moved on.
    """
    statement = (
        update(OBLIGATION)
        .where(OBLIGATION.c.id == row["id"], OBLIGATION.c.version == row["version"])
        .values(version=OBLIGATION.c.version + 1, **values)
    )
    if connection.execute(statement).rowcount != 1:
        raise Conflict(f"{row['id']} moved on while it was being changed; nothing was written")


def check_now(connection: Connection, ids: Iterable[str], now: datetime) -> None:
    """Have chased obligations, however many, looked at in the next tick."""
    for some in in_batches(ids):
        statement = (
            update(OBLIGATION)
            .where(OBLIGATION.c.id.in_(some), OBLIGATION.c.state.in_(CHASED))
            .where(OBLIGATION.c.closed_at.is_(None))
            .values(next_check_at=now, version=OBLIGATION.c.version + 1)
        )
        connection.execute(statement)


def unfinished(connection: Connection) -> Sequence[RowMapping]:
    """Return what has begun and is not brought to its end, by task and period."""
    query = (
        select(OBLIGATION)
        .where(OBLIGATION.c.state.in_((*CHASED, "submitted")))
        .order_by(OBLIGATION.c.period, OBLIGATION.c.task, OBLIGATION.c.id)
    )
    return connection.execute(query).mappings().all()


def begun_groups(connection: Connection) -> list[str]:
    """Return the tasks and periods of which some obligation has begun, in order of period."""
    query = (
        select(OBLIGATION.c.task_group)
        .where(OBLIGATION.c.opened_at.is_not(None))
        .group_by(OBLIGATION.c.task_group)
        .order_by(func.min(OBLIGATION.c.period), OBLIGATION.c.task_group)
    )
    return list(connection.execute(query).scalars())


def unclosed(connection: Connection) -> Sequence[RowMapping]:
    """Return what is still to come or still asked for, in order of ids."""
    return connection.execute(_UNCLOSED).mappings().all()
