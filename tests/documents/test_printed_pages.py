"""Every document printed by LibreOffice, and its pages looked at as pictures."""

from dataclasses import replace

import pytest

from cchc_scheduler.core.reports import Passage, Section
from cchc_scheduler.documents.official_papers import official_paper
from cchc_scheduler.documents.official_report import official_report
from tests.documents.official_cast import (
    APOLOGY,
    INTERNAL,
    NOW,
    OFFICE_REQUEST,
    OWN,
    PARTY,
    REPORT,
    REQUEST,
    SLIP,
    SUBMISSION,
    TEMPLATES,
    TEXT,
    THANKS,
)
from tests.documents.printing import MM, Page, printed

REPORTS = {"upward": REPORT, "party": PARTY, "unit": OWN, "internal": INTERNAL}
PAPERS = {
    "don-doc-a": REQUEST,
    "don-doc-b": OFFICE_REQUEST,
    "phieu-trinh": SLIP,
    "to-trinh": SUBMISSION,
    "cam-on": THANKS,
    "cao-loi": APOLOGY,
}
# one after the other, such that the signature comes to stand at every height of a page
LENGTHS = {
    f"length-{count}": replace(
        OWN, sections=(Section("I", "I.", 1, "MỤC", (), (Passage(TEXT, "given"),) * count),)
    )
    for count in (4, 5, 6, 7, 8, 9)  # with 6 its end meets that of the page
}
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 15.0


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, list[Page]]:
    made = {
        name: official_report(each, [TEMPLATES], NOW) for name, each in (REPORTS | LENGTHS).items()
    }
    made |= {name: official_paper(each, [TEMPLATES], NOW) for name, each in PAPERS.items()}
    return printed(made, tmp_path_factory.mktemp("printed"))


def upright(pages: list[Page]) -> list[Page]:
    return [page for page in pages if page.height > page.width]


def across(pages: list[Page]) -> list[Page]:
    return [page for page in pages if page.width > page.height]


def test_the_first_page_has_no_number_and_the_second_has_it_in_the_middle_of_the_top_margin(pages):
    first, second, *_ = pages["upward"]

    assert first.above(TOP) == []
    assert second.above(TOP) == ["2"]
    middle = (LEFT + second.width - RIGHT) / 2
    number = second.word("2")
    assert (number.left + number.right) / 2 == pytest.approx(middle, abs=1.5)


def test_every_further_page_is_numbered_in_its_order(pages):
    numbers = [page.above(TOP) for page in upright(pages["upward"])]

    assert numbers == [[], *([str(n)] for n in range(2, len(numbers) + 1))]


def test_each_annex_lies_across_and_is_numbered_from_its_own_first_page(pages):
    numbers = [page.above(TOP) for page in across(pages["upward"])]

    assert numbers == [[], ["2"], ["3"], []]


def test_the_head_of_a_table_is_printed_again_on_each_page(pages):
    following = across(pages["upward"])[1:3]

    for page in following:
        assert [w.text for w in page.words if w.bottom > TOP][:3] == ["TT", "Nhiệm", "vụ"]


@pytest.mark.parametrize("name", [*REPORTS, *PAPERS])
def test_nothing_stands_in_a_margin_but_the_page_number(pages, name):
    for page in pages[name]:
        slack = 2.0  # a table's lines stand at its cells' outer edge
        assert page.dark(0, 0, LEFT - slack, page.height) == 0
        assert page.dark(page.width - RIGHT + slack, 0, page.width, page.height) == 0
        assert page.dark(0, page.height - BOTTOM + 1, page.width, page.height) == 0
        assert len(page.above(TOP)) <= 1


@pytest.mark.parametrize("name", [*REPORTS, *PAPERS])
def test_the_lines_under_motto_and_issuer_are_drawn_on_the_page(pages, name):
    page = pages[name][0]
    motto = (page.word("Độc"), page.word("phúc"))
    below = motto[0].bottom - 0.5
    motto_line = page.longest_line(page.width / 2 - 20, below, page.width, below + 3.5)
    issuer_line = page.longest_line(LEFT, below - 6, page.width / 2 - 12, below + 26)

    assert motto_line == pytest.approx(motto[1].right - motto[0].left, rel=0.12)
    assert 8 <= issuer_line <= 36


def test_a_report_without_annexes_has_no_empty_page(pages):
    assert across(pages["unit"]) == []
    assert all(page.words for page in pages["unit"])


@pytest.mark.parametrize("name", [*LENGTHS, "upward", "party", "don-doc-a"])
def test_the_signature_never_stands_alone_on_a_page(pages, name):
    last = upright(pages[name])[-1]
    foot = next(each for each in last.words if each.text == "nhận:")

    assert [word for word in last.words if TOP < word.bottom < foot.top]


@pytest.mark.parametrize("name", [*REPORTS, "don-doc-a"])
def test_there_is_room_to_sign(pages, name):
    page = upright(pages[name])[-1]
    foot = next(each for each in page.words if each.text == "nhận:")
    signing = max(w.bottom for w in page.words if w.left > page.width / 2 and w.top > foot.top - 2)

    room = page.height - BOTTOM - signing
    assert room >= 25


def test_what_is_still_missing_is_set_off(pages):
    page = pages["upward"][0]
    missing = page.word("[Chưa")

    # grey behind the words: nearly no dot of their place is white
    area = (missing.right - missing.left) * (missing.bottom - missing.top)
    shaded = page.dark(missing.left, missing.top, missing.right, missing.bottom, below=240)
    assert shaded > 0.8 * area * MM**2
