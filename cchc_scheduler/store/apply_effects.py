"""What each apply did to obligations: made, moved, withdrawn, brought back; undo reads it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import insert_all
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import APPLY_EFFECTS, OBLIGATION_STATES


class ApplyEffect(SQLModel, table=True):
    """One obligation that an apply changed, and how it stood before; empty before it was made."""

    __tablename__ = "apply_effect"
    __table_args__ = (one_of("effect", APPLY_EFFECTS), one_of("state_before", OBLIGATION_STATES))

    apply: int = Field(primary_key=True)
    obligation: str = Field(primary_key=True, foreign_key="obligation.id")
    effect: str
    state_before: str | None = Field(default=None)
    version_before: int | None = Field(default=None)


APPLY_EFFECT = table_of(ApplyEffect)


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert what an apply did."""
    insert_all(connection, APPLY_EFFECT, rows)


def of_apply(connection: Connection, number: int) -> Sequence[RowMapping]:
    """Return what one apply did, in order of the obligations."""
    query = select(APPLY_EFFECT).where(APPLY_EFFECT.c.apply == number)
    return connection.execute(query.order_by(APPLY_EFFECT.c.obligation)).mappings().all()
