"""A table as a value: shown on a page, searched, and carried out as .xlsx or .csv.

Days stay days and moments stay moments, so that a sheet can sort and count them; every other cell
is a text, whatever it begins with, for people's words must never become formulas.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.search import finds, order_key
from cchc_scheduler.documents.vietnamese import moment, short_day

Cell = str | int | date | datetime | None
CellKind = Literal["text", "number", "day", "moment"]
FORMATS: Final[dict[CellKind, str]] = {"day": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm"}
WIDTHS: Final[dict[CellKind, int]] = {"text": 40, "number": 12, "day": 14, "moment": 18}
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL: Final = 32_000
LONGEST_SHEET_NAME: Final = 31


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title and what its cells hold."""

    title: str
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class ListTable:
    """A titled table; every row has a cell for every column. `name` names files: "thu-da-gui"."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def shown(cell: Cell) -> str:
    """Return a cell as a person reads it; nothing for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return moment(cell)
    return short_day(cell) if isinstance(cell, date) else str(cell)


def matching(table: ListTable, asked: str) -> ListTable:
    """Return the table with the rows that hold every word that was asked for, marks or not."""
    if not asked.strip():
        return table
    rows = tuple(row for row in table.rows if finds(asked, [shown(cell) for cell in row]))
    return replace(table, rows=rows)


def in_order(table: ListTable, column: int) -> ListTable:
    """Return the table sorted by a column, texts as Vietnamese does; empty cells stand last."""
    return replace(table, rows=tuple(sorted(table.rows, key=lambda row: _key(row[column]))))


def as_xlsx(table: ListTable, now: datetime) -> bytes:
    """Return the table as a sheet with a heading row that filters, dates as dates."""
    import xlsxwriter  # noqa: PLC0415 - only who carries a table out needs it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": table.title, "created": now.replace(tzinfo=None, microsecond=0)})
    page = book.add_worksheet(table.name[:LONGEST_SHEET_NAME])
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E7EEF5"})
    formats = {
        column.kind: book.add_format(
            {"text_wrap": True, "valign": "top", "border": 1}
            | ({"num_format": FORMATS[column.kind]} if column.kind in FORMATS else {})
        )
        for column in table.columns
    }
    for place, column in enumerate(table.columns):
        page.set_column(place, place, WIDTHS[column.kind])
        page.write_string(0, place, column.title, head)
        for number, row in enumerate(table.rows, start=1):
            _write(page, (number, place), row[place], formats[column.kind])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    book.close()
    return out.getvalue()


def as_csv(table: ListTable) -> bytes:
    """Return the table as UTF-8 with a mark in front, which Excel needs to read Vietnamese.

    Days are 2025-09-09 and moments 2025-09-09 14:00, on the office's wall. A text that a sheet
    would take for a formula has an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _write(page: Any, place: tuple[int, int], cell: Cell, form: Any) -> None:
    if isinstance(cell, datetime):
        page.write_datetime(*place, cell.astimezone(OFFICE_ZONE).replace(tzinfo=None), form)
    elif isinstance(cell, date):
        page.write_datetime(*place, cell, form)
    elif isinstance(cell, int):
        page.write_number(*place, cell, form)
    elif cell is None:
        page.write_blank(*place, None, form)
    else:
        page.write_string(*place, cell[:LONGEST_CELL], form)


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return "" if cell is None else str(cell)


def _key(cell: Cell) -> tuple[int, Any]:
    if cell is None or cell == "":
        return (2, 0)
    return (1, order_key(cell)) if isinstance(cell, str) else (0, _number(cell))


def _number(cell: Sequence[Any] | int | date | datetime) -> float:
    if isinstance(cell, datetime):
        return cell.timestamp()
    return float(cell.toordinal()) if isinstance(cell, date) else float(cell)  # type: ignore[arg-type]
