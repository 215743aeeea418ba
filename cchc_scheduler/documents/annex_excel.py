"""An annex as an Excel file, filled or empty, with lists of units to choose from."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from cchc_scheduler.documents.plan_rows import HEADS, AnnexRow

WIDTHS: Final = (9, 60, 26, 26, 24, 24)
SHEET: Final = "Phụ lục"
LIST_SHEET: Final = "Danh bạ"
EMPTY_ROWS: Final = 60
LEAD, SUPPORT, DEADLINE = 2, 3, 4
HINT: Final = "Ghi như trong văn bản, ví dụ: Trước ngày 15/9/2025; Quý IV/2025; Thường xuyên."
ONE_LEAD: Final = "Chọn một đơn vị chịu trách nhiệm chính; đơn vị khác ghi ở cột phối hợp."


def annex_excel(title: Sequence[str], rows: Sequence[AnnexRow], units: Sequence[str]) -> bytes:
    """Return an annex as an .xlsx; without rows it is a form to fill in.

    Every cell is text, also one that begins with "=": nothing here is a formula.
    """
    import xlsxwriter  # noqa: PLC0415 - heavy, and loaded only when a sheet is made

    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        looks = _looks(book)
        _page(sheet)
        for at, line in enumerate(title):
            sheet.merge_range(at, 0, at, len(HEADS) - 1, "", looks["title"])
            sheet.write_string(at, 0, line, looks["title"])
        first = len(title) + 1
        for column, head in enumerate(HEADS):
            sheet.write_string(first - 1, column, head, looks["head"])
        for at, row in enumerate(rows, first):
            _row(sheet, at, row, looks)
        last = first + (len(rows) or EMPTY_ROWS) - 1
        if not rows:
            _frame(sheet, range(first, last + 1), looks)
        _choices(book, sheet, (first, last), units)
        sheet.repeat_rows(first - 1)
        sheet.freeze_panes(first, 0)
    return made.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
    centred = {**base, "bold": True, "align": "center", "valign": "vcenter"}
    return {
        "title": book.add_format(centred),
        "head": book.add_format({**centred, "border": 1}),
        "section": book.add_format({**base, "bold": True, "border": 1}),
        "cell": book.add_format({**base, "border": 1, "num_format": "@"}),
    }


def _page(sheet: Any) -> None:
    """Print on A4 across, as wide as a page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=1.18, right=0.6, top=0.8, bottom=0.8)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)


def _row(sheet: Any, at: int, row: AnnexRow, looks: dict[str, Any]) -> None:
    if row.section:
        sheet.write_string(at, 0, row.clause, looks["section"])
        sheet.merge_range(at, 1, at, len(HEADS) - 1, "", looks["section"])
        sheet.write_string(at, 1, row.text, looks["section"])
        return
    for column, text in enumerate(row.cells):
        sheet.write_string(at, column, text, looks["cell"])


def _frame(sheet: Any, rows: range, looks: dict[str, Any]) -> None:
    for at in rows:
        for column in range(len(HEADS)):
            sheet.write_blank(at, column, None, looks["cell"])


def _choices(book: Any, sheet: Any, rows: tuple[int, int], units: Sequence[str]) -> None:
    """Offer the units of the directory; other words may be typed, since wording is kept."""
    listed = book.add_worksheet(LIST_SHEET)
    listed.hide()
    for at, unit in enumerate(units):
        listed.write_string(at, 0, unit)
    first, last = rows
    source = f"='{LIST_SHEET}'!$A$1:$A${max(len(units), 1)}"
    offer = {"validate": "list", "source": source, "error_type": "information"}
    sheet.data_validation(first, LEAD, last, LEAD, {**offer, "input_message": ONE_LEAD})
    sheet.data_validation(first, SUPPORT, last, SUPPORT, offer)
    hint = {"validate": "any", "input_message": HINT}
    sheet.data_validation(first, DEADLINE, last, DEADLINE, hint)
