"""The tracking sheet (bảng theo dõi) as .xlsx: tasks, what is owed, when what came; no rating.

Dates are real dates, so that a sheet can be filtered and counted; every text is a text, whatever it
begins with, for units' words must never become formulas.
"""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.documents.tracking_columns import (
    OWED,
    SENT,
    TASKS,
    Row,
    Sheet,
    owed_row,
    sent_row,
    task_row,
)
from cchc_scheduler.documents.tracking_facts import TrackingFacts
from cchc_scheduler.documents.vietnamese import moment

READ_FIRST: Final = "Đọc trước"
FONT: Final = "Times New Roman"
A4: Final = 9
HEAD_ROW: Final = 3
FIRST_WIDTH: Final = 110
# Programs disagree on who sets the height of a row; it is set here, in points, as large as needed.
LINE_HEIGHT: Final = 15.0
HIGHEST: Final = 405.0
LONGEST: Final = 32_000
CUT: Final = " … (còn tiếp ở báo cáo của đơn vị)"
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
NUMBER_FORMATS: Final = {"day": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm"}
ABOUT_SHEETS: Final = (
    (
        f'Trang "{TASKS.name}": nguyên văn nhiệm vụ của Kế hoạch, kèm tình trạng và kết quả do đơn '
        "vị báo cáo trong kỳ. Ô để trống: đơn vị chưa báo cáo nội dung đó."
    ),
    (
        f'Trang "{OWED.name}": từng báo cáo, nhiệm vụ có thời hạn của từng đơn vị trong năm, ngày '
        "cuối theo Kế hoạch và ngày cuối đã thống nhất (nếu có)."
    ),
    (
        f'Trang "{SENT.name}": thời điểm nhận báo cáo của từng đơn vị, làm tài liệu tham khảo khi '
        "đánh giá cuối năm. Đơn vị có quyền xem, đề nghị đối chiếu và xác nhận dòng của mình; dòng "
        "chưa có ngày ở cột cuối là dòng đơn vị chưa xác nhận."
    ),
)
ABOUT_RATING: Final = (
    "Bảng này chỉ ghi sự việc kèm thời gian. Không có nội dung nào ở đây là đánh giá, xếp loại; "
    "các đơn vị đứng theo thứ tự của Kế hoạch, không xếp hạng. Việc đánh giá thuộc thẩm quyền của "
    "người có trách nhiệm."
)
ABOUT_SECRETS: Final = (
    "Ngày, giờ theo giờ Việt Nam. Bảng không chứa và không được dùng để chứa nội dung bí mật nhà "
    "nước."
)


def tracking_sheet(facts: TrackingFacts, now: datetime) -> bytes:
    """Return the sheet as a .xlsx; the same facts and time give the same bytes."""
    import xlsxwriter  # noqa: PLC0415 - only a service that compiles needs it

    out = io.BytesIO()
    options = {"constant_memory": True, "default_format_properties": {"font_name": FONT}}
    book = xlsxwriter.Workbook(out, options)
    about = {"title": f"Bảng theo dõi {facts.period_words}", "author": facts.office}
    made = now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({**about, "created": made})
    _read_first(book, facts)
    formats = _formats(book)
    _write(book, formats, (TASKS, facts), map(task_row, facts.tasks))
    _write(book, formats, (OWED, facts), map(owed_row, facts.owed))
    _write(book, formats, (SENT, facts), map(sent_row, facts.sent))
    book.close()
    return out.getvalue()


def _read_first(book: Any, facts: TrackingFacts) -> None:
    """Write the page that says what the book is, and that nothing in it is a rating."""
    page = book.add_worksheet(READ_FIRST)
    heading = book.add_format({"font_name": FONT, "font_size": 14, "bold": True})
    plain = book.add_format(
        {"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top"}
    )
    page.set_column(0, 0, FIRST_WIDTH)
    page.hide_gridlines(2)
    _print_setup(page, READ_FIRST)
    page.write_string(0, 0, f"BẢNG THEO DÕI {facts.period_words.upper()}", heading)
    for number, line in enumerate(_sentences(facts), start=1):
        page.set_row(number, _height(_lines(line, FIRST_WIDTH)))
        page.write_string(number, 0, _text(line), plain)


def _sentences(facts: TrackingFacts) -> Sequence[str]:
    return (
        f"{facts.office}. Đơn vị đầu mối tổng hợp: {facts.coordinator}.",
        f"Căn cứ: {facts.decision}." if facts.decision else "",
        f"Dữ liệu tính đến {moment(facts.as_of)}.",
        *facts.notes,
        "",
        *ABOUT_SHEETS,
        ABOUT_RATING,
        ABOUT_SECRETS,
    )


def _formats(book: Any) -> dict[str, Any]:
    """Return the formats by the kinds of cells, and of title, note, head and suspicious texts."""
    cell = {"font_name": FONT, "font_size": 11, "valign": "top", "border": 1, "text_wrap": True}
    middle = {**cell, "align": "center"}
    dated = {
        kind: {**middle, "num_format": written, "text_wrap": False}
        for kind, written in NUMBER_FORMATS.items()
    }
    head = {**middle, "valign": "vcenter", "bold": True, "bg_color": "#E7EEF5"}
    properties: dict[str, dict[str, Any]] = {
        "text": cell,
        "quoted": {**cell, "quote_prefix": True},
        "center": middle,
        "count": middle,
        "head": head,
        "title": {"font_name": FONT, "font_size": 14, "bold": True},
        "note": {"font_name": FONT, "font_size": 11, "italic": True},
        **dated,
    }
    return {name: book.add_format(each) for name, each in properties.items()}


def _write(
    book: Any, formats: dict[str, Any], told: tuple[Sheet, TrackingFacts], rows: Iterable[Row]
) -> None:
    """Write one sheet from the top down: memory holds one row at a time."""
    sheet, facts = told
    page = book.add_worksheet(sheet.name)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    _print_setup(page, f"{sheet.name}, {facts.period_words}")
    page.repeat_rows(HEAD_ROW)
    page.freeze_panes(HEAD_ROW + 1, sheet.kept)
    page.write_string(0, 0, sheet.title, formats["title"])
    as_of = f"{facts.period_words}; dữ liệu tính đến {moment(facts.as_of)}"
    page.write_string(1, 0, _text(as_of[:1].upper() + as_of[1:]), formats["note"])
    page.set_row(HEAD_ROW, 3 * LINE_HEIGHT + 3)
    for number, column in enumerate(sheet.columns):
        page.write_string(HEAD_ROW, number, column.title, formats["head"])
    last = HEAD_ROW
    for last, row in enumerate(rows, start=HEAD_ROW + 1):
        _write_row(page, formats, sheet, (last, row))
    page.autofilter(HEAD_ROW, 0, last, len(sheet.columns) - 1)


def _write_row(page: Any, formats: dict[str, Any], sheet: Sheet, told: tuple[int, Row]) -> None:
    """Write one row; its running number stands before what the row holds."""
    place, row = told
    needed = 1
    for number, value in enumerate((place - HEAD_ROW, *row)):
        kind = formats[sheet.columns[number].kind]
        if value is None or value == "":
            page.write_blank(place, number, None, kind)
        elif isinstance(value, str):
            text = _text(value)
            needed = max(needed, _lines(text, sheet.columns[number].width))
            quoted = text.startswith(FORMULA_SIGNS)
            page.write_string(place, number, text, formats["quoted"] if quoted else kind)
        elif isinstance(value, int):
            page.write_number(place, number, value, kind)
        else:
            page.write_datetime(place, number, _wall(value), kind)
    if needed > 1:  # a row of one line has its height by itself
        page.set_row(place, _height(needed))


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column so wide, rather one too many."""
    if len(text) < width and "\n" not in text:
        return 1
    return sum(1 + int(len(line) * 0.9 // width) for line in text.split("\n"))


def _height(lines: int) -> float:
    return min(lines * LINE_HEIGHT + 1, HIGHEST)


def _wall(value: date) -> date:
    """Return an instant as the office's wall clock shows it to the minute: a sheet has no zones."""
    if isinstance(value, datetime):
        return value.astimezone(OFFICE_ZONE).replace(tzinfo=None, second=0, microsecond=0)
    return value


def _text(text: str) -> str:
    """Return a text that any program can show: composed, whole characters, not over-long."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # a lone half of a character is among what can't be printed
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def _print_setup(page: Any, name: str) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{name.replace('&', '&&')}&RTrang &P/&N")
