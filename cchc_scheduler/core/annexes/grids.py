"""The cells of a table as a file has them, each with its place.

A merged cell stands in each of its positions as the same cell.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Told = Literal["macros", "tracked-changes", "cut-off"]
Flaw = Literal["formula-without-value", "error-value"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `row` and `column` count from 1 and are where it begins.

    `text` is what a reader sees, `day` or `number` what a sheet holds behind it. `month_first`
    tells that the sheet shows the month before the day. `numbered` tells that Word counts here.
    """

    text: str
    row: int
    column: int
    place: str
    day: date | None = None
    number: float | None = None
    month_first: bool = False
    flaw: Flaw | None = None
    bold: bool = False
    numbered: bool = False

    @property
    def filled(self) -> bool:
        """Whether anything stands here."""
        return bool(self.text.strip()) or self.flaw is not None


NOTHING: Final = Cell("", 0, 0, "")


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is what a reader finds it by, `page` the page where the file tells it."""

    number: int
    place: str
    cells: tuple[Cell, ...]
    page: int | None = None
    hidden: bool = False

    def at(self, column: int | None) -> Cell:
        """Return the cell at a position that counts from 0; an empty one where there is none."""
        if column is None or not 0 <= column < len(self.cells):
            return NOTHING
        return self.cells[column]

    @property
    def own(self) -> tuple[Cell, ...]:
        """The filled cells, each once however far it reaches."""
        found: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            if cell.filled:
                found.setdefault((cell.row, cell.column), cell)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Grid:
    """One table or sheet; `before` are the lines of text between it and the table before.

    `sheet` tells that it is a whole sheet, which no other table goes on from.
    """

    name: str
    rows: tuple[Row, ...]
    before: tuple[str, ...] = ()
    sheet: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """What a file holds: its tables, its first lines, its fonts, and what was found beside them.

    `head` are the first lines of the document, those in tables too. `told` are kinds of notices
    that only the file itself can give: macros, tracked changes, rows cut off.
    """

    grids: tuple[Grid, ...]
    head: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
