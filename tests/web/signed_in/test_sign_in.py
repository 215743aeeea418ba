"""Signing in: a link by mail, a button, a session; the same answer to everybody else."""

import re
from datetime import date, time, timedelta
from email import message_from_bytes, policy

import pytest
from starlette.testclient import TestClient

from cchc_scheduler.actions.sign_in import sign_in_link
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import audit, letters
from tests.web.signed_in.entering import BASE, COORDINATOR, OURS, entered, link_for

NO_FILE = {"none": ("", b"", "application/octet-stream")}
ADDRESS = "vhxh@tuetinh.example"


def ask(office, address):
    return office.browser.post("/dang-nhap", data={"address": address}, files=NO_FILE)


def mails(office):
    with office.service.db.read() as connection:
        rows = [r for r in letters.every_brief(connection) if r["template"] == "sign-in"]
        return [(r["to_address"], letters.one(connection, r["id"])["bytes"]) for r in rows]


def go_live(office):
    with office.service.db.work() as connection:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO marker VALUES ('live-since', '2025-07-28T00:00:00+07:00')"
        )


def test_a_link_comes_by_mail_and_signs_in_once(office):
    go_live(office)
    answer = ask(office, "VHXH@tuetinh.example")
    to, raw = mails(office)[0]
    text = message_from_bytes(raw, policy=policy.default).get_body(("plain",)).get_content()
    link = re.search(rf"{BASE}(/dang-nhap/\w{{32}})", text)[1]
    browser = TestClient(office.browser.app, base_url=BASE, headers=OURS)

    looked = [browser.get(link).status_code for _ in range(3)]
    first = browser.post(link, follow_redirects=False)
    again = browser.post(link, follow_redirects=False)

    assert (answer.url.path, to) == ("/dang-nhap/da-gui", ADDRESS)
    assert looked == [200, 200, 200]
    assert (first.status_code, first.headers["location"]) == (303, "/ban/hom-nay")
    assert again.status_code == 404
    assert browser.get("/ban/phien").status_code == 200


def test_the_answer_is_the_same_whether_or_not_somebody_may_sign_in(office):
    go_live(office)
    known, unit, unknown = (
        ask(office, each) for each in (ADDRESS, "kinhte@tuetinh.example", "ai-do@noi-khac.vn")
    )

    assert known.text == unit.text == unknown.text
    assert [to for to, _ in mails(office)] == [ADDRESS]


def test_while_the_office_rehearses_nobody_gets_anothers_link(office):
    with office.service.db.work() as connection:
        connection.exec_driver_sql("DELETE FROM marker WHERE name = 'live-since'")
    for address in ("chutich@tuetinh.example", "truongphong.vhxh@tuetinh.example", ADDRESS):
        ask(office, address)

    assert [to for to, _ in mails(office)] == [ADDRESS]


def test_a_link_signs_nobody_in_after_a_quarter_of_an_hour(office):
    link = link_for(office)
    office.move_to(date(2025, 9, 4), time(9, 15))

    assert office.browser.get(link).status_code == 404
    assert office.browser.post(link, headers=OURS).status_code == 404


def test_a_session_ends_after_twelve_hours_and_when_it_is_ended(office):
    first, second = entered(office), entered(office)
    assert second.get("/ban/phien").text.count('name="session"') == 2

    left = first.post("/ban/dang-xuat", follow_redirects=False)
    assert left.headers["clear-site-data"] == '"cache"'
    assert first.get("/ban/phien", follow_redirects=False).headers["location"] == "/dang-nhap"

    office.clock.move_to(office.clock.now() + timedelta(hours=12))
    assert second.get("/ban/phien", follow_redirects=False).status_code == 303
    assert second.post("/ban/phien", data={"session": "2"}).status_code == 401


def test_the_coordinator_ends_another_session(office):
    lost, mine = entered(office, "truong-phong-van-hoa-xa-hoi"), entered(office)

    answer = mine.post("/ban/phien", data={"session": "1"})

    assert "Đã kết thúc phiên đăng nhập." in answer.text
    assert lost.get("/ban/phien", follow_redirects=False).status_code == 303
    with office.service.db.read() as connection:
        told = [(e["actor"], e["verb"], e["subject"]) for e in audit.since(connection, 0)[-1:]]
    assert told == [(COORDINATOR, "session ended", "session 1")]


def test_a_leader_sees_only_their_own_sessions(office):
    entered(office)
    leader = entered(office, "chu-tich")

    assert leader.get("/ban/phien").text.count('name="session"') == 1
    assert leader.post("/ban/phien", data={"session": "1"}).status_code == 404


def test_who_holds_the_post_no_more_is_signed_out(office):
    browser = entered(office)
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE session SET person = 'dau-moi-kinhte'")

    assert browser.get("/ban/phien", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("who", ["kinhte@tuetinh.example", "dau-moi-kinhte", "nobody", ""])
def test_the_command_makes_no_link_for_who_may_not_sign_in(office, who):
    service = office.service
    with pytest.raises(BadInput, match="These may: chu-tich, truong-phong-van-hoa-xa-hoi"):
        sign_in_link(service.db, service.records, service.outbox, who, office.clock.now())


def test_the_cookie_is_read_by_no_script_and_sent_by_no_other_site(office):
    answer = office.browser.post(link_for(office), headers=OURS, follow_redirects=False)

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-cchc-session=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize("value", ["", "x", "a" * 32, "../../etc", "7" * 32])
def test_no_cookie_that_is_made_up_opens_a_page(office, value):
    office.browser.cookies.set("__Host-cchc-session", value)

    assert office.browser.get("/ban/phien", follow_redirects=False).status_code == 303


def test_no_token_stands_in_the_store(office):
    link = link_for(office)
    browser = TestClient(office.browser.app, base_url=BASE, headers=OURS)
    browser.post(link, follow_redirects=False)
    raw = office.service.db.engine.raw_connection()
    everything = "\n".join(raw.driver_connection.iterdump())

    assert link.rpartition("/")[2] not in everything
    assert browser.cookies["__Host-cchc-session"] not in everything
