"""What waits for an event: its words, its length, and its day where that is known."""

import pytest


@pytest.mark.parametrize(
    ("phrase", "event", "offset"),
    [
        ("Sau khi có văn bản của Sở Tài chính", "văn bản của Sở Tài chính", None),
        ("Khi có phát sinh", "phát sinh", None),
        ("Theo yêu cầu của cấp trên", "yêu cầu của cấp trên", None),
        ("Đột xuất", "đột xuất", None),
        ("Ngay khi nhận được hồ sơ", "nhận được hồ sơ", "0"),
        (
            "Trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ",
            "nhận đủ hồ sơ",
            "5 working days",
        ),
        ("Trong vòng 10 (mười) ngày sau khi được giao", "được giao", "10 days"),
        ("chậm nhất 48 giờ kể từ khi xảy ra", "xảy ra", "48 hours"),
        ("Trong thời hạn một tháng kể từ ngày được giao", "được giao", "1 month"),
        ("15 ngày trước kỳ họp", "kỳ họp", "-15 days"),
        (
            "Trước 03 ngày làm việc so với ngày tổ chức hội nghị",
            "tổ chức hội nghị",
            "-3 working days",
        ),
        ("Trước kỳ họp cuối năm của HĐND xã", "kỳ họp cuối năm của HĐND xã", None),
        ("Trước khi tổ chức Đại hội", "tổ chức Đại hội", None),
        ("trước ngày Luật có hiệu lực", "Luật có hiệu lực", None),
        ("Khi có báo cáo hằng tháng của Sở", "báo cáo hằng tháng của Sở", None),
        (
            "trong vòng 20 ngày kể từ ngày Thông tư số 12/2025/TT-BNV có hiệu lực",
            "Thông tư số 12/2025/TT-BNV có hiệu lực",
            "20 days",
        ),
    ],
)
def test_what_waits_keeps_its_event_and_has_no_day(reads, phrase, event, offset):
    found = reads(phrase)

    assert (found.kind, found.event, found.offset) == ("event-bound", event, offset)
    assert found.due == ()
    assert not found.needs_confirmation


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Ngay sau khi Kế hoạch này được phê duyệt", "07-28"),
        ("Trong 10 ngày kể từ ngày ký", "08-07"),
        ("Trong 05 ngày làm việc kể từ ngày ban hành Kế hoạch", "08-04"),
        ("01 tháng kể từ ngày Kế hoạch có hiệu lực", "08-28"),
    ],
)
def test_the_issue_of_the_plan_is_an_event_whose_day_is_known(reads, days, phrase, due):
    found = reads(phrase)

    assert (found.kind, found.bound, found.due) == ("event-bound", "relative", days(due))


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("trong 10 ngày kể từ ngày 01/10/2025", "10-11"),  # the first day is not counted
        ("trong 02 tuần kể từ ngày 01/10/2025", "10-15"),
        ("trong 01 tháng kể từ ngày 31/8/2025", "09-30"),  # no 31 September: the month's last
        ("trong 03 ngày làm việc kể từ ngày 29/8/2025", "09-05"),  # over Quốc khánh
    ],
)
def test_a_length_from_a_dated_day_is_counted_by_the_civil_code(reads, days, phrase, due):
    found = reads(phrase)

    assert (found.kind, found.bound, found.due) == ("once", "relative", days(due))


def test_the_month_of_a_meeting_is_an_estimate(reads, days):
    found = reads("Trình HĐND xã tại Kỳ họp thứ 5 (tháng 10/2025)")

    assert (found.kind, found.event, found.due) == ("event-bound", "Kỳ họp thứ 5", days("10-31"))
    assert found.reason == "event-estimate"
