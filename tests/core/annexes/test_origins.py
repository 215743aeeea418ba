"""The number, day and period of the document an annex belongs to are read from the lines above."""

from datetime import date

import pytest

from cchc_scheduler.core.annexes.directory import directory_of
from cchc_scheduler.core.annexes.grids import Paper
from cchc_scheduler.core.annexes.origins import origin_of
from cchc_scheduler.core.annexes.reading import Asked, read_annex
from tests.core.annexes.drawn import HALF_YEAR, HEADS, drawn, office, read

ROW = ("1", "Việc", "Phòng Kinh tế", "", "31/12/2025", "")


@pytest.mark.parametrize(
    ("line", "number", "day"),
    [
        (
            "(Kèm theo Quyết định số 15/QĐ-UBND ngày 02/7/2025 của Chủ tịch UBND xã)",
            "15/QĐ-UBND",
            date(2025, 7, 2),
        ),
        (
            "(Ban hành kèm theo Kế hoạch số: 07/KH-UBND  ngày 28 tháng  7  năm 2025)",
            "07/KH-UBND",
            date(2025, 7, 28),
        ),
        ("Kèm theo Công văn số 148/UBND-VHXH", "148/UBND-VHXH", None),
        ("(Kèm theo Quyết định số 212/2025/QĐ-UBND ngày 31/02/2025)", "212/2025/QĐ-UBND", None),
        ("(Kèm theo Quyết định số      /QĐ-UBND ngày    tháng    năm 2025)", None, None),
        ("DANH MỤC NHIỆM VỤ", None, None),
    ],
)
def test_the_document_is_named_as_written(line, number, day):
    found = origin_of([line])

    assert (number, day) == (found.number, found.day)


def test_a_number_and_its_day_may_stand_on_two_lines():
    found = origin_of(["(Kèm theo Quyết định số 15/QĐ-UBND", "ngày 02/7/2025 của UBND xã)"])

    assert ("15/QĐ-UBND", date(2025, 7, 2)) == (found.number, found.day)


def test_without_such_a_line_the_head_of_the_document_tells():
    found = origin_of([], ["Số: 15/KH-UBND", "An Bình, ngày 05 tháng 01 năm 2026", "KẾ HOẠCH"])

    assert ("15/KH-UBND", date(2026, 1, 5)) == (found.number, found.day)


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("Danh mục nhiệm vụ 6 tháng cuối năm 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Danh mục nhiệm vụ quý III/2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("Kế hoạch giai đoạn 2026-2030", date(2026, 1, 1), date(2030, 12, 31)),
        ("Phụ lục kèm theo văn bản ngày 02 tháng 7 năm 2025", None, None),
        ("Họp ngày đầu năm 2025", None, None),
    ],
)
def test_the_period_is_that_of_the_title(title, first, last):
    found = origin_of([title])

    assert (first, last) == (found.first, found.last)


def test_days_are_read_from_the_day_of_issue_to_the_end_of_the_titles_period():
    lines = ("DANH MỤC NHIỆM VỤ NĂM 2026", "(Kèm theo Kế hoạch số 5/KH-UBND ngày 20/12/2025)")
    annex = read(drawn(HEADS, ROW, before=lines))

    assert (date(2025, 12, 20), date(2026, 12, 31)) == (annex.origin.first, annex.origin.last)


def test_a_known_plans_number_gives_its_period():
    asked = Asked(
        directory_of(office()),
        HALF_YEAR,
        plans={"5/KH-UBND": (date(2025, 3, 1), date(2025, 6, 30))},
    )
    grid = drawn(HEADS, ROW, before=("(Kèm theo Kế hoạch số 5/KH-UBND ngày 01/3/2025)",))
    annex = read_annex(Paper((grid,)), asked)

    assert (date(2025, 3, 1), date(2025, 6, 30)) == (annex.origin.first, annex.origin.last)
    assert [each.kind for each in annex.tasks[0].questions] == ["deadline-after-plan"]


def test_an_assumed_period_and_a_missing_number_are_told():
    assert {"no-decision", "period-assumed"} <= {w.kind for w in read(drawn(HEADS, ROW)).warnings}
