from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.clock import OFFICE_ZONE, office_date, office_time
from cchc_scheduler.core.policies import Window
from cchc_scheduler.core.slots import (
    OpenSlot,
    next_opening,
    next_window,
    slot_at,
    slot_opens,
    window_closes,
)
from tests.core.cast import CALENDAR, at, day

WINDOW = Window()
MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2030, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=OFFICE_ZONE)
)
SLOTS = st.sampled_from(["morning", "afternoon"])


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        ("2025-09-09 07:29:59", None),
        ("2025-09-09 07:30", "morning"),
        ("2025-09-09 13:59:59", "morning"),
        ("2025-09-09 14:00", "afternoon"),
        ("2025-09-09 16:29:59", "afternoon"),
        ("2025-09-09 16:30", None),
        ("2025-09-06 10:00", None),
        ("2025-09-02 10:00", None),
        ("2025-04-26 10:00", "morning"),
    ],
)
def test_a_slot_is_open_only_in_its_hours_on_working_days(moment, slot):
    expected = OpenSlot(at(moment).date(), slot) if slot else None

    assert expected == slot_at(at(moment), CALENDAR, WINDOW)


@given(MOMENTS, SLOTS)
def test_the_next_opening_finds_the_slot_open(now, slot):
    opening = next_opening(now, slot, CALENDAR, WINDOW)
    found = slot_at(opening, CALENDAR, WINDOW)

    assert opening >= now
    assert found is not None
    assert slot == found.slot


@given(MOMENTS, SLOTS)
def test_no_slot_of_that_name_is_passed_on_the_way_to_the_next_opening(now, slot):
    opening = next_opening(now, slot, CALENDAR, WINDOW)
    hours = (opening - now) // timedelta(hours=1)
    between = (now + timedelta(hours=n) for n in range(hours))

    assert all(
        found is None or found.slot != slot
        for found in (slot_at(each, CALENDAR, WINDOW) for each in between)
    )


@given(MOMENTS)
def test_the_next_window_lies_in_office_hours(now):
    opening = next_window(now, CALENDAR, WINDOW)

    assert opening >= now
    assert CALENDAR.is_working(office_date(opening))
    assert WINDOW.opens <= office_time(opening) < WINDOW.closes


def test_what_is_open_now_opens_now():
    assert at("2025-09-09 09:12") == next_opening(
        at("2025-09-09 09:12"), "morning", CALENDAR, WINDOW
    )


def test_a_slot_of_a_day_opens_and_closes_on_the_office_wall():
    tuesday = date(2025, 9, 9)

    assert at("2025-09-09 07:30") == slot_opens(tuesday, "morning", WINDOW)
    assert at("2025-09-09 14:00") == slot_opens(tuesday, "afternoon", WINDOW)
    assert at("2025-09-09 16:30") == window_closes(day("2025-09-09"), WINDOW)
