"""The leaders' page: its days, its reader, and what it says of a unit that is late."""

from tests.letters.seasons import demo, live, of, times

WHOLE = ("2025-08-14", "2025-10-03")
HEAD_VACANT = (
    ("rank: head, holder: truong-phong-kinh-te}", "rank: head, holder: null}"),
    ("  - {id: truong-phong-kinh-te, address: truongphong.kinhte@tuetinh.example}\n", ""),
)
VICE_CHAIR_IN_CHARGE = (
    ("vice_chair:  #", "vice_chair: pho-chu-tich  #"),
    (
        "posts:\n",
        (
            'posts:\n  - {id: pho-chu-tich, title: "Phó Chủ tịch Ủy ban nhân dân xã", rank: '
            "vice-chair, holder: pho-chu-tich}\n"
        ),
    ),
    ("people:\n", "people:\n  - {id: pho-chu-tich, address: phochutich@tuetinh.example}\n"),
)
VICE_CHAIR_AS_HEAD = (
    (
        'title: "Giám đốc Trung tâm Phục vụ hành chính công", rank: head',
        'title: "Phó Chủ tịch UBND xã", rank: vice-chair',
    ),
)


def pages(sent):
    return of(sent, "leaders-page")


def on(sent, day):
    return next(each for each in pages(sent) if each.when.startswith(day))


def line(page, unit):
    return next(row for row in page.text.splitlines() if row.startswith(f"- {unit}: "))


def test_the_page_goes_weekly_in_the_last_month_and_after_the_heads_were_told():
    assert times(pages(live(span=WHOLE))) == [
        ("2025-09-03 07:30", "chutich"),  # 1 and 2 September are days off
        ("2025-09-08 07:30", "chutich"),
        ("2025-09-11 07:30", "chutich"),  # the day after late-1
        ("2025-09-15 07:30", "chutich"),
        ("2025-09-22 07:30", "chutich"),
        ("2025-09-29 07:30", "chutich"),
    ]


def test_the_page_is_of_its_own_kind_and_names_the_day_in_its_subject():
    page = pages(live())[0]

    assert page.kind == "leaders"
    assert page.cc == ()
    assert page.subject == "[CCHC quý III/2025] Đã nhận 0/5 báo cáo; thời hạn hết 09/9"


def test_the_page_has_four_numbers_and_the_units_in_the_plans_order():
    page = on(demo(), "2025-09-15")

    assert "Đã nhận: 4 · Đúng thời hạn: 4 · Đang bổ sung: 1 · Chưa nhận: 1" in page.text
    rows = [row[2:].split(":")[0] for row in page.text.splitlines() if row.startswith("- ")]
    assert rows == [
        "Phòng Văn hóa-Xã hội",
        "Văn phòng HĐND-UBND xã",
        "Phòng Kinh tế",
        "Trung tâm Phục vụ hành chính công",
        "Trung tâm Văn hóa, Thể thao và truyền thông",
    ]


def test_before_the_day_a_missing_report_is_still_in_time():
    assert line(on(live(), "2025-09-08"), "Phòng Kinh tế") == (
        "- Phòng Kinh tế: chưa nhận, còn trong thời hạn"
    )


def test_a_late_unit_is_named_once_its_head_was_told():
    assert line(on(live(), "2025-09-11"), "Phòng Kinh tế") == "- Phòng Kinh tế: chưa nhận được"


def test_a_unit_whose_head_could_not_be_told_is_being_compared():
    dead = '- {at: "2025-09-08 09:00", unit: phong-kinh-te, role: head, do: bounce, '
    dead += "permanent: true}\n"

    sent = live(dead)

    assert line(on(sent, "2025-09-11"), "Phòng Kinh tế") == "- Phòng Kinh tế: đang đối chiếu"
    assert line(on(sent, "2025-09-15"), "Phòng Kinh tế") == "- Phòng Kinh tế: đang đối chiếu"


def test_a_unit_without_a_head_is_not_hidden():
    sent = live(office=HEAD_VACANT)

    assert line(on(sent, "2025-09-11"), "Phòng Kinh tế") == "- Phòng Kinh tế: chưa nhận được"


def test_a_unit_whose_head_gets_only_a_draft_is_not_hidden():
    page = on(live(office=VICE_CHAIR_AS_HEAD), "2025-09-11")

    assert line(page, "Trung tâm Phục vụ hành chính công").endswith(": chưa nhận được")


def test_the_vice_chair_in_charge_reads_the_page_where_one_is_named():
    assert {each.post for each in pages(live(office=VICE_CHAIR_IN_CHARGE))} == {"phochutich"}


def test_the_page_is_told_a_late_morning_when_the_mail_was_down():
    down = '- {at: "2025-09-10 20:00", do: smtp-down, until: "2025-09-11 09:10"}\n'

    late = on(live(down), "2025-09-11")

    assert "2025-09-11 09:10" <= late.when < "2025-09-11 16:30"


def test_the_page_says_what_was_agreed_and_what_a_unit_says():
    ask = '- {at: "2025-09-04 09:00", unit: phong-kinh-te, period: 2025-Q3, do: ask-extension, '
    ask += 'until: 2025-09-12, reason: "chờ số liệu"}\n'
    asked = live(ask)
    agreed = live(ask + ask.split("do:")[0].replace("09:00", "10:00") + "do: grant}\n")

    assert line(on(asked, "2025-09-08"), "Phòng Kinh tế").endswith(
        "; ý kiến của đơn vị: đề nghị gửi đến hết 12/9/2025: chờ số liệu"
    )
    assert line(on(agreed, "2025-09-11"), "Phòng Kinh tế") == (
        "- Phòng Kinh tế: chưa nhận, còn trong thời hạn; đã thống nhất nhận đến hết ngày 12/9/2025"
    )


def test_a_request_beyond_the_coordinators_day_waits_for_the_leaders_word():
    ask = '- {at: "2025-09-04 09:00", unit: phong-kinh-te, period: 2025-Q3, do: ask-extension, '
    ask += 'until: 2025-10-06, reason: "chờ số liệu"}\n'

    page = on(live(ask), "2025-09-08")

    assert (
        "Việc cần đồng chí cho ý kiến:\n"
        "- Đề nghị gia hạn của Phòng Kinh tế đến hết 06/10/2025: chờ số liệu\n"
    ) in page.text


def test_what_the_coordinator_may_decide_is_not_asked_of_leaders():
    ask = '- {at: "2025-09-04 09:00", unit: phong-kinh-te, period: 2025-Q3, do: ask-extension, '
    ask += 'until: 2025-09-12, reason: "chờ số liệu"}\n'

    assert "Việc cần đồng chí cho ý kiến" not in on(live(ask), "2025-09-08").text
