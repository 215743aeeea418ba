"""An iCalendar feed (RFC 5545): events under names that stay, no person, no address, no link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from cchc_scheduler.documents.unit_facts import UnitCalendar, UnitDay
from cchc_scheduler.documents.vietnamese import sentence_case, short_day

ZONE: Final = "Asia/Ho_Chi_Minh"
AHEAD: Final = timedelta(days=3)
A_DAY: Final = timedelta(days=1)
HALF_AN_HOUR: Final = timedelta(minutes=30)
EVERY: Final = timedelta(hours=12)
OVER: Final = ("received", "waived", "cancelled")


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One event: `on` is a whole day, or an instant for what happens at an hour.

    `key` is its stable name below the office's domain, so that a moved day moves its event;
    `sequence` grows whenever its day does. `alarm` is what a calendar says three days ahead.
    """

    key: str
    on: date | datetime
    title: str
    text: str
    sequence: int = 0
    cancelled: bool = False
    alarm: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar as its reader sees it in the list of calendars."""

    name: str
    events: Sequence[FeedEvent]


def unit_feed(calendar: UnitCalendar) -> Feed:
    """Return a unit's feed: one whole-day event on the last permitted day of everything owed."""
    events = [
        FeedEvent(
            key=day.obligation,
            on=day.last_day,
            title=f"Ngày cuối: {day.report}",
            text=_description(calendar, day),
            sequence=day.sequence - 1,
            cancelled=day.state in ("waived", "cancelled"),
            alarm=None if day.shown in OVER else f"Còn 3 ngày: {day.report}",
        )
        for day in calendar.days
    ]
    return Feed(f"CCHC - {calendar.unit}", events)


def calendar_feed(feed: Feed, domain: str, now: datetime) -> bytes:
    """Return a feed as the bytes a calendar program reads; UIDs end in `domain`."""
    made = Calendar()
    made.add("prodid", "-//cchc-scheduler//lich//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", feed.name)
    made.add("x-wr-timezone", ZONE)
    made.add("refresh-interval", EVERY, parameters={"value": "DURATION"})
    for each in feed.events:
        made.add_component(_event(each, domain, now))
    return bytes(made.to_ical())


def _event(told: FeedEvent, domain: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{told.key}@{domain}")
    event.add("dtstamp", now)
    event.add("dtstart", told.on)
    event.add("dtend", told.on + (HALF_AN_HOUR if isinstance(told.on, datetime) else A_DAY))
    event.add("sequence", told.sequence)
    event.add("summary", told.title)
    event.add("description", told.text)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if told.cancelled else "CONFIRMED")
    if told.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", told.alarm)
        alarm.add("trigger", -AHEAD)
        event.add_component(alarm)
    return event


def _description(calendar: UnitCalendar, day: UnitDay) -> str:
    words = [f"Gửi {calendar.coordinator}. Căn cứ: {day.clause}."]
    if day.target != day.last_day:
        words.append(f"Đề nghị gửi trong ngày {short_day(day.target)}.")
    if day.agreed:
        words.append(f"{sentence_case(day.agreed)}.")
    if day.shown == "received":
        words.append("Đã nhận báo cáo.")
    return " ".join(words)
