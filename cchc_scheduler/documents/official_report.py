"""A compiled report as a Word file in the form of Decree 30/2020, from the office's template."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.reports import Annex, OfficialReport
from cchc_scheduler.documents.template_styles import MISSING
from cchc_scheduler.documents.word_templates import rendered, template_file

TABLE: Final = "bang-"
TO_COME: Final = re.compile(r"^\[.*\]$", re.DOTALL)
REPORT: Final = "bao-cao.docx"
INTERNAL: Final = "bao-cao-noi-bo.docx"


def official_report(report: OfficialReport, template_dirs: Sequence[Path], now: datetime) -> bytes:
    """Return a report as a .docx; the same report and time give the same bytes.

    A template named after the report's key (`bao-cao-dang-uy.docx`) stands before the general one.
    Raises BadInput naming the template when it can't be used.
    """
    template = report_template(report, template_dirs)

    def finish(document: WordDocument) -> None:
        lay_out_annexes(document, report.annexes)

    return rendered(template, {"report": report}, report.title, now, finish)


def report_template(report: OfficialReport, template_dirs: Sequence[Path]) -> Path:
    """Return the template a report is made from; BadInput when there is none."""
    try:
        return template_file(f"{report.key}.docx", template_dirs)
    except BadInput:
        return template_file(INTERNAL if report.kind == "internal" else REPORT, template_dirs)


def lay_out_annexes(document: WordDocument, annexes: Sequence[Annex]) -> None:
    """Share the width of each annex's table, and leave out pages for annexes where none is."""
    _set_widths(document, annexes)
    _drop_empty_pages(document)


def _set_widths(document: WordDocument, annexes: Sequence[Annex]) -> None:
    """Give the columns of the annexes' tables their shares of the width."""
    for table in document.element.body.iter(qn("w:tbl")):
        mark = table.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}")
        if mark is None or not mark.get(qn("w:val"), "").startswith(TABLE):
            continue
        number = mark.get(qn("w:val")).removeprefix(TABLE)
        mark.getparent().remove(mark)
        _set_off(table)
        _keep_titles(table)
        if number.isdecimal() and 1 <= int(number) <= len(annexes):
            _share_width(table, annexes[int(number) - 1])


def _set_off(table: Any) -> None:
    """Let a cell that only says what is still to come look as such a paragraph does."""
    for text in table.iter(qn("w:t")):
        if TO_COME.match(text.text or ""):
            text.getparent().style = MISSING


def _keep_titles(table: Any) -> None:
    """Let a row that spans the table, a group's title, not stand alone at the foot of a page."""
    for row in table.iterchildren(qn("w:tr")):
        if len(row.findall(qn("w:tc"))) == 1:
            for paragraph in row.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def _share_width(table: Any, annex: Annex) -> None:
    grid = table.find(qn("w:tblGrid")).findall(qn("w:gridCol"))
    if len(grid) != len(annex.columns):
        return
    whole = sum(int(column.get(qn("w:w"))) for column in grid)
    shares = sum(column.share for column in annex.columns)
    widths = [round(whole * column.share / shares) for column in annex.columns]
    for column, width in zip(grid, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.iterchildren(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        fitting = widths if len(cells) == len(widths) else [whole]
        for cell, width in zip(cells, fitting, strict=False):
            known = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            if known is not None:
                known.set(qn("w:w"), str(width))


def _drop_empty_pages(document: WordDocument) -> None:
    """Leave out the pages for annexes when there is none: the last section would be empty."""
    body = document.element.body
    last = body.sectPr.getprevious()
    inner = last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if last is not None else None
    if inner is not None:
        inner.getparent().remove(inner)
        body.replace(body.sectPr, inner)
