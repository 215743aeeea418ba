"""The unit's own days, its receipts, and the feed for its calendar program."""

import re
from datetime import date, timedelta

from icalendar import Calendar

from cchc_scheduler.store import audit
from tests.web.conftest import DUE

NO_FILE = {"none": ("", b"", "application/octet-stream")}


def subscribe(office):
    """Make the feed's link on the page; return its path."""
    page = office.browser.post(f"{office.path_of()}/lich", data={"by": "Hoa"}, files=NO_FILE)
    return re.search(r"https://cchc\.xa\.example(/lich/\w+\.ics)<", page.text)[1]


def events(office, path):
    return Calendar.from_ical(office.browser.get(path).content).walk("VEVENT")


def test_the_page_shows_every_day_of_the_unit_and_of_no_other(office):
    page = office.browser.get(f"{office.path_of()}/lich")

    assert "Hết thứ Ba, ngày 09/9/2025" in page.text
    assert "Hết thứ Ba, ngày 09/12/2025" in page.text
    assert page.text.count('class="days"') == 1
    assert "Trung tâm" not in page.text


def test_past_receipts_are_listed(office):
    typed = {"kind": "link", "link": "https://tailieu.vn/1", "by": "Hoa", "declared": "yes"}
    office.browser.post(office.path_of(), data=typed)

    page = office.browser.get(f"{office.path_of()}/lich")

    assert "BN-2025Q3-0001" in page.text
    assert "đã nhận" in page.text


def test_looking_makes_no_feed(office):
    with office.service.db.read() as connection:
        before = audit.last_number(connection)

    page = office.browser.get(f"{office.path_of()}/lich")

    with office.service.db.read() as connection:
        assert audit.last_number(connection) == before
    assert ".ics" not in page.text


def test_a_feed_holds_whole_days_under_names_that_stay(office):
    path = subscribe(office)

    answer = office.browser.get(path)
    first = events(office, path)

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert [(each["uid"], each.decoded("dtstart")) for each in first] == [
        (f"{DUE}@tuetinh.example", date(2025, 9, 9)),
        ("bao-cao-quy/2025-Q4/phong-kinh-te@tuetinh.example", date(2025, 12, 9)),
    ]
    assert first[0].decoded("dtend") == date(2025, 9, 10)
    assert first[0].walk("VALARM")[0].decoded("trigger") == -timedelta(days=3)
    assert answer.content.decode().count("\r\n") == answer.content.decode().count("\n")
    assert b"X-WR-TIMEZONE:Asia/Ho_Chi_Minh" in answer.content
    assert [each["uid"] for each in events(office, path)] == [each["uid"] for each in first]


def test_a_feed_names_no_person_no_address_and_no_link(office):
    path = subscribe(office)
    text = office.browser.get(path).text.replace("\r\n ", "")

    people = office.service.records
    with office.service.db.read() as connection:
        known = people.read(connection).office.people
    assert [each.address for each in known if each.address in text] == []
    assert "http" not in text
    assert "Hoa" not in text


def test_a_moved_day_keeps_its_name_and_raises_its_sequence(office):
    path = subscribe(office)
    with office.service.db.work() as connection:
        connection.exec_driver_sql(
            "INSERT INTO deadline SELECT obligation, 2, 'extension', '2025-09-12', '2025-09-12', "
            "due, late_after, climbs_to, set_at, set_by, note FROM deadline WHERE obligation = ?",
            (DUE,),
        )
        connection.exec_driver_sql(
            "UPDATE obligation SET deadline_version = 2 WHERE id = ?", (DUE,)
        )

    moved = events(office, path)[0]

    assert (moved["uid"], moved["sequence"]) == (f"{DUE}@tuetinh.example", 1)
    assert moved.decoded("dtstart") == date(2025, 9, 12)


def test_a_waived_report_is_cancelled_in_the_calendar(office):
    path = subscribe(office)
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE obligation SET state = 'waived' WHERE id = ?", (DUE,))

    assert events(office, path)[0]["status"] == "CANCELLED"


def test_a_new_link_ends_the_old_one(office):
    old = subscribe(office)
    new = subscribe(office)

    assert office.browser.get(old).status_code == 404
    assert office.browser.get(new).status_code == 200


def test_the_links_of_page_and_feed_do_not_open_each_other(office):
    feed = subscribe(office).removeprefix("/lich/").removesuffix(".ics")
    page = office.path_of().removeprefix("/n/")

    assert office.browser.get(f"/n/{feed}").status_code == 404
    assert office.browser.get(f"/lich/{page}.ics").status_code == 404


def test_a_button_without_a_name_makes_no_feed(office):
    page = office.browser.post(f"{office.path_of()}/lich", data={"by": " "}, files=NO_FILE)

    assert page.status_code == 422
    assert page.text.count("Ghi họ tên người gửi ý kiến") == 2
    assert ".ics" not in page.text
