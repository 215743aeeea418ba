"""Lines copied from a register of incoming documents are matched to units, whatever their order."""

from datetime import date

import pytest

from cchc_scheduler.core.register_lines import register_lines
from cchc_scheduler.plan.documents import office_from_document
from tests.actions.post_office import documents

OFFICE = office_from_document(next(each.content for each in documents() if each.kind == "office"))
ECONOMY = "phong-kinh-te"
SERVICE = "trung-tam-phuc-vu-hanh-chinh-cong"
MEDIA = "trung-tam-van-hoa-the-thao-va-truyen-thong"
DAY = date(2025, 9, 8)


def read(line):
    (found,) = register_lines(line, OFFICE)
    return found.number, found.day, found.unit


@pytest.mark.parametrize(
    "line",
    [
        "12/BC-PKT 08/9/2025 Phòng Kinh tế",
        "Phòng Kinh tế\t12/BC-PKT\t08/09/2025",
        "08.9.2025; Phòng Kinh tế xã; số 12/BC-PKT",
        "Số 12 / BC-PKT ngày 8/9/2025 của Phòng Kinh tế về báo cáo CCHC quý III",
        "1. Báo cáo số 12/BC-PKT ngày 08-9-2025 của P. Kinh tế",
        "12/BC-PKT 2025-09-08 PHÒNG KINH TẾ",
        "12/BC-PKT 08/9/2025",
        "12/BC-PKT | 08/9/2025 | phong kinh te",
    ],
)
def test_number_day_and_unit_are_found_in_any_order(line):
    assert read(line) == ("12/BC-PKT", DAY, ECONOMY)


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("45/BC-TTPVHCC 08/9/2025 Trung tâm Phục vụ hành chính công", SERVICE),
        ("TTPVHCC 45/BC-TTPVHCC 08/9/2025", SERVICE),
        ("7/BC-TTVHTT&TT 08/9/2025 Trung tâm Văn hóa, Thể thao và truyền thông", MEDIA),
    ],
)
def test_units_are_known_by_their_short_names_too(line, unit):
    assert read(line)[1:] == (DAY, unit)


def test_of_two_days_the_later_one_is_when_it_came():
    assert read("Phòng Kinh tế 12/BC-PKT 05/9/2025 08/9/2025")[1] == DAY


@pytest.mark.parametrize(
    "line",
    [
        "12/BC-X 08/9/2025 Sở Nội vụ",
        "12/CV-TH 08/9/2025 Phòng Kinh tế; Phòng Văn hóa-Xã hội",
        "báo cáo",
        "....",
        "31/02/2025",
    ],
)
def test_a_line_that_is_not_clear_names_nobody(line):
    assert read(line)[2] is None


def test_a_day_that_does_not_exist_is_no_day():
    assert read("12/BC-PKT 31/02/2025 Phòng Kinh tế") == ("12/BC-PKT", None, ECONOMY)


def test_empty_lines_are_nothing_and_many_lines_are_cut():
    assert register_lines("\n \n\t\n", OFFICE) == ()
    assert len(register_lines("x\n" * 2_000, OFFICE)) == 500


@pytest.mark.parametrize("text", ["9" * 5_000, "/" * 5_000, "Phòng " * 1_000, "1/A-" * 1_000])
def test_no_line_takes_long(text):
    assert len(register_lines(text, OFFICE)) == 1
