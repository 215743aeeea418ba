"""A person's word about the next level: put off, agreed to, or left to the leaders' page."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.actions.open_periods import open_periods
from cchc_scheduler.actions.steer_level import Word, steer_level
from cchc_scheduler.clock import OFFICE_ZONE, VirtualClock
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.season import simulated_service
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store import approvals
from cchc_scheduler.store.migrate import new_in_memory

ROOT = Path(__file__).parents[2]
MINE = "bao-cao-quy/2025-Q3/phong-kinh-te"
OFF = Word(MINE, "postponed", "Đầu mối", date(2025, 9, 11), "chờ ý kiến lãnh đạo")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


@pytest.fixture
def service():
    """The office live on the morning after the deadline, nothing written yet."""
    home = find_home(ROOT, {}, ROOT)
    clock = VirtualClock(at("2025-09-10 05:00"))
    made = simulated_service(home, new_in_memory(), clock, SimWire(clock))
    go_live(made.db, made.records, office_files(home).documents, "test", clock.now())
    open_periods(made.db, made.records, clock.now())
    yield made
    made.close()


def steer(service, word):
    return steer_level(service.db, service.records, service.outbox, word, service.now())


def test_a_level_above_the_head_is_put_off_to_the_afternoon_of_a_later_day(service):
    rung = steer(service, OFF)

    with service.db.read() as connection:
        given = approvals.in_force(connection, [MINE])[MINE][0]
    assert (rung, given["state"]) == ("late-3", "postponed")
    assert given["until"] == at("2025-09-11 14:00")


def test_today_is_the_offices_own_even_while_utc_has_yesterday(service):
    with pytest.raises(BadInput, match="a day after today"):
        steer(service, replace(OFF, until=date(2025, 9, 10)))


def test_putting_off_needs_its_reason(service):
    with pytest.raises(BadInput, match="needs its reason"):
        steer(service, replace(OFF, reason=" "))


def test_the_coordinating_unit_puts_off_nothing_about_itself(service):
    own = "bao-cao-quy/2025-Q3/phong-van-hoa-xa-hoi"

    with pytest.raises(BadInput, match="its own report"):
        steer(service, replace(OFF, obligation=own))


def test_what_goes_by_itself_is_not_left_to_the_page(service):
    with pytest.raises(BadInput, match="not left to the page"):
        steer(service, replace(OFF, state="to-page", until=None))
