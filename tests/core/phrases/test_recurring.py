"""What comes back: every occurrence inside the plan's period, and none outside."""

from datetime import date

import pytest

from cchc_scheduler.core.phrases.reading import read
from cchc_scheduler.core.phrases.values import Surroundings

MONTH_ENDS = "07-31 08-31 09-30 10-31 11-30 12-31"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("hàng tháng", ("monthly", "period_end", MONTH_ENDS)),
        ("Mỗi tháng một lần", ("monthly", "period_end", MONTH_ENDS)),
        ("Hằng quý, năm", ("quarterly+yearly", "period_end", "09-30 12-31")),
        (
            "Báo cáo quý, 6 tháng, năm",
            ("quarterly+half-yearly+yearly", "period_end", "09-30 12-31"),
        ),
        ("6 tháng, năm", ("half-yearly+yearly", "period_end", "12-31")),
        ("Định kỳ 06 tháng/lần", ("half-yearly", "period_end", "12-31")),
        ("03 tháng một lần", ("quarterly", "period_end", "09-30 12-31")),
        ("01 lần/quý", ("quarterly", "period_end", "09-30 12-31")),
        (
            "hằng quý và đột xuất khi có yêu cầu",
            ("quarterly + on demand", "period_end", "09-30 12-31"),
        ),
        ("Quý IV hằng năm", ("yearly", "period_end", "12-31")),
        ("Quý I hằng năm", ("yearly", "period_end", "")),
        ("cuối mỗi quý", ("quarterly", "inclusive", "09-30 12-31")),
        ("hằng tháng đến hết tháng 9/2025", ("monthly", "period_end", "07-31 08-31 09-30")),
        ("Hằng quý, bắt đầu từ quý IV/2025", ("quarterly", "period_end", "12-31")),
        (
            "Báo cáo quý I, 6 tháng, quý III và năm",
            ("half-yearly+yearly", "period_end", "09-30 12-31"),
        ),
        ("Các quý trong năm", ("quarterly", "period_end", "09-30 12-31")),
        ("02 lần/năm (tháng 6 và tháng 12)", ("half-yearly", "period_end", "12-31")),
        (
            "Hằng quý, chậm nhất ngày 20 của tháng cuối kỳ báo cáo",
            ("quarterly", "inclusive", "09-20 12-20"),
        ),
        # a day of each month
        (
            "trước ngày 12 hàng tháng",
            ("monthly", "exclusive", "07-11 08-11 09-11 10-11 11-11 12-11"),
        ),
        (
            "từ ngày 01 đến ngày 05 hằng tháng",
            ("monthly", "inclusive", "07-05 08-05 09-05 10-05 11-05 12-05"),
        ),
        (
            "Trước ngày 12 của tháng",
            ("monthly", "exclusive", "07-11 08-11 09-11 10-11 11-11 12-11"),
        ),
        # days of a quarter
        ("Hằng quý trước ngày 15 của tháng cuối quý", ("quarterly", "exclusive", "09-14 12-14")),
        ("ngày 15 tháng thứ hai của quý", ("quarterly", "inclusive", "08-15 11-15")),
        (
            "Báo cáo quý: trước ngày 12 tháng cuối quý; báo cáo năm: trước ngày 05/12",
            ("quarterly+yearly", "exclusive", "09-11 12-04 12-11"),
        ),
        ("trước ngày mùng 5 tháng cuối quý", ("quarterly", "exclusive", "09-04 12-04")),
        # days of a year
        (
            "trước ngày 31/01 và 31/7 hằng năm phải gửi báo cáo năm hoặc báo cáo 6 tháng",
            ("half-yearly+yearly", "exclusive", "07-30"),
        ),
        ("12/12 hằng năm, theo Nghị định số 12/2025/NĐ-CP", ("yearly", "inclusive", "12-12")),
        ("15/12 hằng năm", ("yearly", "inclusive", "12-15")),
        ("hằng năm trước 12/7", ("yearly", "exclusive", "07-11")),
        ("định kỳ trước ngày 15/6 và 15/12", ("yearly", "exclusive", "12-14")),
        ("Trước ngày 20 các tháng 3, 6, 9, 12 hằng năm", ("yearly", "exclusive", "09-19 12-19")),
        (
            "Báo cáo 6 tháng trước 12/6, báo cáo năm trước 12/12",
            ("half-yearly+yearly", "exclusive", "12-11"),
        ),
        (
            "Quý I: trước 12/3; 6 tháng: trước 12/6; quý III: trước 12/9; năm: trước 12/12",
            ("half-yearly+yearly", "exclusive", "09-11 12-11"),
        ),
        # after its period
        (
            "Trước ngày 05 của tháng đầu quý sau",
            ("quarterly", "exclusive", "07-04 10-04 2026-01-04"),
        ),
        ("hằng năm, chậm nhất ngày 20/02 năm sau", ("yearly", "inclusive", "2026-02-20")),
        (
            "chậm nhất 05 ngày sau khi kết thúc quý",
            ("quarterly", "relative", "07-05 10-05 2026-01-05"),
        ),
    ],
)
def test_what_comes_back_is_due_on_every_occurrence(reads, days, phrase, expected):
    freq, bound, due = expected

    found = reads(phrase)

    assert (found.kind, found.freq, found.bound) == ("recurring", freq, bound)
    assert found.due == days(due)
    assert not found.needs_confirmation


def test_a_weekday_of_each_week_is_found_through_the_period():
    august = Surroundings(date(2025, 8, 1), date(2025, 8, 31))

    found = read("trước 16 giờ thứ Sáu hằng tuần", august)

    assert [day.day for day in found.due] == [1, 8, 15, 22, 29]
    assert (found.freq, found.time) == ("weekly", "16:00")


def test_the_last_working_day_of_a_month_is_counted_over_the_calendar(reads, days):
    found = reads("ngày làm việc cuối cùng của tháng")

    assert found.due == days("07-31 08-29 09-30 10-31 11-28 12-31")


def test_a_dated_day_that_comes_back_each_month_is_repeated_and_asked(reads, days):
    found = reads("trước ngày 15 tháng 10 năm 2025 và hằng tháng")

    assert found.due == days("10-14 11-14 12-14")
    assert found.reason == "repeated-day"


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Thực hiện thường xuyên, hằng quý", "09-30 12-31"),
        ("Thường xuyên; báo cáo trước ngày 12 của tháng cuối quý", "09-11 12-11"),
        ("Thường xuyên trong năm 2025", ""),
        ("Thường xuyên đến hết ngày 31/12/2025", ""),
        ("Quanh năm", ""),
        ("Hằng ngày", ""),
        ("liên tục từ quý III/2025", ""),
    ],
)
def test_what_goes_on_has_only_the_days_of_its_reports(reads, days, phrase, due):
    found = reads(phrase)

    assert (found.kind, found.due) == ("continuous", days(due))
    assert not found.needs_confirmation
