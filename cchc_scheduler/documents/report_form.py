"""The form of a unit's report as a Word file: filled in as far as is known, and read back later."""

from datetime import datetime
from itertools import count
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm, Pt
from docx.table import Table

from cchc_scheduler.core.outlines import FormPart, ReportField
from cchc_scheduler.documents.report_facts import (
    STATE_LABEL,
    ReportFacts,
    is_cited,
    label_of,
    prompt_of,
)
from cchc_scheduler.documents.vietnamese import number_words
from cchc_scheduler.documents.word_parts import (
    NUMBER_PLACEHOLDER,
    check_control,
    choice_control,
    new_document,
    put,
    repeat_as_header,
    rule,
    saved,
    text_control,
    tight,
)

CODE_LABEL: Final = "Mã biểu mẫu (đề nghị giữ nguyên)"
DECLARATION: Final = (
    "Xác nhận: không có nội dung bí mật nhà nước; không nêu thông tin cá nhân ngoài phạm vi cần "
    "thiết."
)
LOOKED_BACK: Final = "Kỳ trước đã nêu"
COUNTRY: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
PEOPLES_COMMITTEE: Final = "ỦY BAN NHÂN DÂN"
COLUMNS: Final = ("TT", "Chỉ tiêu", "Đơn vị tính", "Trong kỳ", "Ước", "Lũy kế từ đầu năm")
WIDTHS: Final = (1.6, 5.8, 2.3, 2.6, 1.4, 2.8)
STATE_TAG: Final = "_tt"
ESTIMATED_TAG: Final = "_uoc"


def report_form(facts: ReportFacts, now: datetime) -> bytes:
    """Return the form as a .docx; the same facts and time give the same bytes."""
    document = new_document(facts.title, now)
    _head(document, facts)
    for number, part in enumerate(facts.form.parts, start=1):
        put(document.add_paragraph(), f"{number}. {part.title}", bold=True)
        if part.hint:
            put(document.add_paragraph(), part.hint, italic=True)
        if part.kind == "figures":
            _figures(document, facts, part)
        else:
            _questions(document, facts, part, number)
    _foot(document, facts)
    return saved(document)


def _head(document: WordDocument, facts: ReportFacts) -> None:
    left, right = _pair(document, (6.6, 9.9))
    for line in facts.office.upper().split(PEOPLES_COMMITTEE):
        name = line.strip() or PEOPLES_COMMITTEE
        put(tight(_next(left)), name).runs[0].font.size = Pt(12)
    put(tight(left.add_paragraph()), facts.unit.upper(), bold=True).runs[0].font.size = Pt(12)
    rule(left.add_paragraph(), 2.2)
    put(tight(left.add_paragraph()), "Số:            /BC-        ")
    put(tight(_next(right)), COUNTRY, bold=True).runs[0].font.size = Pt(12)
    put(tight(right.add_paragraph()), "Độc lập - Tự do - Hạnh phúc", bold=True)
    rule(right.add_paragraph(), 2.2)
    place = f"{facts.place}, ngày       tháng       năm {facts.period[:4]}"
    put(tight(right.add_paragraph()), place, italic=True)
    tight(document.add_paragraph())
    for text in ("BÁO CÁO", facts.title):
        heading = put(tight(document.add_paragraph(), after=2), text, bold=True)
        heading.runs[0].font.size = Pt(14)
    rule(document.add_paragraph(), 6.2)
    put(tight(document.add_paragraph(), after=8), f"Kính gửi: {facts.coordinator}")


def _questions(document: WordDocument, facts: ReportFacts, part: FormPart, number: int) -> None:
    running = count(1)
    for group in part.groups:
        if group.title:
            put(document.add_paragraph(), group.title, bold=True, italic=True)
        for field in group.fields:
            _question(document, facts, field, f"{number}.{next(running)}")


def _question(document: WordDocument, facts: ReportFacts, field: ReportField, number: str) -> None:
    answer = facts.shown(field)
    asked = document.add_paragraph()
    asked.paragraph_format.keep_with_next = True
    put(asked, f"{number}. {label_of(field)}", bold=True)
    if is_cited(field):
        put(asked, f": {field.prompt}")
    if field.kind == "line":
        put(asked, ": ")
        text_control(asked, field.slug, answer.text, grey=answer.unchanged)
        return
    back = facts.looked_back(field)
    if back:
        put(document.add_paragraph(), f"{LOOKED_BACK}: {' '.join(back.split())}", italic=True)
    elif field.hint:
        put(document.add_paragraph(), field.hint, italic=True)
    if field.states:
        _state(document, field, answer.state)
    text_control(document.add_paragraph(), field.slug, answer.text, grey=answer.unchanged)


def _state(document: WordDocument, field: ReportField, chosen: str | None) -> None:
    line = put(document.add_paragraph(), f"{STATE_LABEL}: ")
    words = {each.id: each.text for each in field.states}
    known = words.get(chosen or "")
    choice_control(line, f"{field.slug}{STATE_TAG}", tuple(words.values()), known)


def _figures(document: WordDocument, facts: ReportFacts, part: FormPart) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    repeat_as_header(table.rows[0])
    for cell, text in zip(table.rows[0].cells, COLUMNS, strict=True):
        put(tight(cell.paragraphs[0]), text, bold=True)
    for field in part.fields:
        _figure_row(table, facts, field)
    _set_widths(table, WIDTHS)
    tight(document.add_paragraph(), after=4)


def _figure_row(table: Table, facts: ReportFacts, field: ReportField) -> None:
    figure, answer, whole = field.figure, facts.shown(field), facts.total(field)
    if figure is None:
        return
    made: Any = table
    cells = [cell.paragraphs[0] for cell in made.add_row().cells]
    for cell, align in zip(
        cells, ("center", "left", "center", "right", "center", "right"), strict=True
    ):
        tight(cell, align)
    put(cells[0], figure.row)
    put(cells[1], prompt_of(field))
    put(cells[2], figure.measure)
    text_control(cells[3], field.slug, answer.text, placeholder=NUMBER_PLACEHOLDER)
    check_control(cells[4], f"{field.slug}{ESTIMATED_TAG}", checked=answer.estimated)
    if whole is not None:
        put(cells[5], f"{number_words(whole.value)}{' (ước)' if whole.estimated else ''}")


def _foot(document: WordDocument, facts: ReportFacts) -> None:
    put(document.add_paragraph(), DECLARATION)
    left, right = _pair(document, (8.0, 8.5))
    receivers = put(tight(_next(left), "left"), "Nơi nhận:", bold=True, italic=True)
    receivers.runs[0].font.size = Pt(12)
    for text in ("- Như trên;", "- Lưu: VT."):
        put(tight(left.add_paragraph(), "left"), text).runs[0].font.size = Pt(11)
    put(tight(_next(right), after=54), facts.head.upper(), bold=True)
    code = put(tight(document.add_paragraph(), "left"), f"{CODE_LABEL}: {facts.obligation}")
    code.runs[0].font.size = Pt(9)


def _pair(document: WordDocument, widths: tuple[float, float]) -> tuple[Any, Any]:
    """Add a table of two cells without lines; return them."""
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, widths)
    left, right = table.rows[0].cells
    return left, right


def _next(cell: Any) -> Any:
    """Return a cell's own first paragraph while it is empty, then a new one each time."""
    first = cell.paragraphs[0]
    return first if len(cell.paragraphs) == 1 and not first.text else cell.add_paragraph()


def _set_widths(table: Table, widths: tuple[float, ...]) -> None:
    """Set the widths of columns in centimetres, in the grid and in every cell."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
