"""Statements that go past SQLAlchemy's layers: for what every form in a crowd asks and writes.

SQLAlchemy says once what the text is for a kind of database, and how values are written and read
there; then the driver gets both. The layers between cost several times what the database does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, DateTime, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Row = dict[str, Any]
Named = tuple[tuple[str, Callable[[Any], Any]], ...]
# The rows of one transaction name very few moments, each of them many times.
MOMENTS: Final = 16


class Prepared:
    """A statement whose text is made once for each kind of database it is run on.

    Its parameters must be single values: a list of keys is one (`among_keys`).
    """

    def __init__(self, statement: Any, columns: Iterable[str] | None = None) -> None:
        """Take a statement of SQLAlchemy; `columns` are those that every row to insert names."""
        self._statement: Final = statement
        self._columns: Final = None if columns is None else list(columns)
        self._texts: Final[dict[str, _Text]] = {}

    def write(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> int:
        """Run the statement once for each row of values; return how many rows it touched."""
        text = self._text_for(connection.dialect)
        values = [text.bound(row) for row in rows]
        return _driven(connection, text.sql, values, many=True).rowcount if values else 0

    def read(self, connection: Connection, **values: Any) -> list[Row]:
        """Return the rows that the statement finds, by the names of its columns."""
        text = self._text_for(connection.dialect)
        found = _driven(connection, text.sql, text.bound(values), many=False).fetchall()
        return [text.row_of(each) for each in found]

    def _text_for(self, dialect: Dialect) -> "_Text":
        known = self._texts.get(dialect.name)
        if known is None:
            compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
            known = self._texts[dialect.name] = _text_of(compiled)
        return known


@dataclass(frozen=True, slots=True)
class _Text:
    """What the driver is told: `fixed` stands in the statement, other values come with a run."""

    sql: str
    fixed: Row
    writers: Named
    ordered: Callable[[Row], Any]
    names: Sequence[str]
    readers: Named

    def bound(self, values: Mapping[str, Any]) -> Any:
        """Return the values of one run as the driver takes them."""
        told = {**self.fixed, **values}
        for name, write in self.writers:
            told[name] = write(told[name])
        return self.ordered(told)

    def row_of(self, found: Sequence[Any]) -> Row:
        """Return a row as it was found, by the names of its columns."""
        row = dict(zip(self.names, found, strict=True))
        for name, read in self.readers:
            row[name] = read(row[name])
        return row


def _driven(connection: Connection, sql: str, values: Any, *, many: bool) -> DBAPICursor:
    """Run a text in the connection's transaction; a fault is told as SQLAlchemy tells it."""
    if not connection.in_transaction():
        connection.begin()
    cursor = connection.connection.cursor()
    fault_of_driver = connection.dialect.loaded_dbapi.Error
    try:
        (cursor.executemany if many else cursor.execute)(sql, values)
    except fault_of_driver as fault:
        raise DBAPIError.instance(
            sql, None, fault, fault_of_driver, hide_parameters=True, dialect=connection.dialect
        ) from fault
    return cursor


def _text_of(compiled: SQLCompiler) -> _Text:
    dialect = compiled.dialect
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    writers = {name: _writer(bind.type, dialect) for name, bind in binds.items()}
    columns = [*getattr(compiled.statement, "selected_columns", ())]
    readers = {column.key: _reader(column.type, dialect) for column in columns}
    fixed = {name: value for name, value in compiled.params.items() if not binds[name].required}
    return _Text(
        sql=compiled.string,
        fixed={
            name: write(value) if (write := writers[name]) else value
            for name, value in fixed.items()
        },
        writers=tuple(
            (name, write) for name, write in writers.items() if write and name not in fixed
        ),
        ordered=_order(compiled.positiontup),
        names=[column.key for column in columns],
        readers=tuple((name, read) for name, read in readers.items() if read),
    )


def _writer(type_: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    write: Callable[[Any], Any] | None = type_.dialect_impl(dialect).bind_processor(dialect)
    moments = isinstance(getattr(type_, "impl_instance", type_), DateTime)
    return lru_cache(MOMENTS)(write) if write and moments else write


def _reader(type_: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    read: Callable[[Any], Any] | None = type_.dialect_impl(dialect).result_processor(dialect, None)
    return read


def _order(places: Sequence[str] | None) -> Callable[[Row], Any]:
    """Return what puts values in the order of their places, where a driver counts those."""
    if places is None:
        return dict
    several = len(places) > 1
    return itemgetter(*places) if several else lambda told: tuple(told[name] for name in places)
