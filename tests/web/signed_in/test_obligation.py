"""/ban/ky/<period>/<unit>: the whole record of one obligation, and what is decided there."""

import re
from datetime import date, time

import pytest

from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.record_facts import Call, record_call
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.store import approvals, audit, deadlines, obligations, requests
from tests.web.conftest import DUE
from tests.web.signed_in.entering import LEADER, entered

PAGE = "/ban/ky/2025-Q3/phong-kinh-te"
DOCUMENT = "Thông báo số 45/TB-UBND ngày 05/9/2025"


def parts(office):
    return office.service.db, office.service.records, office.service.outbox


def ask(office, kind="later-day", until=date(2025, 9, 12)):
    until = until if kind == "later-day" else None
    asked = Asked(DUE, kind, until, "Chờ số liệu <thuế>", "Trần Thị Bình")
    ask_later(*parts(office), asked, office.clock.now())


def read(office):
    with office.service.db.read() as connection:
        row = obligations.one(connection, DUE)
        found = requests.of_obligation(connection, DUE)
        versions = deadlines.versions(connection, DUE)
        return row, [each["state"] for each in found], [each.reason for each in versions]


def decide(browser, deed, **form):
    """Send a form, look at what it would do, and press the button there."""
    shown = browser.post(f"{PAGE}/{deed}", data=form)
    assert shown.status_code == 200, shown.text
    assert "Xác nhận" in shown.text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown.text))
    return browser.post(f"{PAGE}/{deed}", data=hidden)


def test_the_page_shows_everything_that_is_known(office):
    ask(office)
    record_call(*parts(office), Call(DUE, "late-1", "Đầu mối", "gặp ông Nam"), office.clock.now())
    handed = Handed(DUE, "elsewhere", "form:1", "Hoa", "page", number="12/BC-PKT", note="<b>x")
    record_submission(*parts(office), handed, office.clock.now())

    page = entered(office).get(PAGE).text

    assert "Phòng Kinh tế: báo cáo cải cách hành chính quý III năm 2025" in page
    assert "nên ngày cuối là thứ Ba, ngày 09/9/2025" in page
    assert "theo Kế hoạch" in page
    assert "mở kỳ, gửi Đầu mối báo cáo Phòng Kinh tế" in page
    assert "đã báo qua điện thoại" in page
    assert "gặp ông Nam" in page
    assert "văn bản 12/BC-PKT" in page
    assert "&lt;b&gt;x" in page
    assert "Chờ số liệu &lt;thuế&gt;" in page
    assert "Nhật ký" in page
    assert "nhận báo cáo" in page


def test_every_verb_of_this_log_has_its_words(office):
    ask(office)
    browser = entered(office)
    decide(browser, "tra-loi", decision="later")
    with office.service.db.read() as connection:
        verbs = {each["verb"] for each in audit.about(connection, DUE)}
    log = browser.get(PAGE).text.partition('class="log"')[2]

    assert {"owes", "opened", "asked", "granted"} <= verbs
    assert not [verb for verb in verbs if f": {verb}" in log]


def test_a_later_day_is_agreed_after_a_look_at_what_it_does(office):
    ask(office)
    browser = entered(office)
    shown = browser.post(f"{PAGE}/tra-loi", data={"decision": "later"})
    assert "Thống nhất nhận đến hết thứ Sáu, ngày 12/9/2025" in shown.text
    assert read(office)[1] == ["asked"]

    done = decide(browser, "tra-loi", decision="later")

    assert "Đã trả lời đề nghị của đơn vị" in done.text
    assert read(office)[1:] == (["granted"], ["plan", "later-day"])


def test_a_later_day_beyond_the_compile_day_needs_the_leaders_document(office):
    ask(office, until=date(2025, 10, 3))
    browser = entered(office)

    refused = browser.post(f"{PAGE}/tra-loi", data={"decision": "later", "confirm": "yes"})
    assert refused.status_code == 422
    assert "cần văn bản gia hạn của lãnh đạo" in refused.text
    empty = browser.post(f"{PAGE}/tra-loi", data={"decision": "document", "document": ""})
    assert "Ghi số, ký hiệu văn bản" in empty.text

    decide(browser, "tra-loi", decision="document", document=DOCUMENT)
    assert read(office)[1:] == (["granted"], ["plan", "extension"])
    assert DOCUMENT in browser.get(PAGE).text


def test_a_refusal_gives_its_reason_and_keeps_what_was_typed(office):
    ask(office)
    browser = entered(office)
    empty = browser.post(f"{PAGE}/tra-loi", data={"decision": "refuse", "reason": ""})
    assert (empty.status_code, empty.text.count("Ghi lý do")) == (422, 2)
    nothing = browser.post(f"{PAGE}/tra-loi", data={"reason": "Phải trình sớm"})
    assert "Chọn cách trả lời" in nothing.text
    assert "Phải trình sớm" in nothing.text

    decide(browser, "tra-loi", decision="refuse", reason="UBND xã phải gửi trước 15/9")

    assert read(office)[1] == ["refused"]


def test_not_ours_is_granted_by_nobody_but_waived_with_a_document(office):
    ask(office, kind="not-ours")
    browser = entered(office)
    refused = browser.post(f"{PAGE}/tra-loi", data={"decision": "later"})
    assert "do lãnh đạo quyết định" in refused.text
    assert browser.post(f"{PAGE}/mien", data={"document": " "}).status_code == 422

    done = decide(browser, "mien", document=DOCUMENT)

    assert "Đã ghi nhận ý kiến lãnh đạo miễn" in done.text
    row, asked, _ = read(office)
    assert (row["state"], asked) == ("waived", ["granted"])
    again = browser.post(f"{PAGE}/mien", data={"document": DOCUMENT, "confirm": "yes"})
    assert again.status_code == 422
    assert "Tình trạng vừa thay đổi" in again.text


def test_a_level_is_put_off_with_a_day_and_a_reason(office):
    office.move_to(date(2025, 9, 10), time(9, 0))
    browser = entered(office)
    past = browser.post(f"{PAGE}/lui", data={"until": "2025-09-10", "reason": "x"})
    assert "Chọn ngày sau hôm nay" in past.text
    wrong = browser.post(f"{PAGE}/lui", data={"until": "2025-09-31", "reason": ""})
    assert "Ghi ngày theo lịch" in wrong.text
    assert "Ghi lý do" in wrong.text

    done = decide(browser, "lui", until="2025-09-15", reason="Đơn vị đang chờ số liệu thuế")

    assert "Đã lùi cấp tiếp theo" in done.text
    with office.service.db.read() as connection:
        given = approvals.in_force(connection, [DUE])[DUE]
    assert [(each["rung"], each["state"]) for each in given] == [("late-3", "postponed")]


def test_nobody_puts_off_the_coordinators_own_lateness(office):
    office.move_to(date(2025, 9, 10), time(9, 0))
    own = "/ban/ky/2025-Q3/phong-van-hoa-xa-hoi"
    browser = entered(office)

    assert "Lùi cấp" not in browser.get(own).text
    form = {"until": "2025-09-15", "reason": "x", "confirm": "yes"}
    assert browser.post(f"{own}/lui", data=form).status_code == 422


def test_a_marked_secret_is_kept_nowhere(office):
    ask(office)
    form = {"decision": "refuse", "reason": "TUYỆT MẬT\nchuyện kín", "confirm": "yes"}
    answer = entered(office).post(f"{PAGE}/tra-loi", data=form)

    assert answer.status_code == 422
    assert "chuyện kín" not in answer.text
    assert read(office)[1] == ["asked"]


def test_a_leader_looks_and_decides_nothing(office):
    ask(office)
    browser = entered(office, LEADER)
    page = browser.get(PAGE).text

    assert "Chờ số liệu" in page
    assert f'action="{PAGE}' not in page
    assert browser.post(f"{PAGE}/mien", data={"document": DOCUMENT}).status_code == 403


def test_in_a_closed_period_nothing_is_decided(office):
    ask(office)
    browser = entered(office)
    browser.post("/ban/ky/2025-Q3/dong", data={"reason": "Đã trình."})

    page = browser.get(PAGE).text
    assert "kỳ đã đóng" in page
    assert f'action="{PAGE}' not in page
    form = {"decision": "later", "confirm": "yes"}
    answer = browser.post(f"{PAGE}/tra-loi", data=form)
    assert answer.status_code == 409
    assert read(office)[1] == ["asked"]


@pytest.mark.parametrize("path", [f"{PAGE}/mien", "/ban/ky/2025-Q3/khong-co/mien"])
def test_a_form_about_nothing_is_answered(office, path):
    answer = entered(office).post(path, data={"document": ""})

    assert answer.status_code in (404, 422)
