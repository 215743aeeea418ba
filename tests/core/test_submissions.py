from datetime import date

import pytest

from cchc_scheduler.core.submissions import (
    LONGEST_LINK,
    OFFICE,
    Bounds,
    FieldProblem,
    HandedFile,
    Handing,
    is_outside,
    problems_of,
)

TODAY = date(2025, 9, 4)
BOUNDS = Bounds(largest_file=1000, own_host="cchc.xa.example")


def problems(**values):
    return problems_of(Handing(**({"kind": "link", "by": "Hoa"} | values)), BOUNDS, TODAY)


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("", "missing"),
        ("drive.google.com/x", "scheme"),
        ("ftp://xa.example/x", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("https://a@xa.example/x", "user-info"),
        ("https://CCHC.xa.example/n/x", "own-page"),
        ("https://", "no-link"),
        ("https://xa.example/a b", "no-link"),
        ("https://xa.example/\r\nSet-Cookie:", "no-link"),
        ("https://[xa/x", "no-link"),
        ("https://xa.example/" + "x" * LONGEST_LINK, "too-long"),
    ],
)
def test_a_link_that_can_not_be_kept_is_told(link, problem):
    assert problems(link=link) == (FieldProblem("link", problem),)


def test_a_good_link_has_no_problem():
    assert problems(link="https://drive.google.com/file/d/1/view") == ()


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (None, "missing"),
        (HandedFile("a.pdf", "application/pdf", 0, ""), "empty-file"),
        (HandedFile("a.pdf", "application/pdf", 1001, ""), "too-large"),
        (HandedFile("a.docx", "application/x-ole-storage", 10, ""), "locked"),
        (HandedFile("a.pdf", "application/x-msdownload", 10, ""), "wrong-type"),
        (HandedFile("a.txt", "application/octet-stream", 10, ""), "wrong-type"),
    ],
)
def test_a_file_that_can_not_be_kept_is_told(file, problem):
    assert problems(kind="file", file=file) == (FieldProblem("file", problem),)


@pytest.mark.parametrize(
    "kind",
    [
        "application/pdf",
        f"{OFFICE}.wordprocessingml.document",
        f"{OFFICE}.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.text",
        "application/zip",
    ],
)
def test_the_five_types_are_taken(kind):
    assert problems(kind="file", file=HandedFile("a", kind, 1000, "")) == ()


def test_nil_needs_a_name_and_a_sentence():
    found = problems(kind="nil", by=" ", note="")

    assert found == (FieldProblem("by", "missing"), FieldProblem("note", "missing"))


def test_a_paper_needs_its_number_and_no_day_to_come():
    assert problems(kind="elsewhere", number="") == (FieldProblem("number", "missing"),)
    assert problems(kind="elsewhere", number="12/BC-PKT", document_day=date(2025, 9, 5)) == (
        FieldProblem("document_day", "future"),
    )
    assert problems(kind="elsewhere", number="12/BC-PKT", document_day=TODAY) == ()


def test_a_character_that_can_not_be_seen_is_told():
    assert problems(link="https://xa.example", by="Hoa\x07") == (FieldProblem("by", "unseen"),)


def test_hosts_of_the_office_and_below_are_inside():
    hosts = ("xa.example",)

    assert not is_outside("https://xa.example/a", hosts)
    assert not is_outside("https://tailieu.XA.example/a", hosts)
    assert is_outside("https://maxa.example/a", hosts)
    assert is_outside("https://drive.google.com/a", hosts)


def test_all_problems_are_told_at_once():
    found = problems(kind="link", by="", link="x", note="n" * 3000)

    assert [each.field for each in found] == ["by", "note", "link"]
