"""Whether a file that was handed in opens: form only, nothing is read further."""

import io
import zipfile

import pytest

from cchc_scheduler.core.submissions import OFFICE
from cchc_scheduler.documents.openable import opens
from cchc_scheduler.documents.report_form import report_form
from tests.documents.report_cast import NOW, facts_of

WORD = f"{OFFICE}.wordprocessingml.document"
EXCEL = f"{OFFICE}.spreadsheetml.sheet"


def packed(name, content=b"<x/>"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


GOOD = report_form(facts_of(), NOW)


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (GOOD, WORD, True),
        (GOOD[: len(GOOD) // 2], WORD, False),
        (GOOD, EXCEL, False),
        (b"PK\x03\x04", WORD, False),
        (b"", WORD, False),
        (packed("word/document.xml", b"not xml"), WORD, False),
        (packed("xl/workbook.xml"), EXCEL, True),
        (packed("content.xml"), "application/vnd.oasis.opendocument.text", True),
        (packed("a.txt"), "application/zip", True),
        (b"%PDF-1.7\n", "application/pdf", True),
        (b"<html>", "application/pdf", False),
        (b"anything", "application/octet-stream", True),
        (b"", "application/octet-stream", False),
    ],
)
def test_a_file_opens_when_it_has_the_form_of_its_type(content, kind, expected):
    assert opens(content, kind) is expected


def test_a_damaged_member_does_not_open():
    broken = bytearray(GOOD)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        begins = archive.getinfo("word/document.xml").header_offset + 60
    broken[begins : begins + 40] = b"\x00" * 40

    assert opens(bytes(broken), WORD) is False
