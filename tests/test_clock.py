from datetime import UTC, date, datetime, time, timedelta

import pytest

from cchc_scheduler.clock import (
    SystemClock,
    VirtualClock,
    office_date,
    office_instant,
    office_time,
)


def test_the_office_is_seven_hours_ahead_of_utc():
    seven_in_the_evening = datetime(2025, 9, 9, 19, 30, tzinfo=UTC)

    assert date(2025, 9, 10) == office_date(seven_in_the_evening)
    assert time(2, 30) == office_time(seven_in_the_evening)


def test_a_wall_clock_time_of_a_day_is_an_instant_in_utc():
    instant = office_instant(date(2025, 9, 10), time(7, 30))

    assert datetime(2025, 9, 10, 0, 30, tzinfo=UTC) == instant
    assert instant.tzinfo is UTC


@pytest.mark.parametrize("year", [2021, 2025, 2030])
def test_there_is_no_summer_time(year):
    offsets = {office_instant(date(year, month, 15), time(12)).time() for month in range(1, 13)}

    assert offsets == {time(5)}


def test_the_system_clock_is_aware_and_in_utc():
    clock = SystemClock()

    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert clock.monotonic() <= clock.monotonic()


def test_a_virtual_clock_stands_still_until_it_is_moved():
    clock = VirtualClock(office_instant(date(2025, 9, 9), time(8)))
    before = clock.monotonic()

    clock.move_to(office_instant(date(2025, 9, 9), time(9)))

    assert datetime(2025, 9, 9, 2, 0, tzinfo=UTC) == clock.now()
    assert clock.monotonic() - before == 3600
