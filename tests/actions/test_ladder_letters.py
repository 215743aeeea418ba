"""Ladder letters: who gets one, in what capacity, about how much at once."""

from tests.letters.seasons import live, of, times

UNIT = "unit: phong-kinh-te"
TWO_UNITS_ONE_FOCAL = (
    ("rank: staff, holder: dau-moi-kinhte}", "rank: staff, holder: dau-moi-vanphong}"),
    ("  - {id: dau-moi-kinhte, address: kinhte@tuetinh.example}\n", ""),
)
NO_FOCAL = (
    ("rank: staff, holder: dau-moi-kinhte}", "rank: staff, holder: null}"),
    ("  - {id: dau-moi-kinhte, address: kinhte@tuetinh.example}\n", ""),
)
SHORT_TITLE = (('title: "Trưởng Phòng Kinh tế"', 'title: "Trưởng phòng"'),)
VICE_CHAIR = (
    (
        'title: "Giám đốc Trung tâm Phục vụ hành chính công", rank: head',
        'title: "Phó Chủ tịch UBND xã", rank: vice-chair',
    ),
)
UNNAMED_VICE_CHAIR = (
    ("vice_chair:  #", "vice_chair: pho-chu-tich  #"),
    (
        "posts:\n",
        (
            'posts:\n  - {id: pho-chu-tich, title: "Phó Chủ tịch Ủy ban nhân dân xã", '
            "rank: vice-chair, holder: null}\n"
        ),
    ),
)


def test_the_head_gets_a_copy_from_the_last_working_day_on_and_the_letter_says_so():
    sent = live()

    early = of(sent, "remind-3", to="kinhte")[0]
    late = of(sent, "remind-1", "due-day", to="kinhte")
    assert early.cc == ()
    assert [each.cc for each in late] == [("truongphong.kinhte@tuetinh.example",)] * 2
    assert all("đồng kính gửi đồng chí Trưởng Phòng Kinh tế để tiện" in e.text for e in late)
    assert "đồng kính gửi" not in early.text


def test_levels_above_the_focal_point_have_no_copy():
    sent = live()

    assert {each.cc for each in of(sent, "late-1", "late-1-own", "late-3", "late-5")} == {()}


def test_one_person_for_two_units_gets_one_letter_about_both_without_a_copy():
    sent = live(office=TWO_UNITS_ONE_FOCAL)

    both = of(sent, "remind-1")
    mine = [each for each in both if each.post == "vanphong"]
    assert len(mine) == 1
    assert mine[0].cc == ()
    assert "Kính gửi: Văn phòng HĐND-UBND xã." in mine[0].text
    assert "Cùng gửi trong thư này:\n- Phòng Kinh tế: báo cáo cải cách hành chính" in mine[0].text


def test_where_the_focal_point_is_vacant_the_head_is_asked_and_told_why():
    sent = live(office=NO_FOCAL)

    asked = of(sent, "remind-1", to="truongphong.kinhte")[0]
    assert "Đồng chí nhận thư này vì đơn vị hiện chưa có đầu mối" in asked.text
    assert "vì đồng chí là người đứng đầu Phòng Kinh tế." in asked.text
    assert "đồng kính gửi" not in asked.text
    assert asked.cc == ()


def test_a_deputy_reads_in_whose_place_the_letter_comes():
    away = '- {at: "2025-09-08 08:00", unit: phong-kinh-te, role: head, do: absent, '
    away += "until: 2025-09-20, deputy: dau-moi-vhxh}\n"

    sent = live(away)

    (letter,) = of(sent, "late-1", to="vhxh")
    assert "thay đồng chí Trưởng Phòng Kinh tế trong thời gian vắng mặt." in letter.text
    assert "thay đồng chí Trưởng Phòng Kinh tế" in letter.html
    assert of(sent, "late-1", to="truongphong.kinhte") == []
    told = of(sent, "reported", to="vhxh")
    assert "thay đồng chí Trưởng Phòng Kinh tế" in told[0].text


def test_a_title_without_its_unit_is_completed():
    (letter,) = of(live(office=SHORT_TITLE), "late-1", to="truongphong.kinhte")

    assert "Kính gửi: Đồng chí Trưởng Phòng Kinh tế\n" in letter.text


def test_the_coordinating_units_own_part_is_asked_for_like_any_other():
    sent = live()

    (own,) = of(sent, "late-1-own")
    assert own.post == "truongphong.vhxh"
    assert "được theo dõi như các đơn vị khác" in own.text
    assert "lãnh đạo UBND xã thứ Năm, ngày 11/9/2025" in own.text
    assert "- Cải cách chế độ công vụ (khoản 5 Mục III)" in own.text
    assert "Phòng Văn hóa-Xã hội" in of(sent, "late-3")[0].text
    assert "1. Phòng Văn hóa-Xã hội" in of(sent, "late-5")[0].text


def test_the_coordinating_unit_does_not_address_itself_as_another():
    for each in of(live(), "remind-3", "remind-1", to="vhxh"):
        assert "chưa nhận được báo cáo của Phòng Văn hóa-Xã hội" not in each.text
        assert "phần báo cáo do Phòng chủ trì chưa được ghi nhận" in each.text


def test_the_office_chief_is_not_asked_to_chase_the_own_office():
    sent = live()

    assert "Văn phòng HĐND-UBND xã\n   Nội dung" not in of(sent, "late-3")[0].text
    assert times(of(sent, "late-1", to="chanhvanphong")) == [("2025-09-10 14:00", "chanhvanphong")]


def test_a_head_who_is_a_vice_chair_gets_no_automatic_letter():
    sent = live(office=VICE_CHAIR)

    assert of(sent, "vice-chair") == []
    assert of(sent, "late-1", to="giamdoc.ttpvhcc") == []
    (asked,) = of(sent, "approval")
    assert asked.post == "truongphong.vhxh"


def test_the_approved_draft_goes_to_the_vice_chair_in_the_words_of_a_report():
    said = '- {at: "2025-09-10 15:00", unit: trung-tam-phuc-vu-hanh-chinh-cong, '
    said += "period: 2025-Q3, do: approve}\n"

    (letter,) = of(live(said, office=VICE_CHAIR), "vice-chair")

    assert letter.post == "giamdoc.ttpvhcc"
    assert letter.when == "2025-09-10 15:00"
    assert "Kính gửi: Đồng chí Phó Chủ tịch UBND xã\n" in letter.text
    assert "kính báo cáo đồng chí" in letter.text
    assert letter.subject == "[CCHC quý III/2025] TTPVHCC: kính báo cáo về báo cáo"


def test_the_chair_reads_why_the_letter_did_not_go_to_the_vice_chair():
    letter = of(live(office=UNNAMED_VICE_CHAIR), "late-5")[0]

    assert letter.post == "chutich"
    assert "vì đồng chí Phó Chủ tịch phụ trách đang vắng mặt, chưa được phân công" in letter.text


def test_a_late_letter_says_when_the_registers_were_compared_or_nothing():
    compared = '- {at: "2025-09-10 08:15", unit: phong-kinh-te, period: 2025-Q3, do: reconcile}\n'
    early = compared.replace("09-10", "09-08")

    after = of(live(compared), "late-1", to="truongphong.kinhte")[0]
    without = of(live(early), "late-1", to="truongphong.kinhte")[0]

    assert "Quản lý văn bản lúc 08 giờ 15 ngày 10/9/2025, Phòng Văn hóa-Xã hội chưa" in after.text
    assert "đối chiếu" not in without.text


def test_the_heads_letter_lists_what_was_said_before():
    letter = of(live(), "late-1", to="truongphong.kinhte")[0]

    told = letter.text.partition("Các lần Phòng đã thông tin:\n")[2].partition("\n\n")[0]
    assert told.splitlines() == [
        "- 07 giờ 30 ngày 03/9/2025: Đầu mối báo cáo Phòng Kinh tế, đã chuyển",
        "- 07 giờ 30 ngày 04/9/2025: Đầu mối báo cáo Phòng Kinh tế, đã chuyển",
        "- 07 giờ 30 ngày 08/9/2025: Đầu mối báo cáo Phòng Kinh tế, đã chuyển",
        "- 07 giờ 30 ngày 09/9/2025: Đầu mối báo cáo Phòng Kinh tế, đã chuyển",
    ]


def test_a_later_day_is_asked_for_as_agreed_and_shown_beside_the_plans_day():
    agreed = '- {at: "2025-09-04 09:00", unit: phong-kinh-te, period: 2025-Q3, '
    agreed += 'do: ask-extension, until: 2025-09-13, reason: "chờ số liệu"}\n'
    agreed += '- {at: "2025-09-04 10:00", unit: phong-kinh-te, period: 2025-Q3, do: grant}\n'

    sent = live(agreed)

    asked = of(sent, "remind-1", "due-day", to="kinhte")
    assert [each.when for each in asked] == ["2025-09-11 07:30", "2025-09-12 07:30"]
    assert "trong thứ Sáu, ngày 12/9/2025 (đã thống nhất nhận đến hết ngày 13/9/2025)" in (
        asked[0].text
    )
    (late,) = of(sent, "late-1", to="truongphong.kinhte")
    assert late.when == "2025-09-16 14:00"
    assert "gửi trước ngày 10/9/2025; đã thống nhất nhận đến hết ngày 13/9/2025." in late.text


def test_a_last_day_off_is_asked_for_before_it_and_states_the_law():
    sent = live(span=("2028-09-04", "2028-09-13"), plan=2028)

    (asked,) = of(sent, "due-day", to="kinhte")
    (late,) = of(sent, "late-1", to="truongphong.kinhte")
    assert asked.when == "2028-09-08 07:30"
    assert asked.subject.endswith("Phòng Kinh tế: đề nghị gửi báo cáo trong hôm nay")
    assert "Hôm nay, thứ Sáu, ngày 08/9/2028, là ngày làm việc cuối trước khi hết" in asked.text
    assert "(trước ngày 10/9/2028, tức là hết thứ Bảy, ngày 09/9/2028)" in asked.text
    assert "chỉ coi là quá hạn sau thứ Hai, ngày 11/9/2028 (khoản 5 Điều 148" in asked.text
    assert late.when == "2028-09-12 14:00"
