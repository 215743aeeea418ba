"""The annexes of the Word templates: one table that takes the columns and rows of its annex."""

from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from cchc_scheduler.documents.template_parts import (
    TAG,
    break_landscape,
    describe_table,
    header_row,
    keep_row_whole,
    tight_cells,
    turn_last_pages,
    write,
    write_all,
)

PAGE_WIDTH: Final = 25.2


def annexes(document: WordDocument, paper: str, heading: str, below: str) -> None:
    """Add the loop over the annexes, each on pages laid across and numbered from 1.

    `paper` is the expression that holds them; `heading` and `below` stand above and below a title.
    """
    write_all(
        document,
        (
            (TAG, f"{{%p for annex in {paper}.annexes %}}"),
            ("VBPhuLuc", heading),
            ("VBTenPhuLuc", "{{ annex.title | upper }}"),
            ("VBKemTheo", below),
        ),
    )
    _annex_table(document, heading)
    write_all(
        document,
        (
            (TAG, "{%p if annex.note %}"),
            ("VBGhiChu", "{{ annex.note }}"),
            (TAG, "{%p endif %}"),
            (TAG, "{%p if not loop.last %}"),
        ),
    )
    break_landscape(document)
    write_all(document, ((TAG, "{%p endif %}"), (TAG, "{%p endfor %}")))
    turn_last_pages(document)


def _annex_table(document: WordDocument, heading: str) -> None:
    """Add a table whose columns and rows are those of the annex; group rows span it."""
    table: Any = document.add_table(rows=0, cols=3)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    describe_table(table, heading, "bang-{{ loop.index }}")
    tight_cells(table)
    header_row(_titles(table))
    _tag_row(table, "{%tr for line in annex.lines %}")
    _tag_row(table, '{%tr if line.kind == "group" %}')
    _group(table)
    _tag_row(table, '{%tr elif line.kind == "total" %}')
    _cells(table, bold=True)
    _tag_row(table, "{%tr else %}")
    _cells(table, bold=False)
    _tag_row(table, "{%tr endif %}")
    _tag_row(table, "{%tr endfor %}")
    for column, width in zip(table.columns, (2.0, PAGE_WIDTH - 4, 2.0), strict=True):
        column.width = Cm(width)


def _titles(table: Any) -> Any:
    row = table.add_row()
    first, middle, last = row.cells
    write(first, TAG, "{%tc for column in annex.columns %}")
    write(middle, "VBBangDau", "{{ column.title }}")
    middle.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    write(last, TAG, "{%tc endfor %}")
    return row


def _tag_row(table: Any, text: str) -> None:
    write(table.add_row().cells[0], TAG, text)


def _group(table: Any) -> None:
    row = table.add_row()
    keep_row_whole(row)
    cells = row.cells
    whole = cells[0].merge(cells[2])
    text = "{% colspan annex.columns | length %}{{ line.cells[0] }}"
    write(whole, "VBBang", "").add_run(text).bold = True


def _cells(table: Any, *, bold: bool) -> None:
    row = table.add_row()
    keep_row_whole(row)
    first, middle, last = row.cells
    write(first, TAG, "{%tc for cell in line.cells %}")
    for word, name in (("if", "right"), ("elif", "center")):
        write(middle, TAG, f'{{%p {word} annex.columns[loop.index0].alignment == "{name}" %}}')
        paragraph = write(middle, "VBBang", "")
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, name.upper())
        paragraph.add_run("{{ cell }}").bold = bold or None
    write(middle, TAG, "{%p else %}")
    write(middle, "VBBang", "").add_run("{{ cell }}").bold = bold or None
    write(middle, TAG, "{%p endif %}")
    write(last, TAG, "{%tc endfor %}")
