"""The office's directory as an Excel file, filled or empty, with lists to choose from."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any, Final

from cchc_scheduler.core.directories import (
    LEADERS,
    LEADERS_HEADS,
    LEADERS_SHEET,
    RANKS,
    TABLES,
    YES,
    ColumnKind,
    DirectoryColumn,
    DirectoryTable,
)
from cchc_scheduler.documents.vietnamese import two_digits

MOST_ROWS: Final = 200
HINTS: Final[Mapping[ColumnKind, str]] = {
    "id": "Chữ thường không dấu, số, gạch nối; bỏ trống thì lấy từ tên.",
    "post": "Mã hoặc tên chức danh ở trang Chức danh.",
    "person": "Mã hoặc họ tên ở trang Người nhận; bỏ trống là khuyết.",
    "yes": "Ghi x cho đúng một đơn vị tổng hợp báo cáo.",
    "day": "Ngày dạng 28/7/2025; bỏ trống khi không giới hạn.",
}


def directory_excel(office: Mapping[str, Any] | None) -> bytes:
    """Return the directory of an office's document as an .xlsx; without one, a form to fill in.

    Every cell is text, also one that begins with "=": nothing here is a formula.
    """
    import xlsxwriter  # noqa: PLC0415 - heavy, and loaded only when a sheet is made

    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        looks = _looks(book)
        for table in TABLES:
            entries = office[table.part] if office else ()
            _table(book.add_worksheet(table.sheet), table, entries, looks)
        _leaders(book.add_worksheet(LEADERS_SHEET), office or {}, looks)
    return made.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12, "border": 1, "text_wrap": True}
    return {
        "head": book.add_format({**base, "bold": True, "align": "center"}),
        "cell": book.add_format({**base, "valign": "top", "num_format": "@"}),
    }


def _table(
    sheet: Any, table: DirectoryTable, entries: Sequence[Mapping[str, Any]], looks: dict[str, Any]
) -> None:
    _page(sheet)
    last = max(len(entries), MOST_ROWS)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.head, looks["head"])
        for row, entry in enumerate(entries, 1):
            sheet.write_string(row, at, shown(column, entry.get(column.key)), looks["cell"])
        offer = _offer(column, filled=bool(entries))
        if offer:
            sheet.data_validation(1, at, last, at, offer)


def _page(sheet: Any) -> None:
    """Print on A4 across, as wide as a page, the heads on each."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)


def _offer(column: DirectoryColumn, *, filled: bool) -> dict[str, Any]:
    """Return the list a column chooses from; of an empty form names are chosen, else ids."""
    hint = {"input_message": HINTS[column.kind]} if column.kind in HINTS else {}
    if column.kind == "rank":
        return {"validate": "list", "source": list(RANKS.values())}
    if column.kind == "yes":
        return {"validate": "list", "source": [YES], **hint}
    source = {"post": TABLES[1], "person": TABLES[2]}.get(column.kind)
    if source is None:
        return {"validate": "any", **hint} if hint else {}
    letter = "A" if filled else "B"
    cells = f"='{source.sheet}'!${letter}$2:${letter}${MOST_ROWS + 1}"
    return {"validate": "list", "source": cells, "error_type": "information", **hint}


def _leaders(sheet: Any, office: Mapping[str, Any], looks: dict[str, Any]) -> None:
    _page(sheet)
    for at, (head, width) in enumerate(zip(LEADERS_HEADS, (34, 40), strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, head, looks["head"])
    for row, (key, words) in enumerate(LEADERS.items(), 1):
        sheet.write_string(row, 0, words, looks["cell"])
        sheet.write_string(row, 1, office.get(key) or "", looks["cell"])
    offer = _offer(DirectoryColumn("", "", "post"), filled=bool(office))
    sheet.data_validation(1, 1, len(LEADERS), 1, offer)


def shown(column: DirectoryColumn, value: Any) -> str:
    """Return what stands in a cell: a rank in words, x for yes, a day as 28/07/2025."""
    if value is None or value is False:
        return ""
    if column.kind == "yes":
        return YES
    if column.kind == "rank":
        return RANKS[value]
    if column.kind == "day":
        day = date.fromisoformat(value)
        return f"{two_digits(day.day)}/{two_digits(day.month)}/{day.year:04}"
    return str(value)
