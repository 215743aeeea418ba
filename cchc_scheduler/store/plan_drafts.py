"""Annexes that were uploaded and are being reviewed; nothing in them is in force."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.core.errors import Conflict
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import PLAN_DRAFT_STATES


class PlanDraft(SQLModel, table=True):
    """One uploaded annex: `proposal` is what was read in it, `mendings` what people settled.

    Both are JSON. `sha256` names the kept file, `plan` the plan the annex belongs to, `version`
    guards every mending, `apply` is the apply by which it came in force.
    """

    __tablename__ = "plan_draft"
    __table_args__ = (one_of("state", PLAN_DRAFT_STATES),)

    id: int | None = Field(default=None, primary_key=True)
    plan: str
    name: str
    sha256: str = Field(index=True)
    proposal: str
    mendings: str
    version: int
    state: str
    made_at: datetime
    made_by: str
    changed_at: datetime
    changed_by: str
    closed_at: datetime | None = Field(default=None)
    apply: int | None = Field(default=None)


PLAN_DRAFT = table_of(PlanDraft)
BRIEF = [each for each in PLAN_DRAFT.c if each.name not in ("proposal", "mendings")]


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert a draft; return its number."""
    key = connection.execute(insert(PLAN_DRAFT), row).inserted_primary_key
    number: int = key[0] if key else 0
    return number


def one(connection: Connection, number: int) -> RowMapping | None:
    """Return one draft, or None."""
    query = select(PLAN_DRAFT).where(PLAN_DRAFT.c.id == number)
    return connection.execute(query).mappings().one_or_none()


def open_of_file(connection: Connection, plan: str, sha256: str) -> Sequence[RowMapping]:
    """Return the open drafts of a plan that were made from this file, newest first."""
    query = (
        select(PLAN_DRAFT)
        .where(PLAN_DRAFT.c.plan == plan, PLAN_DRAFT.c.sha256 == sha256)
        .where(PLAN_DRAFT.c.state == "open")
        .order_by(PLAN_DRAFT.c.id.desc())
    )
    return connection.execute(query).mappings().all()


def every_brief(connection: Connection) -> Sequence[RowMapping]:
    """Return all drafts without what was read in them, newest first."""
    return connection.execute(select(*BRIEF).order_by(PLAN_DRAFT.c.id.desc())).mappings().all()


def of_apply(connection: Connection, number: int) -> RowMapping | None:
    """Return the draft that came in force by an apply, or None."""
    query = select(*BRIEF).where(PLAN_DRAFT.c.apply == number)
    return connection.execute(query).mappings().one_or_none()


def change(connection: Connection, row: RowMapping, **values: object) -> None:
    """Change a draft as it was read in `row`, raising its version.

    Raises Conflict when it has moved on.
    """
    statement = (
        update(PLAN_DRAFT)
        .where(PLAN_DRAFT.c.id == row["id"], PLAN_DRAFT.c.version == row["version"])
        .values(version=PLAN_DRAFT.c.version + 1, **values)
    )
    if connection.execute(statement).rowcount != 1:
        raise Conflict(f"draft {row['id']} moved on while it was changed; nothing was written")
