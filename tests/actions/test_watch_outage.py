"""After an outage, a long sleep or a wrong clock everything is held, whoever looks first."""

import asyncio
from datetime import timedelta

import pytest

from cchc_scheduler.actions.mend import mend
from cchc_scheduler.actions.release_backlog import release_backlog
from cchc_scheduler.actions.write_digest import write_digest
from cchc_scheduler.actions.write_leaders_page import write_leaders_page
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store import markers
from tests.actions.post_office import OPENING, REMIND_1, PostOffice

DAY = timedelta(days=1)
HELD = "the service stood still for {} working days"


@pytest.fixture
def office():
    """An office that lived at 07:30 of the opening day; its five letters went out."""
    made = PostOffice()
    made.wire = SimWire(made.clock)
    made.tick()
    asyncio.run(made.deliver())
    look(made, "mend")
    return made


def look(office, job):
    """Let one job run at the clock's time."""
    now = office.clock.now()
    if job == "mend":
        mend(office.db, office.records, office.outbox, now)
    elif job == "write":
        office.tick()
    elif job == "leaders":
        write_leaders_page(office.db, office.records, office.outbox, now)
    else:
        asyncio.run(office.deliver())


def kinds(office):
    return [row["kind"] for row in office.letters()]


@pytest.mark.parametrize("first", ["mend", "write", "leaders", "deliver"])
def test_a_clock_a_year_ahead_holds_everything_whichever_job_looks_first(office, first):
    """Fault 14: no letter of a year that has not come is written or sent."""
    before = kinds(office)
    office.clock.move_to(OPENING + 367 * DAY)
    sent = len(office.wire.accepted)

    for job in (first, "write", "leaders", "deliver", "mend", "write", "deliver"):
        look(office, job)

    new = kinds(office)[len(before) :]
    assert office.marker("held-why").startswith("the service stood still for 2")
    assert set(new) <= {"system"}
    assert len(office.wire.accepted) - sent <= 1


def test_a_clock_a_day_ahead_sends_no_more_than_that_day_has(office):
    """Fault 14: no flood; the day's letters go once, and not again when the day really comes."""
    with office.db.work() as connection:
        markers.put(connection, "alive-at", REMIND_1 - DAY)
    office.clock.move_to(REMIND_1)
    for job in ("write", "deliver", "mend"):
        look(office, job)
    sent = len(office.wire.accepted)

    office.clock.move_to(REMIND_1 - DAY)
    for job in ("mend", "write", "deliver"):
        look(office, job)
    office.clock.move_to(REMIND_1 + timedelta(minutes=1))
    for job in ("mend", "write", "deliver"):
        look(office, job)

    assert office.marker("held-since") is None
    assert (sent, len(office.wire.accepted)) == (10, 10)


@pytest.mark.parametrize(("days_away", "held"), [(6, False), (7, False), (10, True)])
def test_five_working_days_are_no_outage_and_six_are(office, days_away, held):
    """From Friday 15 August: Thursday is day 4, Friday day 5, Monday after it day 6."""
    office.clock.move_to(OPENING + days_away * DAY)

    look(office, "mend")

    assert (office.marker("held-since") is not None) == held


def test_released_all_goes_on_with_what_is_due_by_then(office):
    office.clock.move_to(REMIND_1)
    look(office, "write")
    assert office.marker("held-why") == HELD.format(14)

    look(office, "mend")
    release_backlog(office.db, "it", office.clock.now())
    for job in ("write", "deliver", "mend", "write", "deliver"):
        look(office, job)

    assert office.marker("held-since") is None
    assert len([kind for kind in kinds(office) if kind == "reminder"]) == 5


def test_the_digest_is_written_also_while_everything_is_held(office):
    office.clock.move_to(REMIND_1)
    look(office, "mend")

    written = write_digest(office.db, office.records, office.outbox, office.clock.now())

    assert written >= 1
