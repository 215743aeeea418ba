"""Frozen rows of evidence: written once, never changed; a correction is added beside its row."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, UniqueConstraint, func, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.core.evidence import Correction, Evidence
from cchc_scheduler.store.portable import in_batches, insert_if_new
from cchc_scheduler.store.tables import table_of


class EvidenceRow(SQLModel, table=True):
    """One obligation as it stood when its year was frozen (see the core's value of that name)."""

    __tablename__ = "evidence"

    obligation: str = Field(primary_key=True, foreign_key="obligation.id")
    year: int = Field(index=True)
    unit: str
    unit_name: str
    period: str
    title: str
    plan_day: date
    late_after: datetime
    complete_at: datetime | None = Field(default=None)
    by_plan: bool | None = Field(default=None)
    agreed_day: date | None = Field(default=None)
    agreed_by: str | None = Field(default=None)
    by_agreed: bool | None = Field(default=None)
    text_at: datetime | None = Field(default=None)
    paper_number: str | None = Field(default=None)
    paper_day: date | None = Field(default=None)
    paper_at: datetime | None = Field(default=None)
    told: int
    opinion: str | None = Field(default=None)
    confirmed_at: datetime | None = Field(default=None)
    confirmed_by: str | None = Field(default=None)
    frozen_at: datetime


class EvidenceCorrection(SQLModel, table=True):
    """A correction of one frozen row, numbered from 1; the same words twice are one."""

    __tablename__ = "evidence_correction"
    __table_args__ = (
        UniqueConstraint("obligation", "text", "reason", "by", name="uq_evidence_correction_key"),
    )

    obligation: str = Field(primary_key=True, foreign_key="evidence.obligation")
    number: int = Field(primary_key=True)
    text: str
    reason: str
    by: str
    at: datetime


EVIDENCE = table_of(EvidenceRow)
CORRECTION = table_of(EvidenceCorrection)


def freeze(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that are not frozen yet; return how many were."""
    return insert_if_new(connection, EVIDENCE, rows, ("obligation",))


def frozen(connection: Connection, obligations: Iterable[str]) -> dict[str, RowMapping]:
    """Return the frozen rows of these obligations."""
    found: dict[str, RowMapping] = {}
    for some in in_batches(obligations):
        query = select(EVIDENCE).where(EVIDENCE.c.obligation.in_(some))
        found |= {row["obligation"]: row for row in connection.execute(query).mappings()}
    return found


def correct(connection: Connection, row: Mapping[str, Any]) -> int:
    """Add a correction to a frozen row; return its number, or 0 if the same is there already."""
    mine = CORRECTION.c.obligation == row["obligation"]
    same = [CORRECTION.c[name] == row[name] for name in ("text", "reason", "by")]
    if connection.execute(select(CORRECTION.c.number).where(mine, *same)).first() is not None:
        return 0
    last = connection.execute(select(func.max(CORRECTION.c.number)).where(mine)).scalar_one()
    number: int = (last or 0) + 1
    connection.execute(insert(CORRECTION), {**row, "number": number})
    return number


def corrections(connection: Connection, obligations: Iterable[str]) -> dict[str, list[RowMapping]]:
    """Return the corrections of these obligations, the first one first."""
    found: dict[str, list[RowMapping]] = {}
    for some in in_batches(obligations):
        query = select(CORRECTION).where(CORRECTION.c.obligation.in_(some))
        for row in connection.execute(query.order_by(CORRECTION.c.number)).mappings():
            found.setdefault(row["obligation"], []).append(row)
    return found


def as_value(row: RowMapping, beside: Sequence[RowMapping]) -> Evidence:
    """Return a frozen row with its corrections as the core's value."""
    found = {name: value for name, value in row.items() if name != "year"}
    notes = tuple(
        Correction(each["number"], each["text"], each["reason"], each["by"], each["at"])
        for each in beside
    )
    return Evidence(**found, corrections=notes)
