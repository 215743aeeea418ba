"""Builds annexes as Word and Excel files, and reads them for the packaged office."""

import zipfile
from io import BytesIO

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cchc_scheduler.core.annexes.directory import directory_of
from cchc_scheduler.core.annexes.reading import Asked, read_annex
from cchc_scheduler.plan.annex_file import read_paper
from tests.core.annexes.drawn import HALF_YEAR, office

HEADS = ("TT", "Nội dung thực hiện", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm")
TITLE = ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ 6 THÁNG CUỐI NĂM 2025")
ATTACHED = "(Kèm theo Quyết định số 15/QĐ-UBND ngày 02 tháng 7 năm 2025 của UBND xã)"


def row(number, text, **other):
    usual = {"lead": "Phòng Kinh tế", "support": "", "deadline": "31/12/2025", "product": ""}
    return (number, text, *(usual | other).values())


def word(*tables, lines=(*TITLE, ATTACHED), edit=None):
    """Return a .docx; each table is a list of rows, `edit` changes the document before saving."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for made, words in zip(table.rows, rows, strict=True):
            for cell, text in zip(made.cells, words, strict=True):
                cell.text = text
    if edit:
        edit(document)
    return saved(document)


def excel(*rows, title="Kế hoạch", edit=None):
    """Return an .xlsx of one sheet; `edit` changes the book before saving."""
    book = openpyxl.Workbook()
    book.active.title = title
    for words in rows:
        book.active.append(words)
    if edit:
        edit(book)
    return saved(book)


def saved(file):
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def part(content, name):
    """Return a part of a file as it stands."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def with_part(content, name, inside):
    """Return a file with one part put in place of another, or beside the others."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, inside)
    return made.getvalue()


def merge(document, table, first, last):
    """Merge the cells of a table from (row, column) to (row, column), counted from 0."""
    made = document.tables[table]
    text = made.cell(*first).text
    made.cell(*first).merge(made.cell(*last)).text = text


def setting(run, name, value):
    """Give a run a setting of its own, such as vanish or vertAlign."""
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), value)
    run._r.get_or_add_rPr().append(element)


def read(content, table=None):
    """Return what a file proposes to an office with five units."""
    asked = Asked(directory_of(office()), HALF_YEAR, table=table)
    return read_annex(read_paper(content), asked)
