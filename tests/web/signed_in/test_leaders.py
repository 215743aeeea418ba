"""/ban/lanh-dao and a leader's private link: the same facts as the leaders' letter."""

import re
from datetime import date, time
from email import message_from_bytes, policy

from cchc_scheduler.actions.write_leaders_page import write_leaders_page
from cchc_scheduler.store import capabilities, letters
from tests.web.signed_in.entering import BASE, COORDINATOR, LEADER, entered
from tests.web.signed_in.test_periods import hand_in

PATH = "/ban/lanh-dao"


def own_link(browser):
    """Make the chair's link on the page and return its path."""
    page = browser.post("/ban/lien-ket", data={"purpose": "leader", "subject": "chu-tich"})
    return re.search(rf"{BASE}(/l/\w{{32}})", page.text)[1]


def numbers(text):
    return re.findall(r"<li><strong>(\d+)", text)


def test_a_leader_begins_on_this_page_and_its_numbers_are_those_of_the_letter(office):
    hand_in(office)
    office.move_to(date(2025, 9, 8), time(7, 30))
    service = office.service
    write_leaders_page(service.db, service.records, service.outbox, office.clock.now())
    with service.db.read() as connection:
        row = [r for r in letters.every_brief(connection) if r["template"] == "leaders-page"][-1]
        raw = letters.one(connection, row["id"])["bytes"]
    letter = message_from_bytes(raw, policy=policy.default).get_body(("plain",)).get_content()

    browser = entered(office, LEADER)
    page = browser.get("/ban").text

    assert "Tình hình báo cáo cải cách hành chính" in page
    assert numbers(page) == ["1", "1", "0", "4"]
    told = re.findall(r"^- (.+?): (.+?)(?:,|;|$)", letter, re.MULTILINE)
    assert len(told) == 5
    for unit, state in told:
        assert unit in page
        assert state in page
    assert len(re.findall(r'<tr><th scope="row">', page)) == 5 + 1


def test_units_stand_in_the_plans_order_and_the_late_list_has_facts_only(office):
    office.move_to(date(2025, 9, 10), time(9, 0))
    page = entered(office, LEADER).get(PATH).text
    waiting = page[page.index("<h3>Chưa nhận") : page.index("<h3>Các đơn vị")]

    units = re.findall(r"<li><p><strong>([^<]+)", waiting)
    assert units == [
        "Phòng Văn hóa-Xã hội",
        "Văn phòng HĐND-UBND xã",
        "Phòng Kinh tế",
        "Trung tâm Phục vụ hành chính công",
        "Trung tâm Văn hóa, Thể thao và truyền thông",
    ]
    assert waiting.count("đang đối chiếu") == 5 + 1
    assert "thời hạn hết 09/9/2025" in waiting
    for blame in ("chậm trễ", "nhắc nhở", "yêu cầu", "yếu kém"):
        assert blame not in page


def test_a_leaders_link_opens_the_same_screen_and_nothing_else(office):
    link = own_link(entered(office, LEADER))
    signed_in = entered(office).get(PATH).text

    page = office.browser.get(link)

    assert page.status_code == 200
    assert numbers(page.text) == numbers(signed_in)
    assert "/ban/" not in page.text.replace("/ban/lanh-dao", "")
    assert "<form" not in page.text
    assert office.browser.post(link).status_code == 405
    assert page.headers["referrer-policy"] == "no-referrer"


def test_a_revoked_or_renewed_or_made_up_link_opens_nothing(office):
    browser = entered(office, LEADER)
    first = own_link(browser)
    second = own_link(browser)

    assert office.browser.get(first).status_code == 404
    assert office.browser.get(second).status_code == 200
    browser.post("/ban/lien-ket/thu-hoi", data={"purpose": "leader", "subject": "chu-tich"})
    assert office.browser.get(second).status_code == 404
    assert office.browser.get(f"/l/{'a' * 32}").status_code == 404
    assert office.browser.get("/l/x").status_code == 404


def test_a_link_of_one_purpose_opens_no_page_of_another(office):
    link = own_link(entered(office, COORDINATOR))
    token = link.rpartition("/")[2]

    for path in (f"/g/{token}", f"/n/{token}", f"/r/{token}"):
        assert office.browser.get(path).status_code == 404
    assert office.browser.get(office.path_of().replace("/n/", "/l/")).status_code == 404


def test_the_store_keeps_no_token(office):
    token = own_link(entered(office)).rpartition("/")[2]
    raw = office.service.db.engine.raw_connection()

    assert token not in "\n".join(raw.driver_connection.iterdump())
    with office.service.db.read() as connection:
        assert capabilities.newest(connection, "leader", "chu-tich")["generation"] == 1


def test_strangers_are_slowed_down(office):
    answers = [office.browser.get(f"/l/{'b' * 32}").status_code for _ in range(70)]

    assert 429 in answers
