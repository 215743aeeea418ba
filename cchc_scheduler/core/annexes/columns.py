"""Finds the heads of a table: which rows they are, and what stands in which column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from cchc_scheduler.core.annexes.grids import Grid, Row
from cchc_scheduler.core.annexes.headings import Heading, Role, heading_of

SEARCHED_ROWS: Final = 80
DEEPEST: Final = 3
WEIGHED_ROWS: Final = 60


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each role stands, counted from 0; `heads` are the rows of the heads, end not included.

    `unknown` are heads that no word of the table explains.
    """

    positions: dict[Role, int]
    heads: range
    unknown: tuple[str, ...] = ()

    def at(self, role: Role) -> int | None:
        """Return where a role stands, if it does."""
        return self.positions.get(role)

    @property
    def lead(self) -> int | None:
        """The column that names who is asked."""
        return self.positions.get("lead", self.positions.get("lead-and-support"))

    @property
    def usable(self) -> bool:
        """Whether tasks can be read: their words, and who or when."""
        return "text" in self.positions and (self.lead is not None or "deadline" in self.positions)

    def same_roles(self, other: "Columns") -> bool:
        """Tell whether two tables have the same columns in the same order."""
        return self.positions == other.positions


def find_columns(grid: Grid) -> Columns | None:
    """Return the columns by the first heads that are usable, or None when a grid has none."""
    for start in range(min(len(grid.rows), SEARCHED_ROWS)):
        if len(grid.rows[start].own) > 1:
            found = columns_from(grid, start)
            if found is not None:
                return found
    return None


def columns_from(grid: Grid, start: int) -> Columns | None:
    """Return the columns if heads begin in this row; deeper heads must explain as many columns."""
    best: Columns | None = None
    for depth in range(1, DEEPEST + 1):
        heads = range(start, start + depth)
        if heads.stop > len(grid.rows) or not _continues(grid, heads):
            break
        found = _columns(grid, heads)
        if found.usable and (best is None or len(found.positions) >= len(best.positions)):
            best = found
    return _with_whole_heads(grid, best) if best else None


def _with_whole_heads(grid: Grid, found: Columns) -> Columns:
    """Count rows that only hold what is left of the same heads as heads too."""
    stop = found.heads.stop
    first = grid.rows[found.heads.start]
    own = {(cell.row, cell.column) for cell in first.own}
    while stop < len(grid.rows):
        cells = grid.rows[stop].own
        if not cells or any((cell.row, cell.column) not in own for cell in cells):
            break
        stop += 1
    return Columns(found.positions, range(found.heads.start, stop), found.unknown)


def _continues(grid: Grid, heads: range) -> bool:
    """Tell whether each row below the first only holds heads, of its own or from above."""
    return all(_holds_heads(grid.rows[number]) for number in heads[1:])


def _holds_heads(row: Row) -> bool:
    return bool(row.own) and all(heading_of(cell.text) is not None for cell in row.own)


def _columns(grid: Grid, heads: range) -> Columns:
    width = max(len(grid.rows[number].cells) for number in heads)
    texts = [_head_text(grid, heads, position) for position in range(width)]
    known = [(position, heading_of(text)) for position, text in enumerate(texts)]
    unknown = [texts[at] for at, found in known if texts[at] and found is None]
    named = [(at, found) for at, found in known if found is not None]
    positions: dict[Role, int] = {}
    for role in dict.fromkeys(found.role for _, found in named):
        if role != "other":
            positions[role] = _strongest(grid, heads, role, named)
    _settle_second_text(grid, heads, positions, named)
    unknown += [texts[at] for at in _passed_over(positions, named, texts)]
    return Columns(positions, heads, tuple(dict.fromkeys(unknown)))


def _head_text(grid: Grid, heads: range, position: int) -> str:
    cells = {
        (cell.row, cell.column): cell.text
        for cell in (grid.rows[number].at(position) for number in heads)
        if cell.filled
    }
    return " ".join(cells.values())


def _strongest(grid: Grid, heads: range, role: Role, named: Iterable[tuple[int, Heading]]) -> int:
    """Return the position of a role; of equals the one with more to read, then the first."""
    rivals = [(at, found.strength) for at, found in named if found.role == role]
    strength = max(each for _, each in rivals)
    places = [at for at, each in rivals if each == strength]
    if len(places) == 1:
        return places[0]
    return max(places, key=lambda at: (sum(_lengths(grid, heads, at)), -at))


def _lengths(grid: Grid, heads: range, position: int) -> Iterator[int]:
    for row in grid.rows[heads.stop : heads.stop + WEIGHED_ROWS]:
        yield len(row.at(position).text)


def _settle_second_text(
    grid: Grid, heads: range, positions: dict[Role, int], named: Iterable[tuple[int, Heading]]
) -> None:
    """Take the coarser of two columns of work for the group that the finer one belongs to."""
    text = positions.get("text")
    others = [at for at, found in named if found.role == "text" and at != text]
    if text is None or not others or "section" in positions:
        return
    first, second = sorted((text, others[0]))
    if second != text and _parts(grid, heads, second) <= _parts(grid, heads, first):
        return
    positions["section"], positions["text"] = first, second


def _parts(grid: Grid, heads: range, position: int) -> int:
    """Return in how many parts a column is divided: cells that reach over rows count once."""
    rows = grid.rows[heads.stop : heads.stop + WEIGHED_ROWS]
    cells = (row.at(position) for row in rows)
    return len({(cell.row, cell.column) for cell in cells if cell.filled})


def _passed_over(
    positions: dict[Role, int], named: Iterable[tuple[int, Heading]], texts: list[str]
) -> Iterator[int]:
    """Yield the columns that are known by their heads but whose role another column has."""
    taken = {texts[at] for at in positions.values()}
    for at, found in named:
        if found.role != "other" and at not in positions.values() and texts[at] not in taken:
            yield at
