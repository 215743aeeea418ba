"""Names of files are made harmless, types are told by content."""

import hashlib
import io
import zipfile
from email import message_from_bytes

import pytest

from cchc_scheduler.mail.attachments import LONGEST_NAME, attachment, safe_name, type_of


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("báo cáo quý III.docx", "báo cáo quý III.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\A\\bao-cao.docx", "bao-cao.docx"),
        ("con.txt", "_con.txt"),
        ("bao\u202ecod.exe", "baocod.exe"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("  .  ", "tep-khong-ten"),
        ("", "tep-khong-ten"),
        ('a<b>:"c".pdf', "a_b___c_.pdf"),
    ],
)
def test_a_name_can_do_no_harm(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = safe_name("báo cáo " * 60 + ".docx")

    assert len(kept.encode()) <= LONGEST_NAME
    assert kept.endswith(".docx")


@pytest.mark.parametrize(
    "header",
    [
        b"attachment; filename*=UTF-8''b%C3%A1o%20c%C3%A1o.docx",
        b"attachment; filename*0*=UTF-8''b%C3%A1o%20; filename*1*=c%C3%A1o.docx",
        b'attachment; filename="=?utf-8?B?YsOhbyBjw6FvLmRvY3g=?="',
        'attachment; filename="báo cáo.docx"'.encode(),
        b'attachment; filename="=?utf-8?Q?b=C3=A1o_c=C3=A1o.docx?="',
    ],
)
def test_a_name_is_read_in_every_form(header: bytes) -> None:
    part = message_from_bytes(
        b"Content-Type: application/pdf\nContent-Disposition: " + header + b"\n\nx"
    )

    assert attachment(part).name == "báo cáo.docx"


def zipped(*members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for member in members:
            archive.writestr(member, "application/vnd.oasis.opendocument.text")
    return file.getvalue()


def test_a_type_is_told_by_content() -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    assert type_of(b"%PDF-1.7", "text/plain") == "application/pdf"
    assert type_of(b"MZ\x90", "application/pdf") == "application/x-msdownload"
    assert type_of(zipped("word/document.xml"), "application/zip") == word
    assert type_of(zipped("mimetype"), "x") == "application/vnd.oasis.opendocument.text"
    assert type_of(zipped("a.txt"), "x") == "application/zip"
    assert type_of(b"PK\x03\x04broken", "application/pdf") == "application/zip"


def test_a_file_has_size_and_hash() -> None:
    part = message_from_bytes(b"Content-Type: application/pdf; name=a.pdf\n\n%PDF-1")

    found = attachment(part)

    assert (found.size, found.sha256) == (6, hashlib.sha256(b"%PDF-1").hexdigest())
