"""What the desk's first page asks of obligations and their deadlines in force: the few of many.

Each question reads only what is shown, however many obligations there are.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping, bindparam, func, select

from cchc_scheduler.store.deadlines import DEADLINE
from cchc_scheduler.store.obligations import OBLIGATION

UNFINISHED: Final = ("open", "returned", "submitted")
_JOINED: Final = OBLIGATION.join(
    DEADLINE,
    (OBLIGATION.c.id == DEADLINE.c.obligation)
    & (OBLIGATION.c.deadline_version == DEADLINE.c.version),
)
_GROUPS: Final = (
    select(OBLIGATION.c.task_group, OBLIGATION.c.task, OBLIGATION.c.period)
    .where(OBLIGATION.c.state.in_(UNFINISHED), OBLIGATION.c.closed_at.is_(None))
    .group_by(OBLIGATION.c.task_group, OBLIGATION.c.task, OBLIGATION.c.period)
    .order_by(OBLIGATION.c.period.desc(), OBLIGATION.c.task)
)
_LATE: Final = (
    select(OBLIGATION)
    .select_from(_JOINED)
    .where(OBLIGATION.c.closed_at.is_(None))
    .where(OBLIGATION.c.state == "open", DEADLINE.c.late_after <= bindparam("now"))
    .order_by(OBLIGATION.c.id)
)
_ENDED: Final = (
    select(OBLIGATION, DEADLINE.c.late_after)
    .select_from(_JOINED)
    .where(OBLIGATION.c.closed_at.is_(None))
    .where(OBLIGATION.c.state == "open", DEADLINE.c.late_after <= bindparam("until"))
    .order_by(DEADLINE.c.late_after, OBLIGATION.c.task_group, OBLIGATION.c.id)
)
_SUBMITTED: Final = (
    select(OBLIGATION)
    .where(OBLIGATION.c.state == "submitted", OBLIGATION.c.closed_at.is_(None))
    .order_by(OBLIGATION.c.period, OBLIGATION.c.task, OBLIGATION.c.id)
)
_OUTSIDE: Final = (
    select(
        OBLIGATION.c.id,
        OBLIGATION.c.unit,
        DEADLINE.c.late_after,
        func.count().over(partition_by=OBLIGATION.c.unit).label("of"),
        func.row_number()
        .over(partition_by=OBLIGATION.c.unit, order_by=(DEADLINE.c.late_after, OBLIGATION.c.id))
        .label("place"),
    )
    .select_from(_JOINED)
    .where(OBLIGATION.c.state.in_(UNFINISHED), OBLIGATION.c.closed_at.is_(None))
    .where(OBLIGATION.c.task.not_in(bindparam("tasks", expanding=True)))
    .subquery()
)
_NEAREST: Final = (
    select(OBLIGATION, _OUTSIDE.c.of)
    .join(_OUTSIDE, _OUTSIDE.c.id == OBLIGATION.c.id)
    .where(_OUTSIDE.c.place == 1)
    .order_by(_OUTSIDE.c.late_after, OBLIGATION.c.id)
)
_OF_UNIT: Final = (
    select(OBLIGATION)
    .select_from(_JOINED)
    .where(OBLIGATION.c.state.in_(UNFINISHED), OBLIGATION.c.closed_at.is_(None))
    .where(OBLIGATION.c.unit == bindparam("unit"))
    .order_by(DEADLINE.c.late_after, OBLIGATION.c.id)
)


def unfinished_groups(connection: Connection) -> Sequence[RowMapping]:
    """Return tasks and periods of which something is not brought to its end, newest first."""
    return connection.execute(_GROUPS).mappings().all()


def late(connection: Connection, now: datetime) -> Sequence[RowMapping]:
    """Return what may be called late and is still missing, in order of ids."""
    return connection.execute(_LATE, {"now": now}).mappings().all()


def missing_by(connection: Connection, until: datetime) -> Sequence[RowMapping]:
    """Return what is missing and may be called late by an instant, with its days, first ended."""
    return connection.execute(_ENDED, {"until": until}).mappings().all()


def submitted(connection: Connection) -> Sequence[RowMapping]:
    """Return what was handed in and is not accepted yet, by period and task."""
    return connection.execute(_SUBMITTED).mappings().all()


def nearest_outside(connection: Connection, tasks: Collection[str]) -> Sequence[RowMapping]:
    """Return of each unit what is owed first besides these tasks; `of` counts all of that unit."""
    return connection.execute(_NEAREST, {"tasks": list(tasks)}).mappings().all()


def of_unit(connection: Connection, unit: str) -> Sequence[RowMapping]:
    """Return what one unit has not brought to its end, what is owed first before the rest."""
    return connection.execute(_OF_UNIT, {"unit": unit}).mappings().all()
