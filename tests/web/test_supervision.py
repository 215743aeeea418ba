"""/g/<token>: an organisation sees progress and no person, and its opinions are answered."""

import re
from datetime import date, time

import pytest

from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.digest_todo import awaited
from cchc_scheduler.store import audit, letters, opinions
from tests.web.conftest import DUE
from tests.web.signed_in.entering import BASE, LEADER, entered

FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam xã"
CONTACT = "Bà Lê Thị Cúc, 0225 3 111 222"
TEXT = "Đề nghị niêm yết thủ tục <đất đai> tại nhà văn hóa thôn."
NONCE = "0" * 32


@pytest.fixture
def desk(office):
    """The coordinator's browser, with an organisation named."""
    browser = entered(office)
    browser.post("/ban/lien-ket/to-chuc", data={"name": FRONT, "contact": CONTACT})
    return browser


@pytest.fixture
def link(desk):
    """The path of the organisation's page."""
    page = desk.post("/ban/lien-ket", data={"purpose": "supervision", "subject": "1"})
    return re.search(rf"{BASE}(/g/\w{{32}})", page.text)[1]


def give(office, link, text=TEXT, nonce=NONCE):
    return office.browser.post(link, data={"text": text, "nonce": nonce})


def registered(office):
    with office.service.db.read() as connection:
        return [(row["id"], row["text"], row["answer"]) for row in opinions.every(connection)]


def test_the_page_shows_progress_and_nothing_personal(office, link):
    asked = Asked(DUE, "later-day", date(2025, 9, 12), "Ông Trần Văn Sơn nghỉ ốm", "Trần Bình")
    service = office.service
    office.move_to(date(2025, 9, 10), time(9, 0))
    ask_later(service.db, service.records, service.outbox, asked, office.clock.now())

    page = office.browser.get(link).text

    assert FRONT in page
    assert "Phòng Kinh tế" in page
    assert "đang đối chiếu" in page
    for personal in ("Trần", "nghỉ ốm", "Cúc", "0225", "tuetinh.example", "@", "Trưởng phòng"):
        assert personal not in page
    assert "/ban" not in page


def test_an_opinion_is_registered_with_number_and_day_and_a_receipt(office, link):
    receipt = give(office, link)

    assert receipt.url.path == f"{link}/y-kien/1"
    assert "Đã tiếp nhận ý kiến số 01" in receipt.text
    assert "09 giờ 00 ngày 04/9/2025" in receipt.text
    assert "&lt;đất đai&gt;" in receipt.text
    assert registered(office) == [(1, TEXT, None)]


def test_pressed_twice_it_is_registered_once(office, link):
    give(office, link)
    give(office, link)
    give(office, link, nonce="1" * 32)

    assert [number for number, *_ in registered(office)] == [2, 1]


def test_an_answer_stands_on_the_organisations_page_and_can_be_bettered(office, desk, link):
    give(office, link)
    assert "Chờ trả lời" in desk.get("/ban/gop-y").text

    done = desk.post("/ban/gop-y/1", data={"answer": "Sẽ niêm yết trước 15/9."})
    assert "Đã ghi câu trả lời" in done.text
    assert "Sẽ niêm yết trước 15/9." in office.browser.get(link).text
    desk.post("/ban/gop-y/1", data={"answer": "Đã niêm yết ngày 08/9."})
    desk.post("/ban/gop-y/1", data={"answer": "Đã niêm yết ngày 08/9."})

    assert registered(office) == [(1, TEXT, "Đã niêm yết ngày 08/9.")]
    with office.service.db.read() as connection:
        verbs = [each["verb"] for each in audit.about(connection, "opinion 1")]
    assert verbs == ["opinion given", "opinion answered", "answer changed"]


def test_an_answer_needs_words_and_an_opinion_that_exists(desk, office, link):
    give(office, link)

    assert "Ghi câu trả lời" in desk.post("/ban/gop-y/1", data={"answer": " "}).text
    assert desk.post("/ban/gop-y/9", data={"answer": "x"}).status_code == 404
    assert desk.get("/ban/gop-y/9").status_code == 404
    leader = entered(office, LEADER)
    assert "<textarea" not in leader.get("/ban/gop-y/1").text
    assert leader.post("/ban/gop-y/1", data={"answer": "x"}).status_code == 403


def test_the_register_is_found_without_marks_and_carried_out(office, desk, link):
    give(office, link)

    assert "1/1 dòng" in desk.get("/ban/gop-y", params={"tim": "niem yet"}).text
    assert TEXT in desk.get("/ban/gop-y.csv").content.decode("utf-8-sig")
    assert desk.get("/ban/gop-y.xlsx").content[:2] == b"PK"


def test_an_opinion_waits_in_the_coordinators_list_of_things_to_do(office, link):
    give(office, link)
    service = office.service
    with service.db.read() as connection:
        desk = desk_at(connection, service.records, service.outbox, office.clock.now())
        texts = [each.text for each in awaited(desk)]

    assert f"Trả lời ý kiến số 1 của {FRONT}" in texts


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Ghi ý kiến trước khi gửi"), ("x" * 2001, "Ý kiến dài quá")],
)
def test_what_cannot_be_taken_is_told_and_kept_on_the_page(office, link, text, words):
    page = give(office, link, text)

    assert page.status_code == 422
    assert page.text.count(words) == 2
    assert (text or "<textarea") in page.text
    assert registered(office) == []


def test_a_marked_secret_is_kept_nowhere_and_the_coordinator_is_told(office, link):
    page = give(office, link, "TUYỆT MẬT\nchuyện rất kín")

    assert page.status_code == 422
    assert "không lưu" in page.text
    raw = office.service.db.engine.raw_connection()
    assert "rất kín" not in "\n".join(raw.driver_connection.iterdump())
    with office.service.db.read() as connection:
        subjects = [row["subject"] for row in letters.every_brief(connection)]
    assert [each for each in subjects if FRONT in each and "dấu độ mật" in each]


def test_one_organisation_opens_no_receipt_of_another(office, desk, link):
    give(office, link)
    desk.post("/ban/lien-ket/to-chuc", data={"name": "Hội Nông dân xã", "contact": "Ông Ba"})
    page = desk.post("/ban/lien-ket", data={"purpose": "supervision", "subject": "2"})
    links = re.findall(rf"{BASE}(/g/\w{{32}})", page.text)
    (other,) = [each for each in links if each != link]

    assert office.browser.get(f"{other}/y-kien/1").status_code == 404
    assert TEXT not in office.browser.get(other).text


def test_a_revoked_link_shows_and_takes_nothing(office, desk, link):
    desk.post("/ban/lien-ket/thu-hoi", data={"purpose": "supervision", "subject": "1"})

    assert office.browser.get(link).status_code == 404
    assert give(office, link).status_code == 404
    assert registered(office) == []


def test_looking_changes_nothing(office, link):
    give(office, link)
    before = "\n".join(office.service.db.engine.raw_connection().driver_connection.iterdump())
    office.browser.get(link)
    office.browser.get(f"{link}/y-kien/1")

    after = "\n".join(office.service.db.engine.raw_connection().driver_connection.iterdump())
    assert after == before


def test_they_are_invited_and_never_written_to(office, link):
    give(office, link)

    with office.service.db.read() as connection:
        addressed = {row["addressee"] for row in letters.every_brief(connection)}
    assert all(address.endswith("@tuetinh.example") for address in addressed)


def test_forms_are_slowed_down(office, link):
    answers = [give(office, link, nonce=f"{n:032x}").status_code for n in range(12)]

    assert 429 in answers
