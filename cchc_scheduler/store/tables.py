"""What every table shares: naming of constraints, checks against the closed lists, and the base.

Written portably: text with named checks, no default times of the database, no dialect's own types.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CheckConstraint, Table
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, words: Sequence[str]) -> CheckConstraint:
    """Return a named check that a text column holds one of the given words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def table_of(model: type[SQLModel]) -> Table:
    """Return the SQLAlchemy table of a table model."""
    found: Any = model
    table: Table = found.__table__
    return table
