"""The first page of the desk: what to do, a row for each unit; unchanged, it is known again."""

import re
from datetime import date, time, timedelta

import pytest

from cchc_scheduler.actions.raise_matter import Raised, raise_matter
from cchc_scheduler.actions.record_facts import Bounce, record_bounce
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.write_due_letters import write_due_letters
from cchc_scheduler.core.matters import Raising
from cchc_scheduler.store import directory, markers, matters
from tests.web.conftest import DUE
from tests.web.signed_in.entering import entered

PAGE = "/ban/hom-nay"


def row_of(page, unit):
    rows = page.partition('<ul class="duties">')[2]
    found = re.search(rf"<strong>{unit}</strong>.*?</li>", rows, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def raised(office):
    service = office.service
    raising = Raising("difficulty", "Chưa có máy quét", "Hoa")
    given = Raised(DUE, "form:1", raising)
    return raise_matter(service.db, service.records, service.outbox, given, office.clock.now())


def hand_in(office):
    service = office.service
    handed = Handed(DUE, "nil", "form:2", "Hoa", "unit", note="Không phát sinh")
    record_submission(service.db, service.records, service.outbox, handed, office.clock.now())


def alive(office):
    """Let the jobs have ticked just now, so that no warning of a standstill is shown."""
    with office.service.db.work() as connection:
        markers.put(connection, "alive-at", office.clock.now())


def again(browser, tag):
    return browser.get(PAGE, headers={"if-none-match": tag})


def test_each_unit_has_its_state_its_letters_and_what_goes_next(office):
    row = row_of(entered(office).get(PAGE).text, "Phòng Kinh tế")

    assert "chưa nhận, còn 03 ngày làm việc" in row
    assert "Đã đôn đốc: 2 lần" in row
    assert "đầu mối đơn vị: đã chuyển" in row
    assert "Tự gửi" in row


def test_after_the_day_it_says_so_in_words_and_names_the_level_that_comes(office):
    office.move_to(date(2025, 9, 10), time(8, 0))

    row = row_of(entered(office).get(PAGE).text, "Phòng Kinh tế")

    assert "chưa nhận được Thời hạn: hết 09/9/2025" in row
    assert "Tự gửi 14 giờ 00 ngày 10/9/2025 cho người đứng đầu đơn vị" in row


def test_what_came_is_to_be_seen_and_gets_no_more_letters(office):
    hand_in(office)

    page = entered(office).get(PAGE).text

    assert "Xem, xác nhận báo cáo của Phòng Kinh tế" in page
    assert "đã gửi, chờ xem" in row_of(page, "Phòng Kinh tế")
    assert "Không còn thư" in row_of(page, "Phòng Kinh tế")


def test_a_matter_is_answered_right_there(office):
    number = raised(office)
    browser = entered(office)

    bare = browser.post(f"{PAGE}/tra-loi", data={"number": str(number), "words": ""})
    told = browser.post(f"{PAGE}/tra-loi", data={"number": str(number), "words": "Đã bố trí"})
    twice = browser.post(f"{PAGE}/tra-loi", data={"number": str(number), "words": "Khác"})

    assert (bare.status_code, "Ghi câu trả lời" in bare.text) == (422, True)
    assert "Đã trả lời." in told.text
    assert twice.status_code == 409
    with office.service.db.read() as connection:
        assert matters.one(connection, number)["answer"] == "Đã bố trí"


def test_an_address_that_bounces_is_called_and_mended_right_there(office):
    service = office.service
    bounce = Bounce("kinhte@tuetinh.example", permanent=True, why="550 no such user")
    record_bounce(service.db, service.records, service.outbox, bounce, office.clock.now())
    browser = entered(office)

    page = browser.get(PAGE).text
    mended = browser.post(f"{PAGE}/dia-chi", data={"address": "kinhte@tuetinh.example"})

    assert "Kiểm tra địa chỉ kinhte@tuetinh.example" in page
    assert f'href="{PAGE}/viec/{DUE}#goi">Ghi đã gọi điện' in page
    assert "Đã ghi nhận địa chỉ nhận được thư" in mended.text
    with service.db.read() as connection:
        assert directory.troubled_addresses(connection) == []


def test_while_nothing_changes_the_page_is_not_sent_again(office):
    browser = entered(office)
    first = browser.get(PAGE)

    answers = [again(browser, first.headers["etag"]) for _ in range(2)]

    assert [(each.status_code, each.text) for each in answers] == [(304, ""), (304, "")]
    assert first.headers["cache-control"] == "private, no-cache"
    assert "no-store" not in answers[0].headers["cache-control"]


@pytest.mark.parametrize("change", [raised, hand_in])
def test_anything_that_happens_makes_it_another_page(office, change):
    browser = entered(office)
    tag = browser.get(PAGE).headers["etag"]

    change(office)

    answer = again(browser, tag)
    assert (answer.status_code, answer.headers["etag"] != tag) == (200, True)


def test_what_is_not_shown_leaves_it_as_it_is(office):
    browser = entered(office)
    alive(office)
    tag = browser.get(PAGE).headers["etag"]

    alive(office)

    assert again(browser, tag).status_code == 304


def test_time_alone_makes_it_another_page_only_when_it_shows(office):
    service, browser = office.service, entered(office)
    write_due_letters(service.db, service.records, service.outbox, office.clock.now())
    alive(office)
    tag = browser.get(PAGE).headers["etag"]

    office.clock.move_to(office.clock.now() + timedelta(minutes=5))
    alive(office)
    soon = again(browser, tag).status_code
    office.move_to(date(2025, 9, 5), time(0, 0))

    assert soon == 304
    assert entered(office).get(PAGE).headers["etag"] != tag


def test_a_tag_is_of_no_use_to_another_person_nor_after_signing_out(office):
    mine, head = entered(office), entered(office, "truong-phong-van-hoa-xa-hoi")
    tag = mine.get(PAGE).headers["etag"]

    assert again(head, tag).status_code == 200
    mine.post("/ban/dang-xuat", follow_redirects=False)
    left = mine.get(PAGE, headers={"if-none-match": tag}, follow_redirects=False)
    assert left.status_code == 303


def test_the_message_after_a_form_is_never_answered_from_memory(office):
    browser = entered(office)
    tag = browser.get(PAGE).headers["etag"]

    answer = browser.get(f"{PAGE}?xong=compared", headers={"if-none-match": tag})

    assert answer.status_code == 200
    assert "Đã ghi nhận việc đối chiếu." in answer.text
