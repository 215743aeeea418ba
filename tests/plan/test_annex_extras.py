"""Old and open sheets and PDF, by libraries that an office installs when it needs them."""

import struct
import subprocess
import zipfile
from datetime import date
from io import BytesIO
from shutil import which

import pytest
from docx.oxml import OxmlElement
from pypdf import PdfWriter

from cchc_scheduler.plan.annex_faults import UnreadableAnnex
from cchc_scheduler.plan.annex_file import read_paper
from tests.plan.annexes import ATTACHED, HEADS, merge, read, row, word

OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
SECTOR = 512
END_OF_CHAIN, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ods(*rows, name="Kế hoạch"):
    """Return an .ods with one sheet; a day stands as a day, anything else as text."""

    def cell(value):
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
        shown = f"<text:p>{value}</text:p>"
        return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'

    made = "".join(
        f"<table:table-row>{''.join(cell(value) for value in words)}</table:table-row>"
        for words in rows
    )
    inside = (
        f"<office:document-content {SPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{made}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = f'<manifest:manifest xmlns:manifest="{manifest}"/>'
    parts = {"META-INF/manifest.xml": listed, "content.xml": inside}
    return zipped({"mimetype": OPEN_SHEET, **parts})


def zipped(parts):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, inside in parts.items():
            archive.writestr(name, inside)
    return made.getvalue()


def xls(*rows, name="Ke hoach"):
    """Return an .xls (BIFF8) with one sheet of labels and numbers, written record by record."""

    def record(kind, data):
        return struct.pack("<HH", kind, len(data)) + data

    def label(at, column, text):
        packed = text.encode("utf-16-le")
        head = struct.pack("<HHHHB", at, column, 0, len(text), 1)
        return record(0x0204, head + packed)

    def cell(at, column, value):
        if isinstance(value, str):
            return label(at, column, value)
        return record(0x0203, struct.pack("<HHHd", at, column, 0, value))

    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    sheet = record(0x0809, begin[:2] + b"\x10\x00" + begin[4:])
    for at, words in enumerate(rows):
        sheet += b"".join(cell(at, n, each) for n, each in enumerate(words) if each != "")
    sheet += record(0x000A, b"")
    head = record(0x0809, begin)
    length = len(head) + 4 + 8 + len(name) + 4
    bound = struct.pack("<IHBB", length, 0, len(name), 0) + name.encode("ascii")
    return compound(head + record(0x0085, bound) + record(0x000A, b"") + sheet)


def compound(stream):
    """Return a compound file that holds one stream named Workbook."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    chain = [*range(3, 2 + count), END_OF_CHAIN]
    fat = [FAT, END_OF_CHAIN, *chain]
    fat += [FREE] * (SECTOR // 4 - len(fat))
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        1,
        1,
        0,
        4096,
        END_OF_CHAIN,
        0,
        END_OF_CHAIN,
        0,
        0,
    )
    head += struct.pack("<108I", *[FREE] * 108)

    def entry(name, kind, child, start, size):
        packed = name.encode("utf-16-le")
        fixed = struct.pack("<64sHBBIII", packed, len(packed) + 2, kind, 1, FREE, FREE, child)
        return fixed + bytes(36) + struct.pack("<IQ", start, size)

    tree = entry("Root Entry", 5, 1, END_OF_CHAIN, 0) + entry("Workbook", 2, FREE, 2, len(stream))
    tree += 2 * (bytes(66) + b"\0\0" + struct.pack("<III", FREE, FREE, FREE) + bytes(48))
    return head + struct.pack("<128I", *fat) + tree + stream


def pdf_of(content, tmp_path):
    program = which("soffice")
    assert program, "apt-get install libreoffice-writer-nogui"
    (tmp_path / "annex.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    asked = [program, profile, "--headless", "--convert-to", "pdf", "annex.docx"]
    subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    return (tmp_path / "annex.pdf").read_bytes()


def test_an_open_sheet_is_read():
    annex = read(ods((ATTACHED,), HEADS, row("1", "Rà soát", deadline=date(2025, 9, 30))))

    assert [
        (task.place, task.text, task.deadline_text, task.lead[0].unit) for task in annex.tasks
    ] == [("Kế hoạch!3", "Rà soát", "30/09/2025", "kinh-te")]
    assert annex.origin.number == "15/QĐ-UBND"


def test_an_old_sheet_is_read():
    annex = read(xls(HEADS, row(1.0, "Rà soát", deadline=2025.0), row(2.0, "Công khai")))

    assert [(task.number, task.text, task.deadline_text) for task in annex.tasks] == [
        ("1", "Rà soát", "2025"),
        ("2", "Công khai", "31/12/2025"),
    ]


def test_an_open_sheet_with_a_password_is_told():
    locked = zipped(
        {"mimetype": OPEN_SHEET, "content.xml": "x", "META-INF/manifest.xml": "encryption-data"}
    )

    with pytest.raises(UnreadableAnnex, match="password"):
        read_paper(locked)


def test_a_pdf_of_several_pages_is_read_as_one_table(tmp_path):
    rows = [HEADS, ("I", "CẢI CÁCH THỂ CHẾ", "", "", "", "")]
    rows += [row(str(n), f"Rà soát văn bản số {n}", deadline="Quý IV/2025") for n in range(1, 46)]

    def edit(document):
        document.tables[0].style = "Table Grid"
        merge(document, 0, (1, 1), (1, 5))
        head = document.tables[0].rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))

    annex = read(pdf_of(word(rows, edit=edit), tmp_path))

    assert [f"Rà soát văn bản số {n}" for n in range(1, 46)] == [task.text for task in annex.tasks]
    assert {("I. CẢI CÁCH THỂ CHẾ", "kinh-te")} == {
        (task.section, task.lead[0].unit) for task in annex.tasks
    }
    assert sorted({task.page for task in annex.tasks})[:2] == [1, 2]
    assert annex.origin.number == "15/QĐ-UBND"


def test_a_pdf_without_letters_is_told_to_be_scanned():
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(made)

    with pytest.raises(UnreadableAnnex, match="scanned-pdf"):
        read_paper(made.getvalue())


def test_a_pdf_with_a_password_is_told():
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    writer.write(made)

    with pytest.raises(UnreadableAnnex, match="password"):
        read_paper(made.getvalue())
