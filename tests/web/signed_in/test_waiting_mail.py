"""Thư đến chờ xem: why each waits, and one button that files it or puts it aside."""

import pytest

from cchc_scheduler.actions.collect_mail import Came, store_mail, take_in
from cchc_scheduler.actions.inbox import Inbox, MailRoom
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.store import inbound
from tests.web.conftest import DUE
from tests.web.signed_in.entering import entered
from tests.web.signed_in.reports_in import handed_in, standing

PATH = "/ban/thu-den"
LINK = "https://drive.google.com/file/d/abc/view"


@pytest.fixture
def came(office, tmp_path):
    """Let a stranger's mail with some words come in; return its number."""
    service = office.service
    inbox = Inbox(None, tmp_path, Bounds(own_host="cchc.xa.example"))
    room = MailRoom(service.db, service.records, service.outbox, office.clock, run_inline, inbox)

    def come(words, subject="Bao cao quy III"):
        head = f"From: La <la@noi-khac.example>\r\nTo: baocao@xa.example\r\nSubject: {subject}\r\n"
        raw = f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n".encode()
        store_mail(service.db, inbox, Came(raw, office.clock.now()), office.clock.now())
        take_in(room, inbox)
        with service.db.read() as connection:
            return inbound.every(connection)[-1]["id"]

    return come


def state_of(office, number):
    with office.service.db.read() as connection:
        row = inbound.one(connection, number)
        return row["state"], row["settled_by"]


def test_each_mail_is_shown_with_its_words_and_why_it_waits(office, came):
    number = came("Gui bao cao <b>cua phong</b>.")
    browser = entered(office)

    page = browser.get(PATH).text

    assert f'id="thu-{number}"' in page
    assert "người gửi không có trong danh sách đầu mối" in page
    assert "&lt;b&gt;cua phong" in page
    assert "01 thư đến chờ xem" in browser.get("/ban/bao-cao-nhan").text


def test_a_mail_is_filed_with_one_button_and_counts_from_when_it_came(office, came):
    number = came(f"Gửi báo cáo: {LINK}")
    browser, at = entered(office), office.clock.now()

    sent = {"obligation": DUE, "do": "report"}
    first, again = (browser.post(f"{PATH}/{number}", data=sent) for _ in range(2))

    assert "Đã ghi nhận thư là báo cáo" in first.text
    assert again.status_code == 409
    assert "đã được xử lý" in again.text
    assert standing(office)[:2] == ("submitted", at)
    assert [row["link"] for row in handed_in(office)] == [LINK]


def test_a_mail_is_put_aside_and_nothing_is_recorded(office, came):
    number = came("Chúc mừng năm mới.")

    answer = entered(office).post(f"{PATH}/{number}", data={"do": "none"})

    assert "không phải báo cáo" in answer.text
    assert state_of(office, number)[0] == "settled"
    assert handed_in(office) == []


@pytest.mark.parametrize(
    ("words", "sent", "told"),
    [
        (LINK, {"do": "report"}, "Chọn báo cáo mà thư này trả lời"),
        (LINK, {"do": "report", "obligation": "khong-co"}, "không còn chờ nhận"),
        ("Không có tệp.", {"do": "report", "obligation": DUE}, "không có tệp và đường dẫn"),
        (f"Độ mật: TUYỆT MẬT\r\n{LINK}", {"do": "report", "obligation": DUE}, "bí mật nhà nước"),
    ],
)
def test_what_can_not_be_filed_is_said_and_the_mail_still_waits(office, came, words, sent, told):
    number = came(words)

    answer = entered(office).post(f"{PATH}/{number}", data=sent)

    assert answer.status_code in (409, 422)
    assert told in answer.text
    assert state_of(office, number) == ("quarantined", None)
    assert handed_in(office) == []


def test_words_alone_are_filed_as_a_nil_report(office, came):
    number = came("Kỳ này không phát sinh.")

    entered(office).post(f"{PATH}/{number}", data={"obligation": DUE, "do": "nil"})

    assert [row["kind"] for row in handed_in(office)] == ["nil"]


def test_a_mail_that_is_none_is_told_as_such(office):
    assert entered(office).post(f"{PATH}/999", data={"do": "none"}).status_code == 404
