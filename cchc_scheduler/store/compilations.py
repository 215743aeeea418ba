"""Compilations (báo cáo tổng hợp): each draft of a period, what it was made from, what it said.

A draft is unique by its period and what asked for it, and never changes afterwards.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, UniqueConstraint, bindparam, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import insert_all, insert_if_new
from cchc_scheduler.store.submissions import SUBMISSION
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import COMPILATION_CAUSES


class CompilationRow(SQLModel, table=True):
    """One draft: `asked` tells two apart that were asked for, and is empty for the others.

    `findings` counts what a person should look at; None when nothing could be compiled.
    """

    __tablename__ = "compilation"
    __table_args__ = (
        UniqueConstraint("period", "cause", "asked", name="uq_compilation_key"),
        one_of("cause", COMPILATION_CAUSES),
    )

    id: int | None = Field(default=None, primary_key=True)
    period: str
    cause: str
    asked: str
    made_at: datetime
    made_by: str
    expected: int
    received: int
    on_time: int
    findings: int | None = Field(default=None)


class CompiledFrom(SQLModel, table=True):
    """One submission that a draft was made from."""

    __tablename__ = "compiled_from"

    compilation: int = Field(primary_key=True, foreign_key="compilation.id")
    submission: int = Field(primary_key=True, foreign_key="submission.id")
    version: int


class CompiledPassage(SQLModel, table=True):
    """What one unit's passages of one section said in a draft; no unit for the program's own.

    `text` holds a paragraph a line; None once a submission it came from was erased. `sources` names
    every submission in it (`|3|5|`), `submission` and `version` the first.
    """

    __tablename__ = "compiled_passage"

    compilation: int = Field(primary_key=True, foreign_key="compilation.id")
    report: str = Field(primary_key=True)
    section: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    place: int
    title: str
    text: str | None
    kind: str
    sources: str
    submission: int | None = Field(default=None, foreign_key="submission.id")
    version: int | None = Field(default=None)


COMPILATION = table_of(CompilationRow)
COMPILED_FROM = table_of(CompiledFrom)
PASSAGE = table_of(CompiledPassage)
KEY = ("period", "cause", "asked")
_OF_PERIOD: Final = (
    select(COMPILATION)
    .where(COMPILATION.c.period == bindparam("period"))
    .order_by(COMPILATION.c.id)
)
EARLY: Final = "early"  # begins the key of what a clock that stood ahead has drafted


def add(
    connection: Connection,
    row: Mapping[str, Any],
    sources: Sequence[Mapping[str, Any]],
    passages: Sequence[Mapping[str, Any]],
) -> int:
    """Insert a draft with its sources and passages; return its id, or 0 if its key is known."""
    if not insert_if_new(connection, COMPILATION, [row], KEY):
        return 0
    known = [COMPILATION.c[name] == row[name] for name in KEY]
    number: int = connection.execute(select(COMPILATION.c.id).where(*known)).scalar_one()
    insert_all(connection, COMPILED_FROM, [{**each, "compilation": number} for each in sources])
    insert_all(connection, PASSAGE, [{**each, "compilation": number} for each in passages])
    return number


def one(connection: Connection, compilation: int) -> RowMapping:
    """Return one draft."""
    query = select(COMPILATION).where(COMPILATION.c.id == compilation)
    return connection.execute(query).mappings().one()


def of_period(connection: Connection, period: str) -> Sequence[RowMapping]:
    """Return every draft of a period, the first one first."""
    return connection.execute(_OF_PERIOD, {"period": period}).mappings().all()


def sources_of(connection: Connection, compilation: int) -> Sequence[RowMapping]:
    """Return the submissions that a draft was made from, with their obligations."""
    query = (
        select(COMPILED_FROM, SUBMISSION.c.obligation)
        .join(SUBMISSION, SUBMISSION.c.id == COMPILED_FROM.c.submission)
        .where(COMPILED_FROM.c.compilation == compilation)
        .order_by(COMPILED_FROM.c.submission)
    )
    return connection.execute(query).mappings().all()


def passages_of(connection: Connection, compilation: int, report: str) -> Sequence[RowMapping]:
    """Return what one report of a draft said, in the report's order."""
    query = (
        select(PASSAGE)
        .where(PASSAGE.c.compilation == compilation, PASSAGE.c.report == report)
        .order_by(PASSAGE.c.place)
    )
    return connection.execute(query).mappings().all()


def set_early_aside(connection: Connection, after: datetime) -> None:
    """Free the keys of drafts that were made later than an instant: by a clock that stood ahead."""
    drafts = connection.execute(select(COMPILATION.c.id).where(COMPILATION.c.made_at > after))
    for number in drafts.scalars().all():
        which = update(COMPILATION).where(COMPILATION.c.id == number)
        connection.execute(which.values(asked=f"{EARLY} {number}"))
