"""What mending does each half minute, at a start, and after the clock went back (fault 15)."""

import asyncio
from datetime import timedelta

import pytest

from cchc_scheduler.actions.mend import mend, mend_at_start
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store import audit, letters, markers, obligations
from tests.actions.post_office import FOCAL_POINTS, OPENING, REMIND_1, PostOffice

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def office():
    """An office that is alive at the opening; its letters are written and not sent yet."""
    made = PostOffice()
    made.wire = SimWire(made.clock)
    made.tick()
    beat(made)
    return made


def beat(office, at=None):
    if at is not None:
        office.clock.move_to(at)
    mend(office.db, office.records, office.outbox, office.clock.now())


def lived(office, at):
    """Say that the service has lived until then."""
    with office.db.work() as connection:
        markers.put(connection, "alive-at", at)


def next_checks(office):
    with office.db.read() as connection:
        return [row["next_check_at"] for row in obligations.chased(connection)]


def test_the_sign_of_life_is_the_present_also_after_the_clock_went_back(office):
    beat(office, OPENING + HOUR)
    beat(office, OPENING + timedelta(minutes=30))

    assert office.marker("alive-at") == (OPENING + timedelta(minutes=30)).isoformat()


def test_once_a_day_every_open_obligation_is_looked_at_again(office):
    with office.db.work() as connection:
        ids = [row["id"] for row in obligations.chased(connection)]
        for row in obligations.chased(connection):
            obligations.change(connection, row, next_check_at=OPENING + 90 * DAY)

    beat(office, OPENING + HOUR)
    assert next_checks(office) == [OPENING + 90 * DAY] * len(ids)

    beat(office, OPENING + DAY)
    assert next_checks(office) == [OPENING + DAY] * len(ids)


@pytest.mark.parametrize("back", [HOUR, DAY])
def test_after_a_step_back_nothing_is_sent_again_and_all_goes_on(office, back):
    asyncio.run(office.deliver())
    beat(office, OPENING + HOUR)
    sent = len(office.wire.accepted)

    for at in (OPENING + HOUR - back, OPENING + 2 * HOUR, OPENING + DAY):
        beat(office, at)
        office.tick()
        asyncio.run(office.deliver())

    assert (sent, len(office.wire.accepted)) == (5, 5)
    assert set(office.states().values()) == {"sent"}


def test_letters_of_a_day_that_has_not_come_are_cancelled_and_written_on_their_day(office):
    asyncio.run(office.deliver())
    lived(office, REMIND_1 - DAY)
    office.tick(REMIND_1)
    beat(office)
    early = {row["id"] for row in office.letters("queued")}

    beat(office, REMIND_1 - DAY)
    office.tick()
    asyncio.run(office.deliver())
    assert len(office.wire.accepted) == 5
    with office.db.read() as connection:
        assert {row["state"] for row in letters.brief(connection, early)} == {"cancelled"}

    beat(office, REMIND_1)
    office.tick()
    asyncio.run(office.deliver())
    assert office.states("reminder") == dict.fromkeys(FOCAL_POINTS, "sent")


def test_what_waited_for_a_moment_of_the_wrong_clock_may_go_now(office):
    receipt = {"kind": "receipt", "state": "deferred", "next_attempt_at": OPENING + 366 * DAY}
    first = office.letter_to(FOCAL_POINTS[0])["id"]
    with office.db.work() as connection:
        letters.change(connection, [first], **receipt)
        markers.put(connection, "relay-hold", OPENING + 366 * DAY)
        markers.put(connection, "alive-at", OPENING + 366 * DAY)

    beat(office, OPENING + HOUR)

    with office.db.read() as connection:
        assert letters.brief(connection, [first])[0]["next_attempt_at"] == OPENING + HOUR
    assert office.marker("relay-hold") is None


def test_a_rest_of_the_relay_set_by_a_wrong_clock_stops_nothing(office):
    with office.db.work() as connection:
        markers.put(connection, "relay-hold", OPENING + DAY)

    asyncio.run(office.deliver())

    assert set(office.states().values()) == {"sent"}


@pytest.mark.parametrize("seconds", [3, -3, 119])
def test_a_small_step_of_time_service_cancels_nothing(office, seconds):
    """Fault 16."""
    beat(office, OPENING - timedelta(seconds=seconds))

    assert set(office.states().values()) == {"queued"}
    assert "clock went back" not in office.verbs()


def test_the_log_tells_of_the_step_and_stays_in_the_order_of_its_numbers(office):
    beat(office, OPENING + DAY)
    beat(office, OPENING)

    with office.db.read() as connection:
        rows = list(audit.since(connection, 0))
        assert rows[-1]["verb"] == "clock went back"
        assert list(audit.faults(connection)) == []
    assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)


def test_at_a_start_letters_cut_off_before_data_are_queued_and_after_it_unknown(office):
    first, second, *_ = (row["id"] for row in office.letters())
    with office.db.work() as connection:
        taken = {"state": "sending", "attempts": 1, "next_attempt_at": None}
        letters.change(connection, [first, second], **taken)
        letters.change(connection, [second], marked_at=OPENING)

    mend_at_start(office.db, office.records, office.outbox, OPENING)

    with office.db.read() as connection:
        states = [row["state"] for row in letters.brief(connection, [first, second])]
    assert states == ["queued", "unknown"]
