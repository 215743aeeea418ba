"""The office's directory read from an Excel file: entries with the cell of each, and faults."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from cchc_scheduler.core.annexes.grids import Cell, Grid, Paper, Row
from cchc_scheduler.core.annexes.keys import key, slug
from cchc_scheduler.core.directories import (
    LEADERS,
    LEADERS_HEADS,
    LEADERS_SHEET,
    RANKS,
    TABLES,
    YES,
    DirectoryColumn,
    DirectoryTable,
)
from cchc_scheduler.plan.faults import Fault, Path, closest, dotted

DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
HEADS_WITHIN: Final = 10
FLAWED: Final = "was never calculated or shows an error; write the value itself"


@dataclass(slots=True)
class Sheets:
    """What the sheets hold: `content` by the office's keys, `places` the cell of each path."""

    content: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, place: str, problem: str, value: str = "", guess: str | None = None) -> None:
        """Record a fault at a cell or sheet."""
        self.faults.append(Fault(place, 0, "", problem, value or None, guess))

    def place_of(self, path: str) -> str | None:
        """Return the cell of a dotted path, or of the nearest thing around it."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path)


def read_directory(paper: Paper) -> Sheets:
    """Read every sheet of a directory; ids left empty are made from names, names become ids."""
    found = Sheets()
    grids = {key(grid.name): grid for grid in paper.grids}
    for table in TABLES:
        found.places[table.part] = table.sheet
        grid = grids.get(key(table.sheet))
        if grid is None:
            found.add(table.sheet, "is a sheet that this file lacks")
            found.content[table.part] = []
            continue
        found.content[table.part] = list(_entries(found, table, grid))
    _make_ids(found)
    _read_leaders(found, grids.get(key(LEADERS_SHEET)))
    _resolve(found)
    return found


def _entries(found: Sheets, table: DirectoryTable, grid: Grid) -> Iterator[dict[str, Any]]:
    heads = {key(column.head): column for column in table.columns}
    at = next((n for n, row in enumerate(grid.rows[:HEADS_WITHIN]) if _known(row, heads)), None)
    if at is None:
        names = ", ".join(column.head for column in table.columns)
        found.add(table.sheet, f"has no row of heads; they are {names}")
        return
    columns = dict(_columns(found, grid.rows[at], heads))
    filled = (row for row in grid.rows[at + 1 :] if any(row.at(n).filled for n in columns))
    for number, row in enumerate(filled):
        path = (table.part, number)
        found.places[dotted(path)] = row.place
        yield _entry(found, path, row, columns)


def _known(row: Row, heads: Mapping[str, DirectoryColumn]) -> bool:
    return sum(key(cell.text) in heads for cell in row.own) > 1


def _columns(
    found: Sheets, row: Row, heads: Mapping[str, DirectoryColumn]
) -> Iterator[tuple[int, DirectoryColumn]]:
    for number, cell in enumerate(row.cells):
        if not cell.filled:
            continue
        column = heads.get(key(cell.text))
        if column is None:
            names = [each.head for each in heads.values()]
            found.add(cell.place, "is no head of this sheet", cell.text, closest(cell.text, names))
        else:
            yield number, column


def _entry(
    found: Sheets, path: Path, row: Row, columns: Mapping[int, DirectoryColumn]
) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for number, column in columns.items():
        cell = row.at(number)
        if cell.filled:
            found.places[dotted((*path, column.key))] = cell.place
        if cell.flaw is not None:
            found.add(cell.place, FLAWED, cell.text)
        entry[column.key] = _value(found, column, cell)
    return entry


def _value(found: Sheets, column: DirectoryColumn, cell: Cell) -> Any:
    text = cell.text.strip()
    if column.kind == "yes":
        if key(text) not in ("", key(YES)):
            found.add(cell.place, f"must be {YES} or empty", text)
        return bool(text)
    if not text:
        return None
    if column.kind == "rank":
        return next((code for code, words in RANKS.items() if key(words) == key(text)), text)
    if column.kind == "day":
        return cell.day.isoformat() if cell.day else _day(text)
    return text


def _day(text: str) -> str:
    """Return a day as the files write it; what is none stays, to be told as a fault."""
    found = DAY.fullmatch(text)
    if found is None:
        return text
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _make_ids(found: Sheets) -> None:
    for table in TABLES:
        entries = found.content[table.part]
        taken = {entry.get("id") for entry in entries}
        for entry in entries:
            if entry.get("id") is None:
                entry["id"] = _new_id(entry.get(table.names) or _mailbox(entry), taken)
                taken.add(entry["id"])


def _mailbox(entry: Mapping[str, Any]) -> str | None:
    address = entry.get("address")
    return str(address).partition("@")[0] if address else None


def _new_id(name: str | None, taken: set[Any]) -> str | None:
    if name is None:
        return None
    first = slug(name)
    others = (f"{first}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (first, *others) if each not in taken)


def _read_leaders(found: Sheets, grid: Grid | None) -> None:
    found.content.update(dict.fromkeys(LEADERS))
    if grid is None:
        found.add(LEADERS_SHEET, "is a sheet that this file lacks")
        return
    keys = {key(words): name for name, words in LEADERS.items()}
    for row in grid.rows:
        role, post = row.at(0), row.at(1)
        name = keys.get(key(role.text))
        if name is not None:
            found.places[name] = post.place or row.place
            found.content[name] = post.text.strip() or None
        elif role.filled and key(role.text) != key(LEADERS_HEADS[0]):
            guess = closest(role.text, LEADERS.values())
            found.add(role.place, "is no role of this sheet", role.text, guess)


def _resolve(found: Sheets) -> None:
    """Put ids in place of names wherever a post or person is meant."""
    posts, people = (_by_name(found, table) for table in TABLES[1:])
    for table in TABLES:
        for column in table.columns:
            known = {"post": posts, "person": people}.get(column.kind)
            if known is not None:
                for entry in found.content[table.part]:
                    entry[column.key] = _id_of(entry.get(column.key), known)
    for name in LEADERS:
        found.content[name] = _id_of(found.content[name], posts)


def _by_name(found: Sheets, table: DirectoryTable) -> dict[str, str]:
    """Return ids by name where only one entry bears it, and every id by itself."""
    entries = [each for each in found.content[table.part] if each.get("id")]
    names = [key(each.get(table.names) or "") for each in entries]
    named = {
        name: each["id"]
        for name, each in zip(names, entries, strict=True)
        if name and names.count(name) == 1
    }
    return named | {each["id"]: each["id"] for each in entries}


def _id_of(text: Any, known: Mapping[str, str]) -> Any:
    if not isinstance(text, str):
        return text
    return known.get(text) or known.get(key(text), text)
