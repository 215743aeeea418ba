"""The few statements that differ between databases, said once."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, islice
from typing import Any, Final, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Insert,
    Table,
    Text,
    TypeDecorator,
    bindparam,
    insert,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

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

    A statement made once with it is run many times; making one costs more than running it. The
    keys are bound as one value, so its text is the same for any number of them.
    """
    keys = _Listed(bindparam("keys", type_=_Keys()))
    keys.type = column.type
    return column.op("IN", is_comparison=True)(keys)


class _Keys(TypeDecorator[Sequence[Any]]):
    """Texts or numbers as one JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[Any] | None, _dialect: Dialect) -> str:
        """Return the list as text."""
        return json.dumps(value or [])


class _Listed(FunctionElement[Any]):
    """What stands in a list that is bound as one text, each as a row."""

    inherit_cache = True


@compiles(_Listed, "sqlite")
def _listed_in_sqlite(element: _Listed, compiler: SQLCompiler, **told: Any) -> str:
    keys = compiler.process(element.clauses, **told)
    return f"(SELECT value FROM json_each({keys}))"  # noqa: S608


@compiles(_Listed, "postgresql")
def _listed_in_postgresql(element: _Listed, compiler: SQLCompiler, **told: Any) -> str:
    keys = compiler.process(element.clauses, **told)
    kind = compiler.dialect.type_compiler_instance.process(element.type)
    rows = f"json_array_elements_text(CAST({keys} AS JSON))"
    return f"(SELECT CAST(value AS {kind}) FROM {rows})"  # noqa: S608


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
