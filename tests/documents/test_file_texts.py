"""The text of a file that was handed in, within limits, whatever the file does."""

import io
import sys
import zipfile

import pytest

from cchc_scheduler.core.submissions import OFFICE
from cchc_scheduler.documents import reading_process
from cchc_scheduler.documents.file_texts import SMALL, lines_in
from cchc_scheduler.documents.zipped_texts import LARGEST_MEMBER, MOST_MEMBERS

DOCX = f"{OFFICE}.wordprocessingml.document"
XLSX = f"{OFFICE}.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
PDF = "application/pdf"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def pdf(*lines):
    """A PDF of one page with one line of Latin text under another, as small as one can be."""
    text = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {text} ET".encode()
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 5>>\n" % table
    return body + end + b"startxref\n%d\n%%%%EOF\n" % len(body)


def test_the_runs_of_a_paragraph_are_one_line():
    runs = f"<w:d {W}><w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p></w:d>"

    assert list(lines_in(zipped(word__document_xml=runs), DOCX)) == ["MẬT"]


def test_headers_footers_and_strings_of_sheets_are_read_too():
    header = f"<w:h {W}><w:p><w:t>TỐI MẬT</w:t></w:p></w:h>"
    strings = "<sst><si><t>MẬT</t></si><si><r><t>Số </t></r><r><t>liệu</t></r></si></sst>"

    assert "TỐI MẬT" in list(lines_in(zipped(word__header1_xml=header), DOCX))
    assert list(lines_in(zipped(xl__sharedStrings_xml=strings), XLSX)) == ["MẬT", "Số liệu"]


def test_paragraphs_and_headings_of_an_odt_are_lines():
    content = (
        '<d xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        "<text:h>Báo cáo</text:h><text:p>TUYỆT  MẬT</text:p></d>"
    )

    assert list(lines_in(zipped(content_xml=content), ODT)) == ["Báo cáo", "TUYỆT MẬT"]


def test_the_lines_of_a_pdf_are_read():
    assert list(lines_in(pdf("Bao cao", "So lieu"), PDF))[:2] == ["Bao cao", "So lieu"]


def test_a_plain_zip_is_never_opened():
    assert list(lines_in(zipped(content_xml="<d><p>x</p></d>"), "application/zip")) == []


def test_a_member_is_read_up_to_its_limit_whatever_it_unpacks_to():
    bomb = f"<d><p>first</p>{' ' * (LARGEST_MEMBER * 8)}<p>last</p></d>"

    assert list(lines_in(zipped(word__document_xml=bomb), DOCX)) == ["first"]


def test_an_archive_of_too_many_members_is_left_alone():
    many = {f"word__part{number}_xml": "<p>x</p>" for number in range(MOST_MEMBERS + 1)}

    assert list(lines_in(zipped(**many), DOCX)) == []


def test_entities_are_neither_followed_nor_multiplied():
    outside = (
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "MẬT">]><d><p>&a;</p></d>'
    )

    assert "root:" not in "".join(lines_in(zipped(word__document_xml=outside), DOCX))


@pytest.mark.parametrize("kind", [DOCX, XLSX, ODT, PDF, "image/png"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x00" * 1000])
def test_what_is_damaged_has_no_text(content, kind):
    assert list(lines_in(content, kind)) == []


def test_a_cut_off_archive_has_no_text():
    whole = zipped(word__document_xml=f"<w:d {W}><w:p><w:t>x</w:t></w:p></w:d>")

    assert list(lines_in(whole[: len(whole) // 2], DOCX)) == []


def test_a_pdf_that_never_ends_is_given_up(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import sys, time\nprint('MAT', flush=True)\ntime.sleep(60)\n")
    monkeypatch.setattr(reading_process, "PROGRAM", (sys.executable, str(slow)))
    monkeypatch.setattr(reading_process, "SECONDS", 1)

    assert list(lines_in(b"%PDF-1.7", PDF)) == ["MAT"]


def test_a_large_document_is_read_by_the_process_with_the_same_lines():
    paragraphs = "".join(f"<w:p><w:t>Dòng {number}</w:t></w:p>" for number in range(40_000))
    whole = f"<w:d {W}>{paragraphs}<w:p><w:t>MẬT</w:t></w:p></w:d>"

    lines = list(lines_in(zipped(word__document_xml=whole), DOCX))

    assert len(whole) > SMALL
    assert (len(lines), lines[0], lines[-1]) == (40_001, "Dòng 0", "MẬT")


def test_a_document_that_wants_too_much_memory_ends_only_the_process(monkeypatch):
    greedy = (sys.executable, "-c", "import sys; print('x', flush=True); sys.exit(137)")
    monkeypatch.setattr(reading_process, "PROGRAM", greedy)

    assert list(lines_in(b"%PDF-1.7", PDF)) == ["x"]
