"""The hours in which letters leave: the window of a working day and its two slots.

Openings and reminders hold the morning slot, escalations the afternoon slot; at most one ladder
letter per address, working day and slot (design, invariant 8).
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from cchc_scheduler.clock import office_date, office_instant, office_time
from cchc_scheduler.core.policies import Window
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import Slot


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot of one working day."""

    day: date
    slot: Slot


@lru_cache(maxsize=1024)
def slot_at(now: datetime, calendar: WorkCalendar, window: Window) -> OpenSlot | None:
    """Return the slot that is open at `now`, or None outside the window."""
    at = office_time(now)
    if not window.opens <= at < window.closes:
        return None
    day = office_date(now)
    if not calendar.is_working(day):
        return None
    return OpenSlot(day, "morning" if at < window.afternoon else "afternoon")


def slot_opens(day: date, slot: Slot, window: Window) -> datetime:
    """Return the instant at which a slot of `day` opens."""
    return office_instant(day, window.opens if slot == "morning" else window.afternoon)


@lru_cache(maxsize=1024)
def next_opening(now: datetime, slot: Slot, calendar: WorkCalendar, window: Window) -> datetime:
    """Return `now` while the slot is open, else the next instant at which it opens."""
    closes = window.afternoon if slot == "morning" else window.closes
    return _next_hours(now, (slot_opens_at(slot, window), closes), calendar)


def slot_opens_at(slot: Slot, window: Window) -> time:
    """Return the time of day at which a slot opens."""
    return window.opens if slot == "morning" else window.afternoon


def next_window(now: datetime, calendar: WorkCalendar, window: Window) -> datetime:
    """Return `now` inside the window of a working day, else the next instant it opens."""
    return _next_hours(now, (window.opens, window.closes), calendar)


def window_closes(day: date, window: Window) -> datetime:
    """Return the instant at which the window of `day` closes."""
    return office_instant(day, window.closes)


def _next_hours(now: datetime, hours: tuple[time, time], calendar: WorkCalendar) -> datetime:
    opens, closes = hours
    day, at = office_date(now), office_time(now)
    if calendar.is_working(day) and at < closes:
        return now if at >= opens else office_instant(day, opens)
    return office_instant(calendar.shift(day, 1), opens)
