"""Letters to addresses that only stand for one go to this machine at most, never outside."""

import asyncio
from datetime import timedelta

import pytest

from cchc_scheduler.actions.claim_letters import claim_letters
from cchc_scheduler.actions.report_status import status
from cchc_scheduler.core.offices import is_placeholder
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.mail.relay import parse_relay
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store import letters
from tests.actions.post_office import FOCAL_POINTS, LATE_1, OPENING, REMIND_1, PostOffice

REAL = "phongkinhte@tuetinh.haiphong.gov.vn"


def claim(office, *, placeholders):
    with office.db.work() as connection:
        in_force = office.records.read(connection)
        now = office.clock.now()
        return claim_letters(connection, in_force, now, placeholders=placeholders).envelopes


def outside():
    """A mail server elsewhere; nobody answers there, and nobody is asked."""
    return Courier(parse_relay("smtps://mail.haiphong.gov.vn:465"))


@pytest.mark.parametrize(
    ("address", "placeholder"),
    [
        ("a@tuetinh.example", True),
        ("a@EXAMPLE", True),
        ("a@b.Example.", True),
        ("a@example.com", True),
        ("a@mail.example.org", True),
        ("a@example.vn", False),
        ("a@myexample.com", False),
        ("example@haiphong.gov.vn", False),
    ],
)
def test_placeholders_are_the_names_reserved_by_rfc_2606(address, placeholder):
    assert is_placeholder(address) == placeholder


def test_to_a_server_elsewhere_nothing_is_sent_and_all_of_it_is_shown_as_waiting():
    office = PostOffice()
    office.tick()
    office.wire = outside()

    asyncio.run(office.deliver())

    assert office.states() == dict.fromkeys(FOCAL_POINTS, "queued")
    assert {row["attempts"] for row in office.letters()} == {0}
    assert status(office.db, office.clock.now())["to_placeholders"] == 5


def test_a_simulation_sends_them():
    office = PostOffice()
    office.tick()
    office.wire = SimWire(office.clock)

    asyncio.run(office.deliver())

    assert set(office.states().values()) == {"sent"}


def test_waiting_letters_are_looked_at_once_an_hour_and_expire_with_their_day():
    office = PostOffice()
    office.tick()
    office.wire = outside()
    asyncio.run(office.deliver())

    assert asyncio.run(office.deliver(OPENING + timedelta(minutes=59))) == 0
    assert asyncio.run(office.deliver(OPENING + timedelta(minutes=60))) == 5
    asyncio.run(office.deliver(OPENING + timedelta(days=4)))

    assert set(office.states().values()) == {"expired"}


def test_real_addresses_beside_them_get_their_letters():
    office = PostOffice()
    office.tick()
    first = office.letter_to(FOCAL_POINTS[0])["id"]
    with office.db.work() as connection:
        letters.change(connection, [first], to_address=REAL)

    taken = claim(office, placeholders=False)

    assert [envelope.recipients[0] for envelope in taken] == [REAL]


def test_copies_to_placeholders_are_left_out_of_the_envelope():
    office = PostOffice()
    office.tick(REMIND_1)
    reminders = [row for row in office.letters() if row["kind"] == "reminder"]
    with office.db.work() as connection:
        letters.change(connection, [reminders[0]["id"]], to_address=REAL)

    assert [len(each.recipients) for each in claim(office, placeholders=False)] == [1]


def test_no_head_counts_as_told_by_a_letter_that_waits():
    """Invariant 3: the level above a placeholder is never reached."""
    office = PostOffice()
    office.wire = outside()
    for day in range(10):
        office.tick(LATE_1 + timedelta(days=day))
        asyncio.run(office.deliver())

    written = {row["template"] for row in office.letters() if row["kind"] == "escalation"}
    assert written <= {"late-1", "late-1-own"}
    assert office.letters("sent") == []
