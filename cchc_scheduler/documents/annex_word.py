"""An annex as a Word file, laid out as Decree 30/2020 asks of an annex with a wide table."""

from datetime import datetime
from typing import Any, Final

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm, Pt

from cchc_scheduler.documents.plan_rows import HEADS, AnnexRow
from cchc_scheduler.documents.word_parts import new_document, put, repeat_as_header, saved, tight

WIDTHS: Final = (1.9, 9.6, 3.6, 3.6, 3.4, 3.1)
SMALL: Final = Pt(12)
CENTRED: Final = (0, 4)


def annex_word(title: tuple[str, str, str], rows: tuple[AnnexRow, ...], now: datetime) -> bytes:
    """Return an annex as a .docx; the heads are printed again on each page."""
    document = new_document(title[1], now)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    put(tight(document.add_paragraph()), title[0].capitalize(), bold=True).runs[0].font.size = Pt(
        14
    )
    put(tight(document.add_paragraph()), title[1], bold=True)
    put(tight(document.add_paragraph(), after=8), title[2], italic=True)
    table = document.add_table(rows=1 + len(rows), cols=len(HEADS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    repeat_as_header(table.rows[0])
    made = list(table.rows)
    for position, head in enumerate(HEADS):
        _fill(made[0].cells[position], head, position, bold=True, align="center")
    for row, words in zip(made[1:], rows, strict=True):
        _row(row, words)
    return saved(document)


def _row(made: Any, row: AnnexRow) -> None:
    cells = made.cells
    if row.section:
        _fill(cells[0], row.clause, 0, bold=True, align="center")
        whole = cells[1].merge(cells[len(HEADS) - 1])
        _fill(whole, row.text, 1, bold=True)
        whole.width = Cm(sum(WIDTHS[1:]))
        return
    for position, text in enumerate(row.cells):
        align = "center" if position in CENTRED else "left"
        _fill(cells[position], text, position, align=align)


def _fill(cell: Any, text: str, column: int, *, bold: bool = False, align: str = "left") -> None:
    """Put a text into a cell, a paragraph for each of its lines."""
    cell.width = Cm(WIDTHS[column])
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = put(tight(paragraph, align, after=2), line, bold=bold).runs[0]
        run.font.size = SMALL
