"""Kept texts: what the coordinator wrote in place of a compiled passage; only ever added to.

The newest text of a place counts, and no compiling writes over it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.tables import table_of


class KeptText(SQLModel, table=True):
    """One version of a text in the place of one unit's passages in a section of a report.

    Without a unit it stands in the place of the whole section. `sources` names the submissions it
    was written over (`|3|5|`), `submission` and `version` the first of them. `text` is None once
    one of them was erased, and where a person went back to what is compiled.
    """

    __tablename__ = "kept_text"

    period: str = Field(primary_key=True)
    report: str = Field(primary_key=True)
    section: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    text: str | None
    edited_by: str
    edited_at: datetime
    sources: str
    submission: int | None = Field(default=None, foreign_key="submission.id")
    version: int | None = Field(default=None)


KEPT_TEXT = table_of(KeptText)
PLACE = ("period", "report", "section", "unit")


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Add the next version of a text; return its number.

    The same text over the same submissions again adds nothing: 0.
    """
    newest = newest_at(connection, row)
    same = ("text", "sources")
    if newest is not None and all(newest[name] == row[name] for name in same):
        return 0
    number = newest["number"] + 1 if newest else 1
    connection.execute(insert(KEPT_TEXT), {**row, "number": number})
    return number


def newest_of(connection: Connection, period: str) -> Sequence[RowMapping]:
    """Return the newest text of every place of a period's reports."""
    last = (
        select(*(KEPT_TEXT.c[name] for name in PLACE), func.max(KEPT_TEXT.c.number).label("last"))
        .where(KEPT_TEXT.c.period == period)
        .group_by(*(KEPT_TEXT.c[name] for name in PLACE))
        .subquery()
    )
    same = [KEPT_TEXT.c[name] == last.c[name] for name in PLACE]
    query = select(KEPT_TEXT).join(
        last, same[0] & same[1] & same[2] & same[3] & (KEPT_TEXT.c.number == last.c.last)
    )
    return connection.execute(query).mappings().all()


def of_section(
    connection: Connection, period: str, report: str, section: str
) -> Sequence[RowMapping]:
    """Return every version of every text of one section, the first one first."""
    query = select(KEPT_TEXT).where(
        KEPT_TEXT.c.period == period,
        KEPT_TEXT.c.report == report,
        KEPT_TEXT.c.section == section,
    )
    ordered = query.order_by(KEPT_TEXT.c.edited_at, KEPT_TEXT.c.unit, KEPT_TEXT.c.number)
    return connection.execute(ordered).mappings().all()


def newest_at(connection: Connection, row: Mapping[str, Any]) -> RowMapping | None:
    """Return the newest text of the place that a row names, or None."""
    query = (
        select(KEPT_TEXT)
        .where(*(KEPT_TEXT.c[name] == row[name] for name in PLACE))
        .order_by(KEPT_TEXT.c.number.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().one_or_none()
