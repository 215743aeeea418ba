"""What is doubtful is asked, with its reason; what does not exist is refused, never clamped."""

import pytest


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("   ", "empty"),
        ("…", "empty"),
        ("nt", "ditto"),
        ("-nt-", "ditto"),
        ('"', "ditto"),
        ("Như trên", "ditto"),
        ("đang cập nhật", "not-understood"),
        ("Theo quy định", "elsewhere"),
        ("theo kế hoạch của Thành phố", "elsewhere"),
        ("Theo Kế hoạch số 12/KH-UBND ngày 05/5/2025", "elsewhere"),
        ("Định kỳ", "elsewhere"),
        ("31/11/2025", "impossible-day"),
        ("30/02", "impossible-day"),
        ("29/02/2026", "impossible-day"),
        ("trước ngày 32/9/2025", "impossible-day"),
        ("09/30/2025", "impossible-day"),
        ("Tháng 13/2025", "impossible-day"),
        ("Quý V/2025", "impossible-day"),
        ("trước 25 giờ ngày 01/9/2025", "impossible-day"),
        ("Hoàn thành 30/9/2025, báo cáo 31/9/2025", "impossible-day"),
        ("từ ngày 10/12/2025 đến ngày 01/12/2025", "turned-round"),
        ("Tết Nguyên đán Ất Tỵ 2026", "two-years"),
        ("Quý I", "which-year"),
        ("trước ngày 12/5", "which-year"),
        ("Trước ngày 12", "which-month"),
        ("ngày 20 của tháng cuối kỳ báo cáo", "which-period"),
        ("cuối quý", "which-period"),
        ("6 tháng", "which-half"),
        ("tuần 3 tháng 9/2025", "week-of-month"),
        ("10 ngày đầu tháng 9/2025", "span-of-days"),
        ("giữa quý IV/2025", "middle-of-quarter"),
        ("các tháng cuối năm", "vague-months"),
        ("tháng sau", "beside-issue"),
        ("năm học 2025-2026", "other-year"),
        ("mùng 5 Tết", "feast-unknown"),
        ("trước Tết Nguyên đán 2031", "feast-unknown"),
        ("x" * 2001, "not-understood"),
    ],
)
def test_what_gives_no_day_is_unknown_and_says_why(reads, phrase, reason):
    found = reads(phrase)

    assert (found.kind, found.due, found.bound) == ("unknown", (), "none")
    assert (found.needs_confirmation, found.reason) == (True, reason)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("đầu tháng 10/2025", ("once", "10-01", "part-of-month")),
        ("giữa tháng 10/2025", ("once", "10-15", "part-of-month")),
        ("giữa năm 2026", ("once", "2026-06-30", "part-of-month")),
        ("Dự kiến quý IV/2025", ("once", "12-31", "estimate")),
        ("Quý III hoặc quý IV/2025", ("once", "09-30 12-31", "either-or")),
        ("7-9/2025", ("once", "09-07", "day-or-months")),
        ("trước ngày 12/5, 12/11", ("once", "05-11 11-11", "which-year")),
        ("Thứ Sáu, ngày 18/8/2025", ("once", "08-18", "weekday-differs")),
        ("Xong trước 30/8/2025; hằng quý báo cáo", ("once", "08-29", "several-parts")),
        (
            "trước ngày 12 tháng 9, chương trình công tác tháng sau",
            ("once", "09-11", "beside-issue"),
        ),
        ("ngày 31 hằng tháng", ("recurring", "07-31 08-31 10-31 12-31", "missing-in-some")),
        ("trước ngày 15 hằng quý", ("recurring", "09-14 12-14", "which-month")),
        ("02 lần/năm", ("recurring", "12-31", "times-only")),
        ("Từ quý III/2025", ("continuous", "", "no-end")),
        ("Quý IV/2025 trở đi", ("continuous", "", "no-end")),
        ("sau ngày 15/9/2025", ("continuous", "", "no-end")),
        ("trong 07 ngày làm việc", ("event-bound", "", "no-event")),
    ],
)
def test_what_can_be_read_in_part_is_proposed_and_asked(reads, days, phrase, expected):
    kind, due, reason = expected

    found = reads(phrase)

    assert (found.kind, found.due, found.reason) == (kind, days(due), reason)


def test_the_year_comes_from_the_plan_only_where_one_fits(reads, days):
    assert reads("tháng 11").due == days("11-30")
    assert reads("tháng 11").reason is None
    assert reads("tháng 5").kind == "unknown"
