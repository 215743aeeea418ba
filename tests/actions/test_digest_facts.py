"""What stands in the coordinator's digest."""

from tests.letters.seasons import demo, live, of

SILENT = ("2025-09-03", "2025-12-15")
TWO_CYCLES = (
    (
        "cycles:\n  - id: bao-cao-quy\n",
        (
            "cycles:\n"
            "  - id: bao-cao-thang\n"
            "    clause: V.1.c\n"
            '    title: "báo cáo tháng"\n'
            '    wording: "trước ngày 25 hằng tháng"\n'
            "    frequency: month\n"
            "    recipient: phong-van-hoa-xa-hoi\n"
            "    units: [phong-kinh-te]\n"
            "    deadline: {bound: exclusive, day: 25, months_after: 0, roll: forward}\n"
            "    cutoff_day:\n"
            "    upstream_day:\n"
            "    compile_day:\n"
            "  - id: bao-cao-quy\n"
        ),
    ),
)

PHONE = (
    (
        "{id: dau-moi-kinhte, address: kinhte@tuetinh.example}",
        '{id: dau-moi-kinhte, address: kinhte@tuetinh.example, phone: "0220 7654 321"}',
    ),
)
APPROVAL = (("escalation: automatic", "escalation: approval"),)


def on(sent, day, template="digest"):
    return next(each for each in of(sent, template) if each.when.startswith(day))


def test_before_the_day_the_subject_counts_what_came_and_what_is_left():
    assert on(demo(), "2025-09-08").subject.startswith(
        "[CCHC quý III/2025] 2/5 đã nhận; còn 01 ngày làm việc"
    )


def test_on_the_last_day_the_subject_says_so():
    subject = on(live(), "2025-09-09").subject

    assert subject == "[CCHC quý III/2025] 0/5 đã nhận; hôm nay là ngày cuối"


def test_after_the_day_the_subject_counts_units_to_talk_to_once_each():
    sent = live(span=SILENT)

    assert on(sent, "2025-09-11").subject == (
        "[CCHC quý III/2025] 0/5 đã nhận; 05 đơn vị chờ trao đổi"
    )
    assert on(sent, "2025-12-11").subject == (
        "[CCHC quý IV/2025] 0/5 đã nhận; 05 đơn vị chờ trao đổi"
    )


def test_two_periods_of_one_unit_are_one_thing_to_do():
    digest = on(live(span=SILENT), "2025-12-11")

    todo = digest.text.partition("Việc cần làm\n")[2].partition("\n\n")[0].splitlines()
    assert len(todo) == 5
    assert todo[2] == (
        "3. Trao đổi với Phòng Kinh tế (chưa nhận được báo cáo quý III/2025 và quý IV/2025)"
    )


def test_when_all_came_the_subject_says_so():
    digest = next(e for e in of(demo(), "digest") if "Đã nhận đủ" in e.subject)

    assert digest.subject.startswith("[CCHC quý III/2025] Đã nhận đủ 5/5")


def test_the_count_of_days_left_carries_its_day():
    assert "(tính đến 08/9: còn 01 ngày làm việc)" in on(live(), "2025-09-08").text


def test_the_next_ten_working_days_are_told_level_by_level():
    coming = on(live(), "2025-09-08").text.partition("10 ngày làm việc tới")[2]

    assert "- 14 giờ 00 ngày 10/9/2025, gửi người đứng đầu: cả 05 đơn vị\n" in coming
    assert (
        "- 14 giờ 00 ngày 12/9/2025, gửi Chánh Văn phòng: Phòng VH-XH, Phòng Kinh tế, TTPVHCC, "
        "TTVHTT&TT\n"
    ) in coming
    assert "- 14 giờ 00 ngày 16/9/2025, gửi lãnh đạo UBND xã: cả 05 đơn vị\n" in coming


def test_last_days_and_the_leaders_page_stand_among_the_next_ten_working_days():
    lines = on(live(), "2025-09-08").text.partition("10 ngày làm việc tới")[2].splitlines()

    assert lines[1:6] == [
        "- 07 giờ 30 ngày 08/9/2025, gửi đầu mối: cả 05 đơn vị",
        "- 07 giờ 30 ngày 09/9/2025, gửi đầu mối: cả 05 đơn vị",
        "- Hết ngày 09/9/2025, ngày cuối của quý III/2025: cả 05 đơn vị",
        "- 14 giờ 00 ngày 10/9/2025, gửi người đứng đầu: cả 05 đơn vị",
        "- 07 giờ 30 ngày 11/9/2025, trang tổng hợp quý III/2025 của lãnh đạo",
    ]


def test_units_and_periods_stand_in_one_table():
    text = on(live(span=SILENT), "2025-12-04").text

    table = text.partition("Tình trạng từng đơn vị\n")[2].partition("\n\n")[0].splitlines()
    assert len(table) == 5
    assert table[2] == (
        "- Phòng Kinh tế: quý IV/2025 chưa nhận, còn trong thời hạn; quý III/2025 chưa nhận được"
    )


def test_a_calendar_that_is_missing_is_asked_for_in_the_subject_of_a_quiet_day():
    sent = live(span=("2027-01-04", "2027-01-12"), plan=2027)

    digest = of(sent, "digest")[0]
    assert digest.subject == ("[CCHC] Chưa có lịch nghỉ chính thức năm 2027; các mốc đang tính tạm")
    assert "- Chưa có lịch nghỉ chính thức năm 2027; các mốc đang tính tạm" in digest.text


def test_the_foot_explains_the_first_periods_day():
    digest = on(live(), "2025-09-08")

    assert "Căn cứ: điểm c khoản 1 Mục V Kế hoạch" in digest.text
    assert "nên ngày cuối là thứ Ba, ngày 09/9/2025" in digest.text


def test_what_is_asked_for_every_cycle_is_asked_once():
    questions = on(live(plan_changes=TWO_CYCLES), "2025-09-08").text.partition("Cần xác nhận\n")[2]

    assert questions.count("Chưa có văn bản về ngày chốt số liệu") == 1
    assert questions.count("Thành phố chưa có văn bản về hạn gửi báo cáo của xã") == 1


def test_mail_that_did_not_arrive_is_told_with_whom_to_call():
    lost = '- {at: "2025-09-08 09:00", unit: phong-kinh-te, role: focal, do: bounce, '
    lost += "permanent: true}\n"

    digest = on(live(lost, office=PHONE), "2025-09-09")

    told = digest.text.partition("Thư chưa đến nơi\n")[2].splitlines()[0]
    assert told.startswith(
        "- Đầu mối báo cáo Phòng Kinh tế, điện thoại 0220 7654 321: thư "
        '"[CCHC quý III/2025] Phòng Kinh tế: '
    )
    assert "không chuyển được" in told
    assert (
        "Kiểm tra địa chỉ kinhte@tuetinh.example: thư không chuyển được (Đầu mối báo cáo Phòng "
        "Kinh tế, điện thoại 0220 7654 321; "
    ) in digest.text


def test_where_no_number_is_known_the_digest_says_so():
    lost = '- {at: "2025-09-08 09:00", unit: phong-kinh-te, role: focal, do: bounce, '
    lost += "permanent: true}\n"

    digest = on(live(lost), "2025-09-09")

    assert "- Đầu mối báo cáo Phòng Kinh tế, danh bạ chưa có số điện thoại: thư " in digest.text


def test_a_mail_that_comes_back_days_later_is_told_on_the_next_morning():
    lost = '- {at: "2025-09-18 09:00", unit: trung-tam-van-hoa-the-thao-va-truyen-thong, '
    lost += "role: head, do: bounce, permanent: true}\n"

    digest = on(live(lost), "2025-09-19")

    assert "- Giám đốc Trung tâm Văn hóa, Thể thao và truyền thông, danh bạ" in digest.text


def test_who_is_late_is_called_by_the_number_of_the_directory():
    digest = on(live(office=PHONE), "2025-09-11")

    assert (
        "Trao đổi với Phòng Kinh tế (chưa nhận được báo cáo quý III/2025; điện thoại 0220 7654 321)"
    ) in digest.text


def test_a_level_that_waits_for_a_word_stands_first_among_what_stands():
    digest = on(live(policy=APPROVAL), "2025-09-12")

    todo = digest.text.partition("Việc cần làm\n")[2].splitlines()
    assert todo[0] == (
        "1. Xin ý kiến đồng chí Trưởng Phòng Văn hóa-Xã hội: thông tin đến Chánh Văn phòng về báo "
        "cáo quý III/2025 (Phòng Văn hóa-Xã hội, Phòng Kinh tế, Trung tâm Phục vụ hành chính công, "
        "Trung tâm Văn hóa, Thể thao và truyền thông)"
    )
    assert "- Phòng Kinh tế: đang xin ý kiến về việc thông tin lên cấp trên" in digest.text


def test_even_with_two_periods_late_the_digest_stays_short():
    longest = max(len(each.html.encode()) for each in of(live(span=SILENT), "digest"))

    assert longest < 16_384
