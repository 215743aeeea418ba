"""An Excel file's sheets as grids: values as they were last calculated, merged cells, dates.

Read with lxml alone: cells come one by one, so that a cell at the far end of a sheet costs nothing.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from cchc_scheduler.core.annexes.grids import NOTHING, Cell, Grid, Paper, Row, Told
from cchc_scheduler.plan.annex_archive import Archive, attribute, kind
from cchc_scheduler.plan.annex_faults import UnreadableAnnex
from cchc_scheduler.plan.annex_sheet_cells import (
    Book,
    Spot,
    cell_of,
    letters_number,
    text_of,
    whole,
)
from cchc_scheduler.plan.annex_styles import read_styles

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STRINGS: Final = "xl/sharedStrings.xml"
STYLES: Final = "xl/styles.xml"
WIDEST: Final = 64
MOST_ROWS: Final = 12_000
MOST_MERGED: Final = 400_000
MOST_SHEETS: Final = 40
HEAD_LINES: Final = 60
REFERENCE: Final = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read: cells by row and column, what is merged, which rows are hidden."""

    name: str
    book: Book
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    last: int = 0
    cut: bool = False


def read_sheets(archive: Archive) -> Paper:
    """Return every sheet that can be seen, in order."""
    workbook = archive.tree(WORKBOOK)
    if workbook is None:
        raise UnreadableAnnex("damaged", WORKBOOK)
    book = Book(_strings(archive), read_styles(archive.tree(STYLES)), _counts_from_1904(workbook))
    sheets = []
    for name, path in _paths(archive, workbook)[:MOST_SHEETS]:
        sheet = _Sheet(name, book)
        _fill(sheet, archive.part(path) or b"", path)
        sheets.append(sheet)
    told: list[Told] = ["macros"] if archive.has_macros else []
    if any(sheet.cut for sheet in sheets):
        told.append("cut-off")
    grids = tuple(_grid(sheet) for sheet in sheets)
    return Paper(grids, _head(grids), book.styles.fonts, tuple(told))


def _counts_from_1904(workbook: Any) -> bool:
    return any(
        kind(each) == "workbookPr" and attribute(each, "date1904") in ("1", "true")
        for each in workbook.iter()
    )


def _paths(archive: Archive, workbook: Any) -> list[tuple[str, str]]:
    """Return the name and part of each sheet; hidden ones only when nothing else is there."""
    relations = archive.tree(RELATIONS)
    listed = () if relations is None else relations
    targets = {attribute(each, "Id"): attribute(each, "Target") for each in listed}
    shown: list[tuple[str, str]] = []
    hidden: list[tuple[str, str]] = []
    for sheet in workbook.iter():
        if kind(sheet) != "sheet":
            continue
        target = targets.get(_relation(sheet), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        named = (unicodedata.normalize("NFC", attribute(sheet, "name")), path)
        state = attribute(sheet, "state")
        (hidden if state in ("hidden", "veryHidden") else shown).append(named)
    return shown or hidden


def _relation(sheet: Any) -> str:
    found = (value for key, value in sheet.attrib.items() if key.endswith("}id"))
    return str(next(found, ""))


def _strings(archive: Archive) -> list[str]:
    root = archive.tree(STRINGS)
    if root is None:
        return []
    return [text_of(each) for each in root if kind(each) == "si"]


def _fill(sheet: _Sheet, xml: bytes, path: str) -> None:
    """Read the cells of a sheet one row at a time, and forget each row's XML."""
    from lxml import etree  # noqa: PLC0415 - large, and only who reads an annex needs it

    events = etree.iterparse(
        BytesIO(xml), events=("end",), resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, element in events:
            name = kind(element)
            if name == "row":
                _take_row(sheet, element)
                element.clear()
            elif name == "mergeCell":
                sheet.merged.append(attribute(element, "ref"))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableAnnex("damaged", f"{path}: {error}") from error


def _take_row(sheet: _Sheet, element: Any) -> None:
    if len(sheet.cells) >= MOST_ROWS:
        sheet.cut = True
        return
    number = whole(attribute(element, "r"), sheet.last + 1)
    sheet.last = number
    cells: dict[int, Cell] = {}
    for each in element:
        if kind(each) == "c":
            column = _column(attribute(each, "r"), max(cells, default=0) + 1)
            if column <= WIDEST:
                cell = cell_of(each, sheet.book, Spot(sheet.name, number, column))
                if cell.filled:
                    cells[column] = cell
    if cells:
        sheet.cells[number] = cells
        if attribute(element, "hidden") in ("1", "true"):
            sheet.hidden.add(number)


def _column(reference: str, otherwise: int) -> int:
    found = REFERENCE.match(reference)
    return letters_number(found[1]) if found else otherwise


def _grid(sheet: _Sheet) -> Grid:
    _spread(sheet)
    width = max((max(cells) for cells in sheet.cells.values()), default=0)
    rows = tuple(
        Row(
            number,
            f"{sheet.name}!{number}",
            tuple(cells.get(at, NOTHING) for at in range(1, width + 1)),
            hidden=number in sheet.hidden,
        )
        for number, cells in sorted(sheet.cells.items())
    )
    return Grid(sheet.name, rows, (), sheet=True)


def _spread(sheet: _Sheet) -> None:
    """Put each merged cell into every position it covers, in rows that hold something."""
    numbers, left = sorted(sheet.cells), MOST_MERGED
    for reference in sheet.merged:
        first, _, last = reference.partition(":")
        begin, end = REFERENCE.match(first), REFERENCE.match(last)
        if begin is None or end is None:
            continue
        top, bottom = int(begin[2]), int(end[2])
        columns = range(letters_number(begin[1]), min(letters_number(end[1]), WIDEST) + 1)
        cell = sheet.cells.get(top, {}).get(columns.start, NOTHING)
        rows = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        left -= len(rows) * len(columns)
        if left < 0:
            sheet.cut = True
            return
        if cell.filled:
            for number in rows:
                sheet.cells[number].update(dict.fromkeys(columns, cell))


def _head(grids: tuple[Grid, ...]) -> tuple[str, ...]:
    texts = (cell.text for grid in grids[:1] for row in grid.rows[:20] for cell in row.own)
    return tuple(text for _, text in zip(range(HEAD_LINES), texts, strict=False))
