"""A file is known by its content; what can't be read says why, and nothing is run or unpacked."""

import sys
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.plan import annex_archive, annex_file
from cchc_scheduler.plan.annex_faults import UnreadableAnnex
from cchc_scheduler.plan.annex_file import read_paper
from tests.plan.annexes import HEADS, excel, part, read, row, with_part, word

WORD = word((HEADS, row("1", "Việc")))
EXCEL = excel(HEADS, row(1, "Việc"))
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
BODY = "word/document.xml"


def refused(content):
    with pytest.raises(UnreadableAnnex) as caught:
        read_paper(content)
    return caught.value.kind


def compound(stream):
    return COMPOUND + stream.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty-file"),
        (b"STT,Nhiem vu\n1,a", "unknown-kind"),
        (b"<html><table></table></html>", "unknown-kind"),
        (compound("WordDocument"), "old-word"),
        (compound("EncryptedPackage"), "password"),
        (compound("VisioDocument"), "unknown-kind"),
        (WORD[: len(WORD) // 2], "damaged"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (with_part(WORD, BODY, b"<w:document"), "damaged"),
        (with_part(EXCEL, "xl/worksheets/sheet1.xml", b"<worksheet><row></worksheet>"), "damaged"),
        (b"%PDF-1.7\n" + bytes(200), "damaged"),
    ],
    ids=list("abcdefghijk"),
)
def test_what_cannot_be_read_says_why(content, kind):
    assert refused(content) == kind


def test_a_file_larger_than_any_annex_is_not_read(monkeypatch):
    monkeypatch.setattr(annex_file, "LARGEST_FILE", 1000)

    assert refused(WORD) == "too-large"


def test_the_name_does_not_matter_only_the_content():
    assert len(read(WORD).tasks) == len(read(EXCEL).tasks) == 1


def test_a_zip_that_is_neither_word_nor_excel_is_no_annex():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("readme.txt", "x")

    assert refused(made.getvalue()) == "unknown-kind"


@pytest.mark.parametrize("name", [BODY, "word/media/picture.png"])
def test_a_part_that_was_made_to_burst_is_not_unpacked(name):
    """Forty million noughts pack to a thousandth, as no text or picture does."""
    assert refused(with_part(WORD, name, bytes(40 * 1024 * 1024))) == "zip-bomb"


def test_a_part_larger_than_it_says_is_read_no_further_than_the_limit(monkeypatch):
    monkeypatch.setattr(annex_archive, "LARGEST_PART", 1000)

    assert refused(WORD) == "zip-bomb"


def test_thousands_of_parts_are_refused():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(2_100):
            archive.writestr(f"word/{number}.xml", "")

    assert refused(made.getvalue()) == "zip-bomb"


def test_entities_that_multiply_are_refused():
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'

    assert refused(with_part(WORD, BODY, bomb)) == "damaged"


def test_a_zip_locked_with_a_password_is_told():
    locked = bytearray(WORD)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(sign)
        while at >= 0:
            locked[at + flags] |= 1
            at = locked.find(sign, at + 4)

    assert refused(bytes(locked)) == "password"


@pytest.mark.parametrize(
    ("content", "macros"),
    [
        (WORD, "word/vbaProject.bin"),
        (EXCEL, "xl/vbaProject.bin"),
    ],
    ids=["docm", "xlsm"],
)
def test_a_file_with_macros_is_read_and_the_macros_are_told_and_not_run(content, macros):
    annex = read(with_part(content, macros, b"\xcc\x61"))

    assert len(annex.tasks) == 1
    assert "macros" in [notice.kind for notice in annex.warnings]


@pytest.mark.parametrize(
    ("missing", "content", "kind"),
    [
        ("python_calamine", compound("Workbook"), "needs-xls"),
        ("pdfplumber", b"%PDF-1.7\n", "needs-pdf"),
    ],
)
def test_a_missing_extra_is_told_by_its_name(monkeypatch, missing, content, kind):
    monkeypatch.setitem(sys.modules, missing, None)

    assert refused(content) == kind


def test_reading_writes_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    read(WORD)
    read(EXCEL)

    assert list(Path(tmp_path).iterdir()) == []


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([WORD, EXCEL, compound("Workbook"), b"%PDF-1.4\n1 0 obj<<>>endobj"]),
    st.integers(0, 10_000),
    st.binary(min_size=1, max_size=40),
)
def test_any_damage_gives_tasks_or_a_reason(content, at, put):
    at %= len(content)
    damaged = content[:at] + put + content[at + len(put) :]

    with suppress(UnreadableAnnex):
        read(damaged)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3_000), st.binary(min_size=1, max_size=20), st.sampled_from([0, 1, 2]))
def test_any_damage_inside_a_part_gives_tasks_or_a_reason(at, put, which):
    content, name = (
        (WORD, BODY),
        (EXCEL, "xl/worksheets/sheet1.xml"),
        (EXCEL, "xl/styles.xml"),
    )[which]
    inside = part(content, name)
    at %= len(inside)

    with suppress(UnreadableAnnex):
        read(with_part(content, name, inside[:at] + put + inside[at + len(put) :]))
