"""A unit's days as an iCalendar feed (RFC 5545): whole days, names that stay, no personal data."""

from datetime import datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from cchc_scheduler.documents.unit_facts import UnitCalendar, UnitDay
from cchc_scheduler.documents.vietnamese import sentence_case, short_day

ZONE: Final = "Asia/Ho_Chi_Minh"
AHEAD: Final = timedelta(days=3)
A_DAY: Final = timedelta(days=1)
EVERY: Final = timedelta(hours=12)
OVER: Final = ("received", "waived", "cancelled")


def calendar_feed(calendar: UnitCalendar, domain: str, now: datetime) -> bytes:
    """Return the feed: one whole-day event on the last permitted day of everything owed.

    An event's UID is made of the obligation's id under `domain`, so a moved day moves its event.
    """
    feed = Calendar()
    feed.add("prodid", "-//cchc-scheduler//lich don vi//VI")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", f"CCHC - {calendar.unit}")
    feed.add("x-wr-timezone", ZONE)
    feed.add("refresh-interval", EVERY, parameters={"value": "DURATION"})
    for day in calendar.days:
        feed.add_component(_event(calendar, day, domain, now))
    return bytes(feed.to_ical())


def _event(calendar: UnitCalendar, day: UnitDay, domain: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{day.obligation}@{domain}")
    event.add("dtstamp", now)
    event.add("dtstart", day.last_day)
    event.add("dtend", day.last_day + A_DAY)
    event.add("sequence", day.sequence - 1)
    event.add("summary", f"Ngày cuối: {day.report}")
    event.add("description", _description(calendar, day))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if day.state in ("waived", "cancelled") else "CONFIRMED")
    if day.shown not in OVER:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"Còn 3 ngày: {day.report}")
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
