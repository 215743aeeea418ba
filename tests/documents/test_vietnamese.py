from datetime import UTC, date, datetime

import pytest

from cchc_scheduler.core.periods import Period
from cchc_scheduler.documents.vietnamese import (
    clause_words,
    day_and_month,
    full_day,
    listed,
    long_period,
    moment,
    post_of_unit,
    sentence_case,
    short_day,
    short_period,
    size_words,
    two_digits,
    working_days,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 9, 9), "09/9/2025"),
        (date(2025, 12, 31), "31/12/2025"),
        (date(2026, 1, 10), "10/01/2026"),
        (date(2026, 2, 9), "09/02/2026"),
        (date(2026, 3, 9), "09/3/2026"),
    ],
)
def test_days_under_ten_and_the_first_two_months_take_a_nought(day, words):
    assert short_day(day) == words


def test_a_day_in_full_names_the_day_of_the_week():
    assert full_day(date(2025, 9, 9)) == "thứ Ba, ngày 09/9/2025"
    assert full_day(date(2025, 9, 14)) == "Chủ nhật, ngày 14/9/2025"


def test_where_the_year_is_plain_it_is_left_out():
    assert day_and_month(date(2026, 2, 3)) == "03/02"


def test_a_moment_is_told_by_the_office_clock():
    evening_before_in_utc = datetime(2025, 9, 9, 17, 5, tzinfo=UTC)

    assert moment(evening_before_in_utc) == "00 giờ 05 ngày 10/9/2025"


def test_small_numbers_take_two_digits():
    assert [two_digits(number) for number in (0, 5, 12)] == ["00", "05", "12"]
    assert working_days(3) == "03 ngày làm việc"


@pytest.mark.parametrize(
    ("period", "with_year", "long", "short"),
    [
        (Period("quarter", 2025, 3), True, "quý III năm 2025", "quý III/2025"),
        (Period("quarter", 2025, 4), True, "quý IV và năm 2025", "quý IV/2025"),
        (Period("quarter", 2025, 4), False, "quý IV năm 2025", "quý IV/2025"),
        (Period("month", 2025, 7), False, "tháng 7 năm 2025", "tháng 7/2025"),
        (Period("half-year", 2025, 1), False, "6 tháng đầu năm 2025", "6 tháng đầu năm 2025"),
        (Period("half-year", 2025, 2), False, "6 tháng cuối năm 2025", "6 tháng cuối năm 2025"),
        (
            Period("half-year", 2025, 2),
            True,
            "6 tháng cuối năm và năm 2025",
            "6 tháng cuối năm 2025",
        ),
        (Period("half-year", 2025, 1), True, "6 tháng đầu năm 2025", "6 tháng đầu năm 2025"),
        (Period("month", 2025, 12), True, "tháng 12 và năm 2025", "tháng 12/2025"),
        (Period("nine-month", 2025, 1), True, "9 tháng năm 2025", "9 tháng năm 2025"),
        (Period("year", 2025, 1), True, "năm 2025", "năm 2025"),
        (Period("dated", 2025, 227), False, "đợt ngày 15/8/2025", "đợt 15/8/2025"),
    ],
)
def test_periods_are_named_as_reports_name_them(period, with_year, long, short):
    assert long_period(period, with_year=with_year) == long
    assert short_period(period) == short


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("II.4", "khoản 4 Mục II"),
        ("III.2.a", "điểm a khoản 2 Mục III"),
        ("III.1.đ", "điểm đ khoản 1 Mục III"),
        ("III.7.3", "gạch đầu dòng thứ 3 khoản 7 Mục III"),
        ("V.2.đ.1", "gạch đầu dòng thứ 1 điểm đ khoản 2 Mục V"),
        ("V.2.đ", "điểm đ khoản 2 Mục V"),
        ("V", "Mục V"),
        ("V.đoạn-cuối", "đoạn cuối Mục V"),
        ("Công văn 12/UBND", "Công văn 12/UBND"),
    ],
)
def test_clauses_are_cited_from_the_point_up(clause, words):
    assert clause_words(clause) == words


@pytest.mark.parametrize(
    ("title", "unit", "words"),
    [
        ("Trưởng Phòng Kinh tế", "Phòng Kinh tế", "Trưởng Phòng Kinh tế"),
        ("Trưởng phòng", "Phòng Kinh tế", "Trưởng Phòng Kinh tế"),
        ("Chánh Văn phòng", "Văn phòng HĐND-UBND xã", "Chánh Văn phòng HĐND-UBND xã"),
        ("Giám đốc", "Trung tâm A", "Giám đốc Trung tâm A"),
        ("Giám đốc Trung tâm", "Trung tâm A", "Giám đốc Trung tâm A"),
        ("Phó Chủ tịch - Giám đốc Trung tâm A", "Trung tâm A", None),
    ],
)
def test_a_post_names_its_unit_once(title, unit, words):
    assert post_of_unit(title, unit) == (words or title)


def test_a_list_ends_with_and():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b và c"


def test_sizes_are_told_in_kilobytes_and_megabytes_with_a_comma():
    assert [size_words(octets) for octets in (3, 122880, 1468006)] == ["1 KB", "120 KB", "1,4 MB"]


def test_a_sentence_begins_with_a_capital_and_keeps_the_rest():
    assert sentence_case("đề nghị UBND xã") == "Đề nghị UBND xã"
    assert sentence_case("") == ""
