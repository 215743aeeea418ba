"""Old and open sheets, .xls and .ods, by python-calamine: the extra `xls` of the installation."""

import unicodedata
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

from cchc_scheduler.core.annexes.grids import Cell, Grid, Paper, Row
from cchc_scheduler.plan.annex_faults import UnreadableAnnex
from cchc_scheduler.plan.annex_sheet_cells import (
    clock_words,
    column_letters,
    shown_day,
    shown_number,
)

WIDEST: Final = 64
MOST_ROWS: Final = 12_000


def read_old_sheets(content: bytes) -> Paper:
    """Return the sheets of an .xls or .ods file."""
    try:
        import python_calamine as calamine  # noqa: PLC0415 - an extra, loaded when asked for
    except ImportError as error:
        raise UnreadableAnnex("needs-xls") from error
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        grids = tuple(
            _sheet(name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names
        )
    except calamine.PasswordError as error:
        raise UnreadableAnnex("password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableAnnex("damaged", str(error)) from error
    except BaseException as error:
        # A library in Rust that gives up on a file raises no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableAnnex("damaged", str(error)) from error
    head = tuple(cell.text for grid in grids[:1] for row in grid.rows[:20] for cell in row.own)
    told = any(len(grid.rows) >= MOST_ROWS for grid in grids)
    return Paper(grids, head, told=("cut-off",) if told else ())


def _sheet(name: str, sheet: Any) -> Grid:
    values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    rows = [
        [_value(value, name, at + 1, column + 1) for column, value in enumerate(row[:WIDEST])]
        for at, row in enumerate(values)
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _spread(rows, range(top, min(bottom + 1, len(rows))), range(left, right + 1))
    return Grid(
        name,
        tuple(Row(at + 1, f"{name}!{at + 1}", tuple(cells)) for at, cells in enumerate(rows)),
        sheet=True,
    )


def _spread(rows: list[list[Cell]], over: range, columns: range) -> None:
    if not over or columns.start >= len(rows[over.start]):
        return
    cell = rows[over.start][columns.start]
    if cell.filled:
        for at in over:
            for column in columns[: len(rows[at]) - columns.start]:
                rows[at][column] = cell


def _value(value: Any, sheet: str, row: int, column: int) -> Cell:
    place = f"{sheet}!{column_letters(column)}{row}"
    if isinstance(value, datetime):
        minutes = value.hour * 60 + value.minute
        text = clock_words(minutes) + shown_day(value.date())
        return Cell(text, row, column, place, day=value.date())
    if isinstance(value, date):
        return Cell(shown_day(value), row, column, place, day=value)
    if isinstance(value, bool | time):
        return Cell(str(value), row, column, place)
    if isinstance(value, int | float):
        return Cell(shown_number(float(value)), row, column, place, number=float(value))
    return Cell(unicodedata.normalize("NFC", str(value or "")).strip(), row, column, place)
