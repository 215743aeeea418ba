"""The few statements that differ between databases, said once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, islice
from typing import Any, Final, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Insert, Table, bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite

# SQLite takes at most 32,766 bound values in a statement, PostgreSQL 65,535.
MOST_BOUND: Final = 10_000

Key = TypeVar("Key")


def in_batches(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Yield the keys in lists short enough for one statement each."""
    rest = iter(keys)
    while batch := list(islice(rest, MOST_BOUND)):
        yield batch


def among_keys(column: Column[Any]) -> ColumnElement[bool]:
    """Return the condition that a column is one of the bound `keys`.

    A statement made once with it is run many times; making one costs more than running it.
    """
    return column.in_(bindparam("keys", expanding=True))


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows in their order; a column that a row leaves out takes its default."""
    _run(connection, _insert_into(table), rows)


# Made once for each table: making a statement costs more than running it for one row.
_insert_into: Final = cache(insert)


def insert_if_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: Sequence[str]
) -> int:
    """Insert the rows whose key does not exist yet; return how many were inserted."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return _run(connection, build(table).on_conflict_do_nothing(index_elements=list(key)), rows)


def _run(connection: Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> int:
    """Run a statement once for all neighbours that name the same columns; return rows written.

    SQLAlchemy takes the columns from the first row and would drop what only later rows name.
    """
    return sum(
        connection.execute(statement, list(alike)).rowcount for _, alike in groupby(rows, frozenset)
    )
