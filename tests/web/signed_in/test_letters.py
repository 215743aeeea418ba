"""/ban/thu: lists by what became of letters, one letter, the coming ones, pause and release."""

import csv
import io
import re
from datetime import date, time

import pytest

from cchc_scheduler.actions.record_facts import Bounce, record_bounce
from cchc_scheduler.actions.write_due_letters import write_due_letters
from cchc_scheduler.core.capabilities import is_token
from cchc_scheduler.store import letters, markers
from tests.web.signed_in.entering import BASE, KEEPER, entered, link_for, with_keeper

PATH = "/ban/thu"
FOCAL = "kinhte@tuetinh.example"


def write_due(office):
    """What is due now is written, with links, and waits."""
    service = office.service
    write_due_letters(service.db, service.records, service.outbox, office.clock.now())


def letter_to(office, address, kind):
    with office.service.db.read() as connection:
        rows = [
            row
            for row in letters.every_brief(connection)
            if (row["to_address"], row["kind"]) == (address, kind)
        ]
        return rows[-1]["id"]


def tokens(text):
    return [each for each in re.findall(r"[A-Za-z0-9]{32}", text) if is_token(each)]


def pause(browser, reason="Chờ lịch nghỉ bù"):
    return browser.post(f"{PATH}/tam-dung", data={"reason": reason})


def seen(page):
    return re.search(r'name="seen" value="([^"]+)"', page.text)[1]


def test_letters_stand_by_what_became_of_them(office):
    write_due(office)
    service = office.service
    bounce = Bounce(FOCAL, permanent=True, why="550 không có hộp thư")
    record_bounce(service.db, service.records, service.outbox, bounce, office.clock.now())
    browser = entered(office)

    waiting = browser.get(PATH)
    sent = browser.get(f"{PATH}/da-gui", params={"tim": "mo ky van phong"})
    bounced = browser.get(f"{PATH}/khong-den")

    assert waiting.url.path == f"{PATH}/cho-gui"
    assert "Phòng Kinh tế: còn 03 ngày làm việc" in waiting.text
    assert re.search(r'<span class="tag ok">máy chủ thư đã nhận</span>', sent.text)
    assert "550 không có hộp thư" in bounced.text
    assert "bị trả lại" in bounced.text


def test_a_list_is_carried_out(office):
    rows = csv.reader(
        io.StringIO(entered(office).get(f"{PATH}/da-gui.csv").content.decode("utf-8-sig"))
    )
    head, *body = rows

    assert head[:3] == ["Số", "Lúc", "Loại"]
    assert {row[5] for row in body} == {"máy chủ thư đã nhận"}


def test_one_letter_is_shown_without_the_token_of_its_link(office):
    write_due(office)
    number = letter_to(office, FOCAL, "reminder")
    with office.service.db.read() as connection:
        raw = letters.one(connection, number)["bytes"]

    browser = entered(office)
    page = browser.get(f"{PATH}/{number}")
    html = browser.get(f"{PATH}/{number}/html")

    assert b"base64" in raw
    assert f"{BASE}/n/••••" in page.text
    assert f"{BASE}/n/••••" in html.text
    assert tokens(page.text) == tokens(html.text) == []
    assert "báo cáo quý III/2025, Phòng Kinh tế" in page.text


def test_the_letter_by_itself_may_run_nothing(office):
    number = letter_to(office, FOCAL, "opening")

    policy = entered(office).get(f"{PATH}/{number}/html").headers["content-security-policy"]

    assert policy.endswith("; sandbox")
    assert "default-src 'none'" in policy
    assert "form-action 'none'" in policy


def test_a_letter_that_signs_somebody_in_is_never_read_by_another(office):
    with office.service.db.work() as connection:
        markers.put(connection, "live-since", office.clock.now())
    office.browser.post("/dang-nhap", data={"address": "chutich@tuetinh.example"})
    number = letter_to(office, "chutich@tuetinh.example", "login")
    browser = entered(office)

    page = browser.get(f"{PATH}/{number}")

    assert "nội dung không hiển thị cho người khác" in page.text
    assert "letter-text" not in page.text
    assert tokens(page.text) == []
    assert browser.get(f"{PATH}/{number}/html").status_code == 404


def test_the_keeper_sees_fates_without_texts(office):
    with_keeper(office)
    number = letter_to(office, FOCAL, "opening")
    browser = entered(office, KEEPER)

    page = browser.get(f"{PATH}/{number}")

    assert page.status_code == 200
    assert "letter-text" not in page.text
    assert browser.get(f"{PATH}/{number}/html").status_code == 403
    assert browser.get(f"{PATH}/sap-gui").status_code == 403


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_a_letter_that_is_none_is_told(office, number):
    page = entered(office).get(f"{PATH}/{number}")

    assert page.status_code == 404
    assert "Không có thư này" in page.text


def test_the_coming_letters_are_those_that_go_out_if_nobody_acts(office):
    browser = entered(office)
    with office.service.db.read() as connection:
        before = letters.counts(connection)

    page = browser.get(f"{PATH}/sap-gui")

    assert "Phòng Kinh tế: thời hạn là ngày mai, 09/9" in page.text
    assert "Thứ Ba, ngày 16/9/2025" in page.text
    assert "Kính báo cáo tình hình nhận báo cáo của các đơn vị" in page.text
    assert "/n/••••" in page.text
    assert tokens(page.text) == []
    with office.service.db.read() as connection:
        assert letters.counts(connection) == before


def test_all_is_held_until_it_is_released(office):
    browser = entered(office)

    paused = pause(browser)
    write_due(office)
    with office.service.db.read() as connection:
        nothing = letters.next_due(connection)
    again = pause(browser)
    asked = browser.get(f"{PATH}/cho-gui-tiep")
    released = browser.post(f"{PATH}/cho-gui-tiep", data={"seen": seen(asked)})
    write_due(office)

    assert "Đã tạm dừng" in paused.text
    assert "Chờ lịch nghỉ bù" in paused.text
    assert nothing is None
    assert "Thư đã được giữ lại từ trước" in again.text
    assert "Phòng Kinh tế: còn 03 ngày làm việc" in asked.text
    assert "Đã cho gửi tiếp" in released.text
    assert letter_to(office, FOCAL, "reminder")


def test_what_was_written_before_the_pause_stands_in_the_backlog(office):
    write_due(office)
    pause(browser := entered(office))
    number = letter_to(office, FOCAL, "reminder")
    with office.service.db.work() as connection:
        letters.change(connection, [number], held=True, next_attempt_at=None)

    page = browser.get(f"{PATH}/cho-gui-tiep")

    assert "Thư đang giữ: 1" in page.text
    assert f'href="{PATH}/{number}"' in page.text
    assert '<span class="tag wait">đang giữ</span>' in page.text


def test_another_hold_than_the_one_seen_is_not_released(office):
    pause(browser := entered(office))

    answer = browser.post(f"{PATH}/cho-gui-tiep", data={"seen": "2025-01-01T00:00:00+00:00"})

    assert answer.status_code == 409
    assert "Tình hình đã thay đổi" in answer.text
    with office.service.db.read() as connection:
        assert markers.read(connection, "held-since")


@pytest.mark.parametrize(
    ("reason", "words"),
    [("  ", "Ghi lý do"), ("x" * 501, "dài quá"), ("TUYỆT MẬT", "dấu độ mật")],
)
def test_a_pause_needs_a_reason_that_may_be_kept(office, reason, words):
    answer = pause(entered(office), reason)

    assert answer.status_code == 422
    assert words in answer.text
    with office.service.db.read() as connection:
        assert markers.read(connection, "held-since") is None


def test_who_paused_and_why_reaches_the_other_people_of_the_unit(office):
    pause(entered(office))
    link_for(office)
    office.move_to(date(2025, 9, 5), time(7, 30))

    assert "tạm dừng theo yêu cầu" in entered(office).get(PATH).text
