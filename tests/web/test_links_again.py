"""Links sent again: the same answer to everybody, one letter an hour to whom the office knows."""

import re
from datetime import time
from email import message_from_bytes, policy

import pytest

from cchc_scheduler.store import letters
from tests.web.conftest import DUE

NO_FILE = {"none": ("", b"", "application/octet-stream")}
KNOWN = "kinhte@tuetinh.example"


def ask(office, address):
    return office.browser.post("/lien-ket", data={"address": address}, files=NO_FILE)


def written(office):
    with office.service.db.read() as connection:
        rows = [row for row in letters.every_brief(connection) if row["kind"] == "login"]
        return [(row["addressee"], letters.one(connection, row["id"])["bytes"]) for row in rows]


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(office):
    known, unknown = ask(office, KNOWN), ask(office, "ai-do@noi-khac.vn")

    assert (known.status_code, known.url.path) == (200, "/lien-ket/da-nhan")
    assert known.text == unknown.text
    assert [to for to, _ in written(office)] == [KNOWN]


def test_the_letter_holds_the_link_of_the_posts_open_reports(office):
    ask(office, KNOWN)

    mail = message_from_bytes(written(office)[0][1], policy=policy.default)
    links = re.findall(r"https://\S+/n/\w{32}", mail.get_body(("plain",)).get_content())

    assert links == [f"https://cchc.xa.example{office.path_of(DUE)}"]


def test_it_goes_to_the_address_of_the_directory_however_it_was_typed(office):
    ask(office, "  KINHTE@TueTinh.example ")

    assert [to for to, _ in written(office)] == [KNOWN]


def test_one_letter_an_hour_goes_to_an_address(office):
    today = office.clock.now().date()
    for at in (time(9, 0), time(9, 59), time(10, 1)):
        office.move_to(today, at)
        ask(office, KNOWN)

    assert len(written(office)) == 2


def test_nothing_is_written_when_nothing_is_open(office):
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE obligation SET state = 'accepted'")

    assert ask(office, KNOWN).status_code == 200
    assert written(office) == []


@pytest.mark.parametrize("address", ["", "x", "a@b", "a b@c.vn", "a@b.vn\nBcc: c@d.vn"])
def test_what_is_no_address_is_told(office, address):
    page = ask(office, address)

    assert page.status_code == 422
    assert page.text.count("địa chỉ thư") + page.text.count("Địa chỉ thư") >= 2
    assert written(office) == []


def test_one_address_can_not_be_asked_for_without_end(office):
    answers = [ask(office, KNOWN).status_code for _ in range(12)]

    assert answers[-1] == 429
    assert len(written(office)) == 1


def test_a_link_that_opens_nothing_leads_here(office):
    assert 'href="/lien-ket"' in office.browser.get("/n/x").text
    assert office.browser.get("/lien-ket").status_code == 200
