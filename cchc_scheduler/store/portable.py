"""The few statements that differ between databases, said once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

# SQLite takes at most 32,766 bound values in a statement, PostgreSQL 65,535.
MOST_BOUND: Final = 10_000

Key = TypeVar("Key")


def in_batches(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Yield the keys in lists short enough for one statement each."""
    rest = iter(keys)
    while batch := list(islice(rest, MOST_BOUND)):
        yield batch


def insert_if_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: Sequence[str]
) -> int:
    """Insert the rows whose key does not exist yet; return how many were inserted."""
    if not rows:
        return 0
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = build(table).on_conflict_do_nothing(index_elements=list(key))
    return connection.execute(statement, list(rows)).rowcount
