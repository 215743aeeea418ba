"""The private feeds of a unit, the coordinator and a leader, opened by a second parser."""

from datetime import UTC, date, datetime, time

import pytest

from cchc_scheduler.actions.calendar_feeds import make_feed, revoke_feed
from cchc_scheduler.store import audit
from tests.documents.reading_feed import by_uid, read
from tests.web.conftest import DUE

Q3, Q4 = "bao-cao-quy/2025-Q3", "bao-cao-quy/2025-Q4"


def subscribe(office, subject):
    """Make the link of a feed; return its path."""
    service = office.service
    said = ("Lan", office.clock.now())
    link = make_feed(service.db, service.records, service.outbox, subject, said)
    return link.removeprefix("https://cchc.xa.example")


def fetched(office, subject):
    answer = office.browser.get(subscribe(office, subject))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return answer.content


def run(office, statement, *values):
    with office.service.db.work() as connection:
        connection.exec_driver_sql(statement, values)


def name_the_citys_day(office):
    run(office, "UPDATE obligation SET upstream_day = '2025-09-20' WHERE task_group = ?", Q3)


def agree_to(office, day):
    run(
        office,
        "INSERT INTO deadline SELECT obligation, 2, 'later-day', ?, ?, due, late_after, climbs_to, "
        "set_at, set_by, note FROM deadline WHERE obligation = ?",
        day,
        day,
        DUE,
    )
    run(office, "UPDATE obligation SET deadline_version = 2 WHERE id = ?", DUE)


@pytest.mark.parametrize("subject", ["coordinator", "leader:chu-tich", "phong-kinh-te"])
def test_a_second_parser_reads_every_feed(office, subject):
    name_the_citys_day(office)

    calendar = read(fetched(office, subject))

    assert calendar.prodid == "-//cchc-scheduler//lich//VI"
    assert {date(2025, 9, 9), date(2025, 12, 9)} <= {event.dtstart for event in calendar.events}


def test_the_unit_reads_its_own_days_there(office):
    events = by_uid(fetched(office, "phong-kinh-te"))

    assert set(events) == {DUE, f"{Q4}/phong-kinh-te"}
    assert events[DUE].summary == "Ngày cuối: báo cáo cải cách hành chính quý III năm 2025"
    assert (events[DUE].dtstart, events[DUE].dtend) == (date(2025, 9, 9), date(2025, 9, 10))
    assert len(events[DUE].alarm) == 1


def test_the_coordinator_sees_one_event_for_all_units_of_a_day_with_who_is_missing(office):
    handed = {"kind": "link", "link": "https://tailieu.vn/1", "by": "Hoa", "declared": "yes"}
    office.browser.post(office.path_of(), data=handed)

    events = by_uid(fetched(office, "coordinator"))

    assert events[Q3].summary == (
        "Ngày cuối: báo cáo cải cách hành chính quý III năm 2025 (đã nhận 1/5)"
    )
    assert events[Q3].dtstart == date(2025, 9, 9)
    assert "Phòng Kinh tế" not in events[Q3].description
    assert "Chưa nhận: Phòng Văn hóa-Xã hội; Văn phòng HĐND-UBND xã; " in events[Q3].description
    assert len(events[Q3].alarm) == 1
    assert events[Q4].dtstart == date(2025, 12, 9)


def test_a_day_agreed_with_one_unit_is_an_event_of_its_own_that_moves(office):
    agree_to(office, "2025-09-12")

    events = by_uid(fetched(office, "coordinator"))

    assert events[DUE].dtstart == date(2025, 9, 12)
    assert events[DUE].sequence == 1
    assert events[DUE].summary.endswith("quý III năm 2025 của Phòng Kinh tế (đã nhận 0/1)")
    assert "Đã thống nhất nhận đến hết ngày 12/9/2025." in events[DUE].description
    assert events[Q3].summary.endswith("(đã nhận 0/4)")
    assert events[Q3].dtstart == date(2025, 9, 9)


def test_the_coordinator_sees_the_coming_letters_above_the_heads_at_their_hour(office):
    events = by_uid(fetched(office, "coordinator"))

    letters = {key: each for key, each in events.items() if key.startswith("thu/")}
    assert [(each.dtstart, each.summary) for each in letters.values()] == [
        (datetime(2025, 9, 12, 7, 0, tzinfo=UTC), "Dự kiến gửi thư Chánh Văn phòng"),
        (datetime(2025, 9, 16, 7, 0, tzinfo=UTC), "Dự kiến gửi thư lãnh đạo UBND xã"),
    ]
    assert "Văn phòng HĐND-UBND xã" not in events["thu/office/20250912T0700"].description


def test_the_coordinator_sees_the_internal_days_of_the_reports_way(office):
    name_the_citys_day(office)

    events = by_uid(fetched(office, "coordinator"))

    way = [(key, each.dtstart.day) for key, each in events.items() if key.startswith(f"way/{Q3}")]
    assert way == [
        (f"way/{Q3}/draft", 16),
        (f"way/{Q3}/head", 17),
        (f"way/{Q3}/for-signature", 18),
        (f"way/{Q3}/signed", 19),
        (f"way/{Q3}/issued", 19),
    ]
    assert events[f"upstream/{Q3}"].dtstart == date(2025, 9, 20)


def test_while_nobody_named_the_citys_day_no_internal_day_is_invented(office):
    events = by_uid(fetched(office, "coordinator"))

    assert [key for key in events if key.startswith(("way/", "upstream/"))] == []


def test_a_leader_sees_periods_and_the_pages_days_and_no_unit(office):
    agree_to(office, "2025-09-12")

    content = fetched(office, "leader:chu-tich")

    events = by_uid(content)
    assert events[Q3].dtstart == date(2025, 9, 9)
    pages = [each.dtstart for key, each in events.items() if key.startswith(f"trang/{Q3}")]
    assert pages == [
        date(2025, 9, 3),
        date(2025, 9, 8),
        date(2025, 9, 11),
        date(2025, 9, 15),
        date(2025, 9, 22),
        date(2025, 9, 29),
    ]
    text = content.decode().replace("\r\n ", "")
    with office.service.db.read() as connection:
        units = office.service.records.read(connection).office.units
    assert [unit.name for unit in units if unit.name in text] == []


@pytest.mark.parametrize("subject", ["coordinator", "leader:chu-tich"])
def test_a_feed_names_no_person_no_address_and_no_link(office, subject):
    text = fetched(office, subject).decode().replace("\r\n ", "")

    with office.service.db.read() as connection:
        people = office.service.records.read(connection).office.people
    assert [each.address for each in people if each.address in text] == []
    assert "http" not in text
    assert "Lan" not in text


def test_names_stay_when_the_feed_is_read_again_a_day_later(office):
    path = subscribe(office, "coordinator")
    before = by_uid(office.browser.get(path).content)

    office.move_to(date(2025, 9, 5), time(9, 0))

    assert set(by_uid(office.browser.get(path).content)) == set(before)


def test_reading_a_feed_writes_nothing(office):
    path = subscribe(office, "coordinator")
    with office.service.db.read() as connection:
        before = audit.last_number(connection)

    office.browser.get(path)

    with office.service.db.read() as connection:
        assert audit.last_number(connection) == before


def test_a_revoked_link_and_one_of_a_post_that_is_gone_open_nothing(office):
    service, path = office.service, subscribe(office, "coordinator")
    said = ("Lan", office.clock.now())
    revoke_feed(service.db, service.records, service.outbox, "coordinator", said)
    gone = service.outbox.links.new_feed(service.db, "leader:pho-chu-tich", *said)

    assert office.browser.get(path).status_code == 404
    assert office.browser.get(gone.removeprefix("https://cchc.xa.example")).status_code == 404


def test_a_waived_period_is_cancelled_and_rings_no_more(office):
    run(office, "UPDATE obligation SET state = 'waived' WHERE task_group = ?", Q3)

    event = by_uid(fetched(office, "coordinator"))[Q3]

    assert event.status == "CANCELLED"
    assert event.summary.endswith("(không còn phải gửi)")
    assert event.alarm == []
