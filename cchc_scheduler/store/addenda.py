"""Addenda (bản bổ sung): material that came after a report was laid before the leaders."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, UniqueConstraint, func, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import insert_all
from cchc_scheduler.store.tables import table_of


class Addendum(SQLModel, table=True):
    """One addendum of one report, numbered from 1; one submission makes one."""

    __tablename__ = "addendum"
    __table_args__ = (
        UniqueConstraint("period", "report", "submission", name="uq_addendum_submission"),
    )

    period: str = Field(primary_key=True)
    report: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    submission: int = Field(foreign_key="submission.id", index=True)
    unit: str
    version: int
    made_at: datetime


class AddendumChange(SQLModel, table=True):
    """What an addendum changes in one section: the text before and the text after.

    Each is None once a submission it came from (`|3|5|`) was erased.
    """

    __tablename__ = "addendum_change"

    period: str = Field(primary_key=True)
    report: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    section: str
    title: str
    unit: str
    before: str | None
    after: str | None
    before_sources: str
    after_sources: str


ADDENDUM = table_of(Addendum)
CHANGE = table_of(AddendumChange)


def add(
    connection: Connection, row: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]
) -> int:
    """Add the next addendum of a report; return its number, or 0 if the submission has one."""
    mine = [ADDENDUM.c[name] == row[name] for name in ("period", "report")]
    known = select(ADDENDUM.c.number).where(*mine, ADDENDUM.c.submission == row["submission"])
    if connection.execute(known).first() is not None:
        return 0
    last = connection.execute(select(func.max(ADDENDUM.c.number)).where(*mine)).scalar_one()
    number = (last or 0) + 1
    connection.execute(insert(ADDENDUM), {**row, "number": number})
    shared = {"period": row["period"], "report": row["report"], "number": number}
    rows = [{**each, **shared, "place": place} for place, each in enumerate(changes)]
    insert_all(connection, CHANGE, rows)
    return number


def of_period(connection: Connection, period: str) -> Sequence[RowMapping]:
    """Return the addenda of a period's reports, by report and number."""
    query = select(ADDENDUM).where(ADDENDUM.c.period == period)
    ordered = query.order_by(ADDENDUM.c.report, ADDENDUM.c.number)
    return connection.execute(ordered).mappings().all()


def changes_of(connection: Connection, period: str, report: str) -> Sequence[RowMapping]:
    """Return what the addenda of one report change, by number, in the report's order."""
    query = (
        select(CHANGE)
        .where(CHANGE.c.period == period, CHANGE.c.report == report)
        .order_by(CHANGE.c.number, CHANGE.c.place)
    )
    return connection.execute(query).mappings().all()
