"""When the coordinator's digest and the tick lists go, and who reads them."""

from tests.letters.seasons import demo, live, of, times

ECONOMY = "unit: phong-kinh-te, period: 2025-Q3"


def test_a_quiet_office_hears_once_a_week():
    quiet = live(span=("2025-10-01", "2025-10-31"), plan=2026)

    assert [each.when for each in of(quiet, "digest")] == [
        "2025-10-01 07:30",
        "2025-10-08 07:30",
        "2025-10-15 07:30",
        "2025-10-22 07:30",
        "2025-10-29 07:30",
    ]
    assert of(quiet, "digest")[1].subject == (
        "[CCHC] Tuần 41: không có việc mới; hệ thống hoạt động bình thường"
    )


def test_what_happened_is_told_the_next_working_morning_once():
    nil = f'- {{at: "2025-09-04 16:00", {ECONOMY}, do: nil, by: "Đầu mối", note: "Không có."}}\n'

    sent = of(live(nil), "digest")

    news = "- Phòng Kinh tế: đã nhận báo cáo (16 giờ 00 ngày 04/9/2025)"
    assert [each.when for each in sent if news in each.text] == ["2025-09-05 07:30"]


def test_a_request_stands_first_until_it_is_answered():
    ask = f'- {{at: "2025-09-04 16:00", {ECONOMY}, do: ask-extension, until: 2025-09-12, '
    ask += 'reason: "chờ số liệu"}\n'
    ask += f'- {{at: "2025-09-08 16:00", {ECONOMY}, do: grant}}\n'

    sent = of(live(ask), "digest")

    first = "1. Trả lời đề nghị của Phòng Kinh tế về báo cáo quý III/2025 (xin gửi đến hết "
    assert [e.when[:10] for e in sent if first in e.text] == ["2025-09-05", "2025-09-08"]


def test_the_tick_list_comes_at_two_on_the_last_day_and_the_next_morning():
    sent = live()

    ticks = of(sent, "tick-list")
    assert times(ticks) == [("2025-09-09 14:00", "vhxh"), ("2025-09-10 07:30", "vhxh")]
    assert {each.kind for each in ticks} == {"digest"}
    assert ticks[0].subject == "[CCHC quý III/2025] Đối chiếu văn bản đến: 05 đơn vị chưa ghi nhận"
    assert "[  ] Phòng Kinh tế: số" in ticks[0].text


def test_the_tick_list_names_only_what_is_missing():
    nil = f'- {{at: "2025-09-09 15:00", {ECONOMY}, do: nil, by: "Đầu mối", note: "Không có."}}\n'

    noon, morning = of(live(nil), "tick-list")

    assert "Phòng Kinh tế" in noon.text
    assert "Phòng Kinh tế:" not in morning.text
    assert "04 đơn vị" in morning.subject


def test_a_last_day_off_is_compared_when_the_next_working_day_ends():
    later = f'- {{at: "2025-09-04 09:00", {ECONOMY}, do: ask-extension, until: 2025-09-13, '
    later += 'reason: "chờ số liệu"}\n'
    later += f'- {{at: "2025-09-04 10:00", {ECONOMY}, do: grant}}\n'

    ticks = [each for each in of(live(later), "tick-list") if "Phòng Kinh tế:" in each.text]

    assert [each.when for each in ticks] == ["2025-09-15 14:00", "2025-09-16 07:30"]
    assert "thời hạn hết thứ Bảy, ngày 13/9/2025" in ticks[0].text


def test_with_everything_received_there_is_no_tick_list():
    ticks = [each for each in of(demo(), "tick-list") if each.when > "2025-12-09 15:10"]

    assert ticks == []


def test_a_level_is_announced_one_working_day_ahead_to_the_head_as_well():
    sent = of(live(), "digest")

    announced = [each for each in sent if "Sắp thông tin lên cấp trên" in each.text]
    assert [(each.when, each.cc) for each in announced][:2] == [
        ("2025-09-11 07:30", ("truongphong.vhxh@tuetinh.example",)),
        ("2025-09-12 07:30", ("truongphong.vhxh@tuetinh.example",)),
    ]
    assert all(each.cc == () for each in sent if each not in announced)
    assert (
        "- 14 giờ 00 ngày 12/9/2025, thông tin đến Chánh Văn phòng về: Phòng Văn hóa-Xã hội, "
    ) in announced[0].text
    assert "(trừ phần của Phòng Văn hóa-Xã hội), đề nghị trả lời thư này" in announced[0].text


def test_a_day_off_has_no_digest():
    days = {each.when[:10] for each in of(demo(), "digest", "tick-list")}

    assert not {"2025-09-01", "2025-09-02", "2025-09-06", "2025-09-07"} & days
    assert {each.at.isoweekday() for each in of(demo(), "digest", "tick-list")} <= {1, 2, 3, 4, 5}
