"""A calendar feed read by a second parser, which is no part of the program: `ical`, not icalendar.

It refuses wrong values and broken nesting. What it forgives is looked at here: the rules of lines
(RFC 5545, 3.1) and what every event must have (3.6.1).
"""

from ical.calendar_stream import IcsCalendarStream

LONGEST_LINE = 75
IN_EVERY_EVENT = (b"UID:", b"DTSTAMP:", b"DTSTART", b"DTEND", b"SEQUENCE:", b"SUMMARY:")


def read(content):
    """Return the calendar in the bytes of a feed."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert [line for line in lines if len(line) > LONGEST_LINE] == []
    calendar = IcsCalendarStream.calendar_from_ics(content.decode())
    events = calendar.events
    for name in IN_EVERY_EVENT:
        assert sum(line.startswith(name) for line in lines) == len(events), name
    assert len({event.uid for event in events}) == len(events)
    assert all(event.end > event.start for event in events)
    return calendar


def by_uid(content):
    """Return the events of a feed by the name they keep, without the domain."""
    return {event.uid.rpartition("@")[0]: event for event in read(content).events}
