"""Walks down a table: tells tasks from sections, repeated heads, counted columns and what is below.

A merged cell counts for each row it reaches; nothing is taken from a row above for an empty cell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from cchc_scheduler.core.annexes.columns import Columns
from cchc_scheduler.core.annexes.grids import NOTHING, Cell, Row
from cchc_scheduler.core.annexes.headings import Role, heading_of
from cchc_scheduler.core.annexes.keys import plain
from cchc_scheduler.core.annexes.numbering import (
    COUNTING,
    DOTS,
    PURE_NUMBER,
    Style,
    is_upper,
    style_of,
    titled,
)

Kind = Literal["blank", "head", "counting", "left-out", "end", "section", "joined", "task"]
BESIDE: Final[tuple[Role, ...]] = ("lead", "lead-and-support", "support", "deadline", "product")
WHO_AND_WHEN: Final[tuple[Role, ...]] = ("lead", "lead-and-support", "support", "deadline")
END: Final = re.compile(r"^(?:noi nhan|nguoi lap|tm |kt |tl |tuq |chu tich$|ky ten)")
LEFT_OUT: Final = re.compile(r"^(?:ghi chu|tong (?:so|cong)|chu thich|luu y)\b")
JOINS_ON: Final = re.compile(r"^\s*(?:[-+•*–]|[a-zà-ỹđ])")
LONG_TEXT: Final = 15


@dataclass(slots=True)
class RawTask:
    """The cells of one task as they stand; `joined` and `products` are cells of further rows.

    `torn` are cells that went on at the top of the next page.
    """

    row: Row
    number: str
    section: str
    cells: dict[Role, Cell]
    shifted: bool = False
    joined: list[Cell] = field(default_factory=list)
    products: list[Cell] = field(default_factory=list)
    torn: list[Cell] = field(default_factory=list)

    def at(self, role: Role) -> Cell:
        """Return the cell of a role."""
        return self.cells.get(role, NOTHING)

    @property
    def lead(self) -> Cell:
        """The cell that names who is asked."""
        return self.cells.get("lead", self.at("lead-and-support"))


@dataclass(slots=True)
class Walked:
    """What a walk found; `left_out` are places of rows that are no task, `heads` a count."""

    tasks: list[RawTask] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    heads: int = 0
    hidden: int = 0
    sections: list[tuple[Style, str]] = field(default_factory=list)


def walk(rows: Sequence[Row], columns: Columns, found: Walked) -> None:
    """Add every task of the rows below the heads; `found` goes on from a table before it."""
    begun = not found.tasks
    for at, row in enumerate(rows):
        kind = _kind(row, columns, rows[at + 1 :], found)
        if kind == "end":
            found.left_out += [each.place for each in rows[at:] if each.own]
            return
        found.hidden += row.hidden and kind == "task"
        if not begun and kind in ("task", "joined") and _is_rest(row, columns, found):
            _go_on(row, columns, found.tasks[-1])
        else:
            _take(kind, row, columns, found)
        begun = begun or kind not in ("blank", "head", "counting")


def _is_rest(row: Row, columns: Columns, found: Walked) -> bool:
    """Tell whether the first row of a new page is what is left of the last one before it."""
    number, text = row.at(columns.at("number")), row.at(columns.at("text"))
    if not found.tasks[-1].number or number.filled or number.numbered:
        return False
    return not text.filled or JOINS_ON.match(text.text) is not None


def _go_on(row: Row, columns: Columns, last: RawTask) -> None:
    """Add the rest of each cell to the cell it was torn from."""
    for role, at in columns.positions.items():
        rest, torn = row.at(at), last.at(role)
        if rest.filled:
            whole = replace(torn, text=f"{torn.text} {rest.text}") if torn.filled else rest
            last.cells[role] = whole
    last.torn.append(row.own[0])


def _take(kind: Kind, row: Row, columns: Columns, found: Walked) -> None:
    if kind == "head":
        found.heads += 1
    elif kind == "left-out":
        found.left_out.append(row.place)
    elif kind == "section":
        enter(found, *_title(row, columns))
    elif kind == "joined":
        found.tasks[-1].joined.append(row.at(columns.at("text")))
    elif kind == "task":
        _add(row, columns, found)


def _kind(row: Row, columns: Columns, following: Sequence[Row], found: Walked) -> Kind:
    own = row.own
    if not own:
        return "blank"
    if _is_head(row, columns):
        return "head"
    if len(own) > 1 and all(COUNTING.match(cell.text.strip()) for cell in own):
        return "counting"
    if not _beside(row, columns):
        return _lone(row, columns, following, found)
    text = row.at(columns.at("text"))
    return "end" if not text.filled and any(_ends(cell) for cell in own) else "task"


def _ends(cell: Cell) -> bool:
    """Tell whether a cell stands below the table: who signs, who receives."""
    return END.match(plain(cell.text)) is not None


def _is_head(row: Row, columns: Columns) -> bool:
    """Tell whether the heads stand here once more: each role by its word, in its column."""
    heads = [(role, heading_of(row.at(at).text)) for role, at in columns.positions.items()]
    same = sum(found is not None and found.role == role for role, found in heads)
    whole = all(heading_of(cell.text) is not None for cell in row.own)
    return same > 1 and (whole or same >= len(heads) - 1)


def _beside(row: Row, columns: Columns) -> list[Cell]:
    """Return what stands beside the task itself; what only reaches over from it does not count."""
    text = row.at(columns.at("text"))
    cells = [row.at(columns.at(role)) for role in BESIDE]
    return [
        cell
        for cell in cells
        if cell.filled
        and (cell.row, cell.column) != (text.row, text.column)
        and not DOTS.match(cell.text)
    ]


def _lone(row: Row, columns: Columns, following: Sequence[Row], found: Walked) -> Kind:
    """Tell what a row is that names neither unit nor day: a title, a rest, a task half written."""
    text, number = _words_and_number(row, columns)
    words = plain(text)
    if END.match(words):
        return "end"
    if LEFT_OUT.match(words) or DOTS.match(text) or PURE_NUMBER.match(text):
        return "left-out"
    if _is_title(row, columns, following):
        return "section"
    unnumbered = not number and not row.at(columns.at("number")).numbered
    if unnumbered and found.tasks and JOINS_ON.match(text):
        return "joined"
    return "task"


def _words_and_number(row: Row, columns: Columns) -> tuple[str, str]:
    """Return the words of a lone row, which may stand in another column, and its number."""
    text, number = row.at(columns.at("text")), row.at(columns.at("number"))
    if text.filled and (text.row, text.column) != (number.row, number.column):
        return text.text.strip(), number.text.strip()
    others = [cell for cell in row.own if (cell.row, cell.column) != (number.row, number.column)]
    if number.filled and not others:
        return number.text.strip(), ""
    return others[0].text.strip(), number.text.strip()


def _is_title(row: Row, columns: Columns, following: Sequence[Row]) -> bool:
    text, number = _words_and_number(row, columns)
    style = style_of(number)
    if style in ("roman", "letter") or titled(text) is not None:
        return True
    if _reaches_over(row, columns) or is_upper(text) or not _in_text_column(row, columns):
        return True
    if _bold(row) and style != "part":
        return True
    return style == "figure" and _has_parts(columns, following)


def _bold(row: Row) -> bool:
    return all(cell.bold for cell in row.own)


def _reaches_over(row: Row, columns: Columns) -> bool:
    """Tell whether one cell holds both the words and what should stand beside them."""
    own = row.own
    position = columns.at("text")
    text = row.at(position)
    beside = [row.at(columns.at(role)) for role in WHO_AND_WHEN if columns.at(role) is not None]
    return bool(own) and any(
        cell.filled and (cell.row, cell.column) == (text.row, text.column) for cell in beside
    )


def _in_text_column(row: Row, columns: Columns) -> bool:
    return row.at(columns.at("text")).filled


def _has_parts(columns: Columns, following: Sequence[Row]) -> bool:
    """Tell whether the next row that is filled is a part: 1.1, a), a dash, or without number."""
    after = next((row for row in following if row.own), None)
    if after is None:
        return False
    number = after.at(columns.at("number"))
    style = style_of(number.text)
    return style == "part" or (style == "none" and not number.numbered and _whole(after, columns))


def _whole(row: Row, columns: Columns) -> bool:
    """Tell whether a row holds both a task and something beside it."""
    return _in_text_column(row, columns) and bool(_beside(row, columns))


def _title(row: Row, columns: Columns) -> tuple[Style, str]:
    text, number = _words_and_number(row, columns)
    with_number = titled(text)
    if with_number is not None:
        return with_number
    style = style_of(number) or "none"
    if not number:
        return style, text
    return style, f"{number} {text}" if number[-1] in ".):" else f"{number}. {text}"


def enter(found: Walked, style: Style, title: str) -> None:
    """Go into a section: it ends the one numbered in the same way, and all inside that."""
    styles = [each for each, _ in found.sections]
    kept = styles.index(style) if style in styles else len(styles)
    found.sections[kept:] = [(style, " ".join(title.split()))]


def _add(row: Row, columns: Columns, found: Walked) -> None:
    shift = 1 if _shifted(row, columns) else 0
    cells = {role: row.at(at + shift) for role, at in columns.positions.items()}
    number = row.at(columns.at("text")) if shift else cells.get("number", NOTHING)
    task = RawTask(row, number.text.strip(), _section(cells, found), cells, shifted=bool(shift))
    last = found.tasks[-1] if found.tasks else None
    if last and _same_but_product(last, task):
        last.products.append(task.at("product"))
    else:
        found.tasks.append(task)


def _shifted(row: Row, columns: Columns) -> bool:
    """Tell whether a row stands one column to the right: its number where its words should be."""
    at = columns.at("text")
    number, text = row.at(columns.at("number")), row.at(at)
    right = row.at(None if at is None else at + 1)
    no_number = not number.filled or DOTS.match(number.text) is not None
    return no_number and bool(PURE_NUMBER.match(text.text.strip())) and len(right.text) > LONG_TEXT


def _section(cells: dict[Role, Cell], found: Walked) -> str:
    titles = [title for _, title in found.sections]
    own = cells.get("section", NOTHING).text
    return " › ".join([*titles, *([" ".join(own.split())] if own.strip() else [])])


def _same_but_product(last: RawTask, task: RawTask) -> bool:
    """Tell whether two rows are one task of which only the products stand apart."""
    text = task.at("text")
    same: Iterator[bool] = (
        last.at(role).text == task.at(role).text
        and (last.at(role).row, last.at(role).column) == (task.at(role).row, task.at(role).column)
        for role in ("text", *(role for role in WHO_AND_WHEN if role in task.cells))
    )
    return text.filled and text.row != task.row.number and all(same)
