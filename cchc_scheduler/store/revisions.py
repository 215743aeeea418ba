"""Revisions: what was applied from the office's files; once live, these rows are the truth."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, insert, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.markers import MARKER
from cchc_scheduler.store.prepared import Prepared
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import REVISION_KINDS


class Revision(SQLModel, table=True):
    """One applied document: `document` is JSON, `name` its plan id or year where there are many.

    `apply` is the same for all that came in force together: the number of the first of them.
    `undoes` is the apply that this one took back. `last_letter` is the last letter written before:
    what came from an apply is numbered higher; empty in what an earlier version of the program
    applied.
    """

    __tablename__ = "revision"
    __table_args__ = (one_of("kind", REVISION_KINDS),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(index=True)
    name: str
    document: str
    sha256: str
    applied_at: datetime
    applied_by: str
    apply: int | None = Field(default=None, index=True)
    undoes: int | None = Field(default=None)
    last_letter: int | None = Field(default=None)


REVISION = table_of(Revision)
_NEWEST: Final = select(func.max(REVISION.c.id))
_STANDING: Final = Prepared(
    select(
        _NEWEST.scalar_subquery().label("newest"),
        select(MARKER.c.value)
        .where(MARKER.c.name == "live-since")
        .scalar_subquery()
        .label("live_since"),
    )
)
WITHDRAWN: Final = "null"  # the content of a revision by which a document ceases to hold


def add_together(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert revisions that come in force together; return the number of their apply."""
    number = 0
    for row in rows:
        key = connection.execute(insert(REVISION), {**row, "apply": number or None})
        number = number or (key.inserted_primary_key or (0,))[0]
    connection.execute(update(REVISION).where(REVISION.c.id == number).values(apply=number))
    return number


def newest_number(connection: Connection) -> int:
    """Return the number of the newest revision of any kind; 0 while there is none."""
    newest: int | None = connection.execute(_NEWEST).scalar_one()
    return newest or 0


def standing(connection: Connection) -> tuple[int, datetime | None]:
    """Return the newest number, and since when the office is live: asked for in every step."""
    row = _STANDING.read(connection)[0]
    live_since = row["live_since"]
    return row["newest"] or 0, datetime.fromisoformat(live_since) if live_since else None


def in_force(connection: Connection) -> list[RowMapping]:
    """Return the newest revision of every kind and name that is not withdrawn, in this order."""
    newest = select(func.max(REVISION.c.id)).group_by(REVISION.c.kind, REVISION.c.name)
    query = (
        select(REVISION)
        .where(REVISION.c.id.in_(newest), REVISION.c.document != WITHDRAWN)
        .order_by(REVISION.c.kind, REVISION.c.name)
    )
    return list(connection.execute(query).mappings())


def one(connection: Connection, number: int) -> RowMapping:
    """Return one revision."""
    return connection.execute(select(REVISION).where(REVISION.c.id == number)).mappings().one()


def of_apply(connection: Connection, number: int) -> list[RowMapping]:
    """Return the revisions that came in force together, in their order."""
    query = select(REVISION).where(REVISION.c.apply == number).order_by(REVISION.c.id)
    return list(connection.execute(query).mappings())


def before(connection: Connection, row: RowMapping) -> RowMapping | None:
    """Return the revision of the same document that one took the place of, or None."""
    query = (
        select(REVISION)
        .where(REVISION.c.kind == row["kind"], REVISION.c.name == row["name"])
        .where(REVISION.c.id < row["id"])
        .order_by(REVISION.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().one_or_none()


def every_brief(connection: Connection) -> list[RowMapping]:
    """Return every revision without its document, newest first."""
    columns = [column for column in REVISION.c if column.name != "document"]
    withdrawn = (REVISION.c.document == WITHDRAWN).label("withdrawn")
    query = select(*columns, withdrawn).order_by(REVISION.c.id.desc())
    return list(connection.execute(query).mappings())


def of_name(connection: Connection, kind: str, name: str) -> list[RowMapping]:
    """Return every revision of one document, oldest first."""
    query = select(REVISION).where(REVISION.c.kind == kind, REVISION.c.name == name)
    return list(connection.execute(query.order_by(REVISION.c.id)).mappings())


def newest_apply(connection: Connection) -> int:
    """Return the number of the apply that came in force last; 0 while there is none."""
    newest: int | None = connection.execute(select(func.max(REVISION.c.apply))).scalar_one()
    return newest or 0


def of_kind(connection: Connection, kind: str) -> list[RowMapping]:
    """Return every revision of one kind, oldest first: ladders keep the policy they began with."""
    query = select(REVISION).where(REVISION.c.kind == kind).order_by(REVISION.c.id)
    return list(connection.execute(query).mappings())
