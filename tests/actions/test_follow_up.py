"""What follows from events: receipts, answers, news to heads, corrections and apologies."""

import re

from tests.letters.seasons import live, of, times

SILENT = live()
ECONOMY = "unit: phong-kinh-te, period: 2025-Q3"
CENTRE = "unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3"


def deed(at, rest, about=ECONOMY):
    return f'- {{at: "2025-{at}", {about}, {rest}}}\n'


def submitted(at, about=ECONOMY):
    return deed(
        at, 'do: submit, link: "https://tailieu.tuetinh.example/q3.docx", by: "Đầu mối"', about
    )


def test_each_head_is_told_once_a_level_that_the_unit_was_named():
    told = of(SILENT, "reported")

    assert times(told) == [
        ("2025-09-12 14:00", "truongphong.vhxh"),
        ("2025-09-12 14:00", "truongphong.kinhte"),
        ("2025-09-12 14:00", "giamdoc.ttpvhcc"),
        ("2025-09-12 14:00", "giamdoc.ttvhtt"),
        ("2025-09-16 14:00", "truongphong.vhxh"),
        ("2025-09-16 14:00", "chanhvanphong"),
        ("2025-09-16 14:00", "truongphong.kinhte"),
        ("2025-09-16 14:00", "giamdoc.ttpvhcc"),
        ("2025-09-16 14:00", "giamdoc.ttvhtt"),
    ]
    assert {each.kind for each in told} == {"information"}
    assert all(each.cc == () for each in told)
    assert "trong thư gửi đồng chí Chánh Văn phòng HĐND-UBND xã lúc 14 giờ 00" in told[1].text
    assert "trong thư gửi đồng chí Chủ tịch Ủy ban nhân dân xã lúc 14 giờ 00" in told[6].text


def test_a_head_hears_of_it_only_once_the_letter_was_accepted():
    down = '- {at: "2025-09-12 13:00", do: smtp-down, until: "2025-09-12 15:30"}\n'

    sent = live(down)

    level = of(sent, "late-3")[0]
    first_told = of(sent, "reported", to="truongphong.kinhte")[0]
    assert level.when >= "2025-09-12 15:30"
    assert first_told.at >= level.at
    assert "lúc " + f"{level.at:%H giờ %M}" in first_told.text


def test_those_who_were_told_hear_once_each_that_the_report_came():
    sent = live(submitted("09-17 10:20") + submitted("09-17 11:00"))

    told = of(sent, "received")
    assert times(told) == [("2025-09-17 10:20", "chanhvanphong"), ("2025-09-17 10:20", "chutich")]
    assert {each.kind for each in told} == {"correction"}
    assert "kính báo cáo" not in told[0].text.lower()
    assert "kính báo cáo đồng chí: Phòng đã nhận" in told[1].text
    assert "Đến nay đã nhận 1/5 đơn vị." in told[1].text
    assert "xin lỗi" not in told[0].text + told[1].text
    assert of(sent, "apology") == []


def test_only_the_level_that_was_told_hears_that_the_report_came():
    sent = live(submitted("09-15 10:20"))

    assert times(of(sent, "received")) == [("2025-09-15 10:20", "chanhvanphong")]
    named = of(sent, "late-5")[0]
    assert "Phòng Kinh tế" not in named.text


def test_nobody_above_hears_of_a_report_that_came_before_they_were_told():
    sent = live(submitted("09-11 10:20"))

    assert of(sent, "received", "apology") == []


def test_a_correction_outside_the_window_waits_for_it_while_the_receipt_does_not():
    sent = live(submitted("09-17 20:00"))

    assert times(of(sent, "receipt")) == [("2025-09-17 20:00", "kinhte")]
    assert {each.when for each in of(sent, "received")} == {"2025-09-18 07:30"}


def test_who_was_in_time_after_all_gets_an_apology_that_names_who_was_told():
    found = 'do: elsewhere, number: "12/BC-PKT", day: 2025-09-09, by: "Đầu mối"'

    sent = live(deed("09-15 09:00", found))

    (sorry,) = of(sent, "apology")
    (told,) = of(sent, "received")
    assert (sorry.when, sorry.post) == ("2025-09-15 09:00", "truongphong.kinhte")
    assert sorry.subject == "[CCHC quý III/2025] Phòng Kinh tế: xin lỗi về thư ngày 10/9/2025"
    assert "ngày 09/9/2025 (văn bản số 12/BC-PKT), trong thời hạn" in sorry.text
    assert "đã được báo cáo đồng chí Chánh Văn phòng HĐND-UBND xã." in sorry.text
    assert "Phòng xin lỗi về thông tin trong thư gửi lúc 14 giờ 00 ngày 12/9/2025" in told.text


def test_an_apology_for_the_heads_letter_alone_names_nobody_above():
    found = 'do: elsewhere, number: "12/BC-PKT", day: 2025-09-09, by: "Đầu mối"'

    (sorry,) = of(live(deed("09-11 09:00", found)), "apology")

    assert "đã được báo cáo" not in sorry.text


def test_a_later_day_agreed_after_a_letter_makes_that_letter_no_mistake():
    agreed = deed("09-11 09:00", 'do: ask-extension, until: 2025-09-18, reason: "chờ số liệu"')
    agreed += deed("09-11 10:00", "do: grant") + submitted("09-17 09:00")

    sent = live(agreed)

    assert of(sent, "late-1", to="truongphong.kinhte") != []
    assert of(sent, "apology", "received") == []


def test_a_completion_that_came_late_is_no_reason_to_apologise():
    returned = submitted("09-04 09:00")
    returned += deed(
        "09-08 09:00", 'do: return, until: 2025-09-10, usable: true, comment: "bổ sung số liệu"'
    )
    returned += submitted("09-12 09:00")

    sent = live(returned)

    (late,) = of(sent, "late-1", to="truongphong.kinhte")
    assert "chưa nhận được bản bổ sung của Phòng Kinh tế" in late.text
    assert of(sent, "apology", "received") == []


def test_those_who_were_told_hear_that_a_unit_was_released():
    waived = deed("09-17 09:00", 'do: waive, document: "Công văn số 45/UBND", by: "Chủ tịch"')

    told = of(live(waived), "received")

    assert [each.post for each in told] == ["chanhvanphong", "chutich"]
    assert all("(được miễn theo ý kiến lãnh đạo)" in each.text for each in told)
    assert all("đã nhận" not in each.subject for each in told)


def test_a_receipt_says_what_came_from_whom_and_against_which_day():
    (receipt,) = of(live(submitted("09-08 14:30")), "receipt")

    assert re.search(r"mã BN-2025Q3-\d{4}$", receipt.subject)
    assert "- đường dẫn: https://tailieu.tuetinh.example/q3.docx" in receipt.text
    assert "- người gửi: Đầu mối; lần gửi thứ 1." in receipt.text
    assert "trong thời hạn: trước ngày 10/9/2025 (hết thứ Ba, ngày 09/9/2025)." in receipt.text
    assert "Đề nghị đơn vị gửi bản ký số" in receipt.text


def test_a_late_receipt_states_both_times_without_a_word_of_blame():
    (receipt,) = of(live(submitted("09-11 10:00")), "receipt")

    assert "Thời hạn theo Kế hoạch là trước ngày 10/9/2025" in receipt.text
    assert "thời điểm nhận được ghi như trên" in receipt.text
    assert "trong thời hạn" not in receipt.text


def test_a_receipt_of_nothing_to_report_quotes_the_sentence():
    nil = deed("09-04 09:00", 'do: nil, by: "Đầu mối", note: "Không phát sinh nội dung mới."')

    (receipt,) = of(live(nil), "receipt")

    assert '- ghi nhận "không phát sinh": Không phát sinh nội dung mới.' in receipt.text
    assert "bản ký số" not in receipt.text


def test_a_receipt_of_a_completion_keeps_the_first_time():
    returned = submitted("09-04 09:00")
    returned += deed(
        "09-08 09:00", 'do: return, until: 2025-09-16, usable: true, comment: "bổ sung số liệu"'
    )
    returned += submitted("09-15 09:00")

    first, second = of(live(returned), "receipt")

    assert "gửi lần đầu" not in first.text
    assert "Phòng Văn hóa-Xã hội đã nhận bản bổ sung báo cáo" in second.text
    assert "gửi lần đầu (09 giờ 00 ngày 04/9/2025) được giữ nguyên" in second.text


def test_a_return_says_what_is_missing_by_when_and_that_the_first_time_stands():
    returned = submitted("09-04 09:00")
    returned += deed(
        "09-08 09:00", 'do: return, until: 2025-09-16, usable: true, comment: "Bổ sung số liệu"'
    )

    (back,) = of(live(returned), "return")

    assert (back.post, back.kind) == ("kinhte", "return")
    assert "Bổ sung số liệu" in back.text
    assert "đến hết thứ Ba, ngày 16/9/2025" in back.text
    assert "(09 giờ 00 ngày 04/9/2025) được giữ nguyên" in back.text


def test_an_unusable_report_keeps_no_time():
    returned = submitted("09-04 09:00")
    returned += deed(
        "09-08 09:00", 'do: return, until: 2025-09-16, usable: false, comment: "Tệp không mở được"'
    )

    (back,) = of(live(returned), "return")

    assert "được giữ nguyên" not in back.text


def test_a_request_is_answered_as_what_it_was():
    ask = deed("09-04 09:00", 'do: ask-extension, until: 2025-09-12, reason: "chờ số liệu"')
    agreed = of(live(ask + deed("09-05 09:00", "do: grant")), "later-day")
    extended = of(
        live(ask + deed("09-05 09:00", 'do: grant, document: "TB 9/TB-UBND"')), "later-day"
    )
    refused = of(live(ask + deed("09-05 09:00", 'do: refuse, reason: "cần tổng hợp"')), "not-later")

    assert "thống nhất nhận báo cáo đến hết 12/9/2025" in agreed[0].subject
    assert "(lý do: chờ số liệu)" in agreed[0].text
    assert "Do thời hạn trước ngày 10/9/2025 được quy định tại Kế hoạch" in agreed[0].text
    assert "Lãnh đạo UBND xã đã đồng ý gia hạn" in extended[0].text
    assert "(TB 9/TB-UBND)" in extended[0].text
    assert "chưa thể lùi đến ngày 12/9/2025" in refused[0].text


def test_a_duty_called_not_ours_is_answered_about_the_duty():
    ask = deed("09-04 09:00", 'do: not-ours, reason: "của Phòng Kinh tế"', CENTRE)
    ask += deed("09-05 09:00", 'do: refuse, reason: "điểm d khoản 2 Mục V giao đơn vị"', CENTRE)

    (answer,) = of(live(ask), "not-later")

    assert answer.subject == "[CCHC quý III/2025] TTPVHCC: trao đổi về phạm vi nhiệm vụ"
    assert "lùi" not in answer.text.split("-----")[0]
