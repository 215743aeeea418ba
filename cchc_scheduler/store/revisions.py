"""Revisions: what was applied from the office's files; once live, these rows are the truth."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.markers import MARKER
from cchc_scheduler.store.prepared import Prepared
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import REVISION_KINDS


class Revision(SQLModel, table=True):
    """One applied document: `document` is JSON, `name` its plan id or year where there are many."""

    __tablename__ = "revision"
    __table_args__ = (one_of("kind", REVISION_KINDS),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(index=True)
    name: str
    document: str
    sha256: str
    applied_at: datetime
    applied_by: str


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


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert a revision; return its number."""
    key = connection.execute(insert(REVISION), row).inserted_primary_key
    number: int = key[0] if key else 0
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


def of_kind(connection: Connection, kind: str) -> list[RowMapping]:
    """Return every revision of one kind, oldest first: ladders keep the policy they began with."""
    query = select(REVISION).where(REVISION.c.kind == kind).order_by(REVISION.c.id)
    return list(connection.execute(query).mappings())
