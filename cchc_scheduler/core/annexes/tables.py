"""Which grids of a file are tables of tasks, and which of them are one table broken over pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from cchc_scheduler.core.annexes.columns import Columns, columns_from, find_columns
from cchc_scheduler.core.annexes.grids import Grid, Row
from cchc_scheduler.core.annexes.headings import heading_of
from cchc_scheduler.core.annexes.keys import plain
from cchc_scheduler.core.annexes.numbering import is_upper, titled

ANOTHER: Final = re.compile(r"^(?:phu luc|bieu|bieu mau|mau)\b")
LONGEST_HEAD: Final = 80
FEWEST_HEADS: Final = 3


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table in one grid, its heads left out; `titles` led to it as sections."""

    rows: tuple[Row, ...]
    columns: Columns
    titles: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """One table of tasks; `above` are the lines that lead to it."""

    name: str
    columns: Columns
    sheet: bool
    above: tuple[str, ...]
    parts: list[Part] = field(default_factory=list)

    @property
    def length(self) -> int:
        """The number of rows with something in them, heads not counted."""
        return sum(bool(row.own) for part in self.parts for row in part.rows)


def tables_of(grids: Sequence[Grid]) -> tuple[Table, ...]:
    """Return every table of tasks, in order; one broken over pages is one."""
    found: list[Table] = []
    last: Table | None = None
    for grid in grids:
        pieces = list(_pieces(grid))
        if pieces:
            for piece, columns in pieces:
                last = _add(found, last, piece, columns)
        elif last is not None and _goes_on(last, grid):
            last.parts.append(Part(grid.rows, last.columns, _titles(grid)))
        else:
            last = None
    return tuple(found)


def _pieces(grid: Grid) -> Iterator[tuple[Grid, Columns]]:
    """Yield each table of a grid that begins with heads of its own, other than those before."""
    found = find_columns(grid)
    while found is not None:
        after = _other_heads(grid, found)
        stop = after.heads.start if after else len(grid.rows)
        yield Grid(grid.name, grid.rows[:stop], grid.before, grid.sheet), found
        if after is not None:
            grid = _from(grid, stop)
            after = columns_from(grid, 0)
        found = after


def _from(grid: Grid, start: int) -> Grid:
    return Grid(grid.name, grid.rows[start:], (), grid.sheet)


def _other_heads(grid: Grid, found: Columns) -> Columns | None:
    """Return the heads of another table further down, if there is one."""
    for start in range(found.heads.stop, len(grid.rows)):
        if _may_be_heads(grid.rows[start]):
            other = columns_from(grid, start)
            if other is not None and not other.same_roles(found):
                return other
    return None


def _may_be_heads(row: Row) -> bool:
    own = row.own
    if len(own) < FEWEST_HEADS or any(len(cell.text) > LONGEST_HEAD for cell in own):
        return False
    return all(heading_of(cell.text) is not None for cell in own)


def _add(found: list[Table], last: Table | None, grid: Grid, columns: Columns) -> Table:
    rows = grid.rows[columns.heads.stop :]
    if last is not None and not grid.sheet and _joins(last, grid, columns):
        last.parts.append(Part(rows, columns, _titles(grid)))
        return last
    above = (*grid.before, *_texts(grid.rows[: columns.heads.start]))
    table = Table(grid.name, columns, grid.sheet, above, [Part(rows, columns)])
    found.append(table)
    return table


def _texts(rows: Sequence[Row]) -> Iterator[str]:
    return (cell.text for row in rows for cell in row.own)


def _joins(last: Table, grid: Grid, columns: Columns) -> bool:
    between = (*grid.before, *_texts(grid.rows[: columns.heads.start]))
    return last.columns.same_roles(columns) and not any(
        ANOTHER.match(plain(line)) for line in between
    )


def _goes_on(last: Table, grid: Grid) -> bool:
    """Tell whether a grid without heads is the rest of the table before it."""
    width = max((len(row.cells) for row in grid.rows), default=0)
    needed = max(last.columns.positions.values())
    widest = max((len(row.cells) for part in last.parts for row in part.rows), default=0)
    if last.sheet or grid.sheet or width <= needed or (widest and width != widest):
        return False
    return not any(line.strip() for line in grid.before if not _is_page_mark(line))


def _is_page_mark(line: str) -> bool:
    return bool(re.fullmatch(r"\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*", line.casefold()))


def _titles(grid: Grid) -> tuple[str, ...]:
    lines = (line.strip() for line in grid.before)
    return tuple(line for line in lines if titled(line) is not None or is_upper(line))
