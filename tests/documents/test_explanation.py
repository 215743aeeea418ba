from datetime import UTC, date, datetime

from cchc_scheduler.core.deadlines import Deadline, resolve
from cchc_scheduler.core.workdays import CalendarYear, DayOff, WorkCalendar
from cchc_scheduler.documents.explanation import Explained, explain_deadline

NATIONAL_DAY = (
    DayOff(date(2025, 9, 1), "Quốc khánh", "TB 6150"),
    DayOff(date(2025, 9, 2), "Quốc khánh", "TB 6150"),
)
CALENDAR = WorkCalendar([CalendarYear(2025, official=True, days_off=NATIONAL_DAY, make_up_days=())])
WORDING = "trước ngày 10 của tháng cuối quý"
COUNT = "số ngày làm việc không tính thứ Bảy, Chủ nhật và ngày nghỉ lễ."


def explained(last_day, reason="plan", bound="exclusive", *, plan_day=None, **more):
    days = resolve(last_day, CALENDAR, more.pop("roll", "forward"))
    plan_days = resolve(plan_day or last_day, CALENDAR)
    deadline = Deadline(1, reason, days, datetime(2025, 8, 1, tzinfo=UTC))
    given = {"wording": WORDING, **more}
    return explain_deadline(Explained(given.pop("wording"), bound, deadline, plan_days, **given))


def test_before_a_day_leaves_that_day_out():
    assert explained(date(2025, 9, 9)) == (
        '"trước ngày 10 của tháng cuối quý" không tính chính ngày đó, '
        f"nên ngày cuối là thứ Ba, ngày 09/9/2025; {COUNT}"
    )


def test_an_inclusive_day_counts_itself():
    assert explained(date(2025, 9, 10), bound="inclusive", wording="chậm nhất ngày 10/9") == (
        f'"chậm nhất ngày 10/9" tính cả ngày đó, nên ngày cuối là thứ Tư, ngày 10/9/2025; {COUNT}'
    )


def test_a_duty_without_the_plans_words_only_names_its_last_day():
    assert explained(date(2025, 9, 10), bound=None, wording=None) == (
        f"ngày cuối là thứ Tư, ngày 10/9/2025; {COUNT}"
    )


def test_a_last_day_that_is_a_day_off_is_asked_for_before_and_late_only_after_the_next():
    assert explained(date(2025, 9, 13)) == (
        '"trước ngày 10 của tháng cuối quý" không tính chính ngày đó, '
        "nên ngày cuối là thứ Bảy, ngày 13/9/2025; "
        "ngày đó là ngày nghỉ nên đề nghị gửi trong thứ Sáu, ngày 12/9/2025; "
        "chỉ coi là quá hạn sau thứ Hai, ngày 15/9/2025 (khoản 5 Điều 148 Bộ luật Dân sự 2015); "
        f"{COUNT}"
    )


def test_where_the_cycle_does_not_roll_nothing_is_said_of_the_civil_code():
    sentence = explained(date(2025, 9, 13), roll="none")

    assert "đề nghị gửi trong thứ Sáu, ngày 12/9/2025" in sentence
    assert "Bộ luật Dân sự" not in sentence


def test_a_later_day_is_shown_beside_the_plans_own():
    assert explained(date(2025, 9, 12), "later-day", plan_day=date(2025, 9, 9)) == (
        "thời điểm nhận đã thống nhất là hết thứ Sáu, ngày 12/9/2025; "
        f"thời hạn của Kế hoạch là hết 09/9/2025; {COUNT}"
    )


def test_an_extension_and_a_return_name_their_day():
    extension = explained(date(2025, 9, 12), "extension")
    completion = explained(date(2025, 9, 16), "return")

    assert extension == f"thời hạn đã được gia hạn đến hết thứ Sáu, ngày 12/9/2025; {COUNT}"
    assert completion == (
        "thời gian bổ sung đến hết thứ Ba, ngày 16/9/2025, "
        f"không tính vào việc đúng thời hạn; {COUNT}"
    )


def test_public_holidays_in_the_count_are_named_together():
    assert explained(date(2025, 9, 9), days_off=NATIONAL_DAY).endswith(
        "số ngày làm việc không tính thứ Bảy, Chủ nhật và ngày nghỉ 01/9 và 02/9 (Quốc khánh)."
    )
