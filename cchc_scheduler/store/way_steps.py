"""The way of a report (quy trình trình ký): each step a person recorded; only ever added to."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, UniqueConstraint, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import insert_if_new
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import WAY_STEPS


class WayStepRow(SQLModel, table=True):
    """One step of one report: its day, who said so; `number` only of an issued document.

    The same words twice are one row; what is missing stands as an empty text, so that it compares.
    """

    __tablename__ = "way_step"
    __table_args__ = (
        UniqueConstraint(
            "period", "report", "step", "day", "by", "number", "note", name="uq_way_step_key"
        ),
        one_of("step", WAY_STEPS),
    )

    id: int | None = Field(default=None, primary_key=True)
    period: str
    report: str
    step: str
    day: date
    by: str
    number: str
    note: str
    recorded_at: datetime


WAY_STEP = table_of(WayStepRow)
_BEGUN: Final = (
    select(WAY_STEP.c.period, WAY_STEP.c.report)
    .distinct()
    .order_by(WAY_STEP.c.period, WAY_STEP.c.report)
)
KEY = ("period", "report", "step", "day", "by", "number", "note")


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Add a step; False when the very same was recorded before."""
    return insert_if_new(connection, WAY_STEP, [row], KEY) == 1


def of_report(connection: Connection, period: str, report: str) -> Sequence[RowMapping]:
    """Return the recorded steps of one report, in the order of recording."""
    query = (
        select(WAY_STEP)
        .where(WAY_STEP.c.period == period, WAY_STEP.c.report == report)
        .order_by(WAY_STEP.c.id)
    )
    return connection.execute(query).mappings().all()


def reports_begun(connection: Connection) -> Sequence[RowMapping]:
    """Return period and report of every way of which a step was recorded."""
    return connection.execute(_BEGUN).mappings().all()
