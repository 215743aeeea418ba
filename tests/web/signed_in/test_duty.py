"""The page of one duty: calls, the earlier reminder, the text for Zalo, recording, answers."""

import re
from datetime import date, time

import pytest

from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.write_due_letters import write_due_letters
from cchc_scheduler.store import audit, calls, letters, notices, obligations, requests, submissions
from tests.web.conftest import DUE
from tests.web.signed_in.entering import entered

PAGE = f"/ban/hom-nay/viec/{DUE}"
NO_FILE = {"none": ("", b"", "application/octet-stream")}


def rows(office, read):
    with office.service.db.read() as connection:
        return read(connection)


def nonce_of(answer):
    return re.search(r'name="nonce" value="(\w{32})"', answer.text)[1]


def ask(office, until, kind="later-day"):
    service = office.service
    asked = Asked(DUE, kind, until, "chờ số liệu của thôn", "Nguyễn Thị Hoa")
    return ask_later(service.db, service.records, service.outbox, asked, office.clock.now())


def post(browser, form, **fields):
    return browser.post(f"{PAGE}/{form}", data=fields, follow_redirects=False)


def test_a_call_is_noted_once_and_shown_with_who_when_and_what(office):
    browser = entered(office)
    nonce = nonce_of(browser.get(PAGE))
    said = {"nonce": nonce, "spoke_with": "Chị Hoa", "words": "Đang trình ký, gửi ngày mai"}

    first, again = post(browser, "goi", **said), post(browser, "goi", **said)

    page = browser.get(first.headers["location"]).text
    assert (first.status_code, again.status_code) == (303, 303)
    assert "09 giờ 00 ngày 04/9/2025, Chị Hoa" in page
    assert "Đang trình ký, gửi ngày mai" in page
    assert "Đã ghi cuộc gọi." in page
    noted = rows(office, lambda c: calls.of_obligations(c, [DUE])[DUE])
    assert [(n["spoke_with"], n["rung"]) for n in noted] == [("Chị Hoa", None)]
    assert "trình ký" not in rows(office, lambda c: str(audit.since(c, 0)[-1:]))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"spoke_with": "", "words": "x"}, "Ghi người đã trao đổi"),
        ({"spoke_with": "x", "words": ""}, "Ghi nội dung đã trao đổi"),
        ({"spoke_with": "x", "words": "y", "day": "2025-09-05"}, "Chọn ngày, giờ đã qua"),
        ({"spoke_with": "x", "words": "y", "day": "hôm qua"}, "Ghi ngày, giờ theo lịch"),
        ({"spoke_with": "x", "words": "y", "at": "25:00"}, "Ghi ngày, giờ theo lịch"),
        ({"spoke_with": "x", "words": "Nội dung:\nTUYỆT MẬT"}, "có dấu độ mật"),
    ],
)
def test_a_call_that_cannot_be_noted_says_why_and_keeps_what_was_typed(office, fields, sentence):
    browser = entered(office)

    answer = post(browser, "goi", **fields)

    assert answer.status_code == 422
    assert answer.text.count(sentence) >= 1
    assert rows(office, lambda c: calls.of_obligations(c, [DUE])) == {}


def test_a_call_to_the_head_counts_as_having_told_the_head(office):
    office.move_to(date(2025, 9, 11), time(9, 0))
    browser = entered(office)

    post(browser, "goi", spoke_with="Trưởng phòng", words="Đã báo", proves="yes")

    told = rows(office, lambda c: notices.in_force(c, [DUE])[DUE])
    assert [(n["state"], n["proven"]) for n in told if n["rung"] == "late-1"] == [("spent", True)]


def test_the_next_reminder_goes_in_the_open_slot_and_not_a_second_time(office):
    """On 04/9 remind-3 has gone at 07:30, so the earlier reminder waits for the next morning."""
    office.move_to(date(2025, 8, 29), time(9, 0))
    browser = entered(office)
    page = browser.get(PAGE).text
    assert "Gửi thư nhắc lúc 09 giờ 00 ngày 29/8/2025" in page
    before = len(rows(office, letters.every_brief))

    first, again = post(browser, "nhac"), post(browser, "nhac")
    service = office.service
    for _ in range(2):
        write_due_letters(service.db, service.records, service.outbox, office.clock.now())

    new = rows(office, letters.every_brief)[before:]
    assert (first.headers["location"], again.headers["location"]) == (
        f"{PAGE}?xong=reminding",
        f"{PAGE}?xong=not-reminding",
    )
    assert [(n["kind"], n["addressee"], n["slot"]) for n in new] == [
        ("reminder", "kinhte@tuetinh.example", "morning")
    ]


def test_outside_the_morning_it_says_on_which_morning_the_reminder_leaves(office):
    office.move_to(date(2025, 8, 29), time(15, 0))
    browser = entered(office)

    page = browser.get(PAGE).text

    assert "Gửi thư nhắc lúc 07 giờ 30 ngày 03/9/2025" in page or "tự gửi 07 giờ 30" in page


def test_after_the_day_no_reminder_is_sent_to_the_focal_point(office):
    office.move_to(date(2025, 9, 11), time(9, 0))

    assert "Đã đến hoặc qua ngày cuối" in entered(office).get(PAGE).text


def test_the_text_for_zalo_is_to_be_copied_and_holds_no_link(office):
    page = entered(office).get(PAGE).text

    text = re.search(r"<textarea id=\"tin\" readonly[^>]*>([^<]+)</textarea>", page)[1]
    assert text.startswith("Kính gửi Phòng Kinh tế")
    assert "http" not in text


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"kind": "nil", "note": "Không phát sinh"}, ("nil", None)),
        ({"kind": "link", "link": "https://drive.example/x"}, ("link", None)),
        (
            {"kind": "elsewhere", "number": "12/BC-PKT", "arrived": "2025-09-03"},
            ("elsewhere", "12/BC-PKT"),
        ),
    ],
)
def test_what_came_another_way_is_recorded_for_the_unit_once(office, fields, kept):
    browser = entered(office)
    fields |= {"by": "Nguyễn Thị Hoa", "nonce": nonce_of(browser.get(PAGE))}

    answers = [post(browser, "ghi", **fields) for _ in range(2)]

    came = rows(office, lambda c: submissions.of_obligation(c, DUE))
    assert [each.status_code for each in answers] == [303, 303]
    assert [(each["kind"], each["number"]) for each in came] == [kept]
    assert came[0]["recorded_by"] == "Đầu mối báo cáo Phòng Văn hóa-Xã hội"
    assert rows(office, lambda c: obligations.one(c, DUE)["state"]) == "submitted"


def test_what_came_in_time_by_the_register_is_in_time_when_noted_later(office):
    office.move_to(date(2025, 9, 11), time(9, 0))
    browser = entered(office)

    post(browser, "ghi", kind="elsewhere", number="12/BC-PKT", arrived="2025-09-08", by="Hoa")

    assert "trong thời hạn" in browser.get(PAGE).text


def test_a_file_is_kept_and_one_that_is_none_is_refused(office, tmp_path):
    browser = entered(office)
    pdf = {"file": ("Báo cáo.pdf", b"%PDF-1.7\n%", "application/pdf")}
    program = {"file": ("a.pdf", b"MZ\x90", "application/pdf")}

    wrong = browser.post(f"{PAGE}/ghi", data={"kind": "file", "by": "Hoa"}, files=program)
    good = browser.post(f"{PAGE}/ghi", data={"kind": "file", "by": "Hoa"}, files=pdf)

    assert (wrong.status_code, "Loại tệp này không nhận" in wrong.text) == (422, True)
    assert "Báo cáo.pdf" in good.text


def test_nothing_chosen_is_asked_for(office):
    answer = post(entered(office), "ghi", by="Hoa")

    assert (answer.status_code, "Chọn hình thức đơn vị đã gửi" in answer.text) == (422, True)


def test_a_later_day_is_agreed_to(office):
    ask(office, date(2025, 9, 12))
    browser = entered(office)

    answer = post(browser, "tra-loi", choice="grant")

    assert answer.status_code == 303
    assert "đã thống nhất nhận đến hết ngày 12/9/2025" in browser.get(PAGE).text


def test_a_day_beyond_is_refused_with_a_sentence_and_only_a_document_extends(office):
    ask(office, date(2025, 10, 5))
    browser = entered(office)

    page = browser.get(PAGE).text
    refused = post(browser, "tra-loi", choice="grant")
    bare = post(browser, "tra-loi", choice="extend", document="")
    extended = post(browser, "tra-loi", choice="extend", document="45/UBND-VHXH ngày 04/9/2025")

    assert 'value="grant"' not in page
    assert (refused.status_code, "là ngày cuối" in refused.text) == (422, True)
    assert (bare.status_code, "Ghi số, ngày văn bản" in bare.text) == (422, True)
    assert extended.status_code == 303
    assert "đã được gia hạn đến hết ngày 05/10/2025" in browser.get(PAGE).text


def test_a_refusal_needs_its_reason(office):
    ask(office, date(2025, 9, 12))
    browser = entered(office)

    bare = post(browser, "tra-loi", choice="refuse")
    told = post(browser, "tra-loi", choice="refuse", reason="Cần kịp tổng hợp")

    assert (bare.status_code, told.status_code) == (422, 303)
    assert rows(office, lambda c: requests.of_obligation(c, DUE)[0]["state"]) == "refused"


def test_what_is_not_the_units_own_is_waived_by_a_leaders_document_only(office):
    ask(office, None, "not-ours")
    browser = entered(office)

    assert post(browser, "tra-loi", choice="grant").status_code == 422
    assert post(browser, "tra-loi", choice="waive", document="QĐ 12/QĐ-UBND").status_code == 303
    assert rows(office, lambda c: obligations.one(c, DUE)["state"]) == "waived"
    assert "Trả lời đề nghị" not in browser.get("/ban/hom-nay").text


def test_an_answer_to_what_was_answered_before_is_shown_as_such(office):
    ask(office, date(2025, 9, 12))
    browser = entered(office)
    post(browser, "tra-loi", choice="grant")

    answer = post(browser, "tra-loi", choice="grant")

    assert (answer.status_code, "vừa thay đổi" in answer.text) == (409, True)


def test_what_was_handed_in_is_accepted_only_as_it_was_seen(office):
    browser = entered(office)
    post(browser, "ghi", kind="nil", note="Không phát sinh", by="Hoa")
    post(browser, "ghi", kind="link", link="https://drive.example/x", by="Hoa")

    older = post(browser, "xac-nhan", version="1")
    newest = post(browser, "xac-nhan", version="2")

    assert (older.status_code, newest.status_code) == (409, 303)
    assert rows(office, lambda c: obligations.one(c, DUE)["state"]) == "accepted"


@pytest.mark.parametrize("path", ["viec/a/2025-Q3/b", "viec/a/b/c/goi", "don-vi/khong-co"])
def test_what_is_not_there_is_told(office, path):
    browser = entered(office)
    method = browser.post if path.endswith("goi") else browser.get

    assert method(f"/ban/hom-nay/{path}").status_code == 404


def test_all_that_a_unit_owes_stands_on_one_page(office):
    page = entered(office).get("/ban/hom-nay/don-vi/phong-kinh-te").text

    assert f'href="{PAGE}"' in page
