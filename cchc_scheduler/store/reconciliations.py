"""Reconciliations (đối chiếu): when a person compared a period with the document system."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.tables import table_of


class Reconciliation(SQLModel, table=True):
    """One comparison of one task and period with the register of incoming documents."""

    __tablename__ = "reconciliation"

    id: int | None = Field(default=None, primary_key=True)
    task_group: str = Field(index=True)
    at: datetime
    by: str


RECONCILIATION = table_of(Reconciliation)
_LATEST: Final = (
    select(RECONCILIATION.c.at)
    .where(RECONCILIATION.c.task_group == bindparam("group"))
    .order_by(RECONCILIATION.c.id.desc())
    .limit(1)
)


def add(connection: Connection, group: str, at: datetime, by: str) -> None:
    """Record that a period was compared."""
    connection.execute(insert(RECONCILIATION), {"task_group": group, "at": at, "by": by})


def latest(connection: Connection, group: str) -> datetime | None:
    """Return when a period was last compared, or None."""
    return connection.execute(_LATEST, {"group": group}).scalar_one_or_none()
