"""The story of a played season: what the page tells, read from the store and the mail server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email import message_from_bytes
from typing import Any

from sqlalchemy import Connection

from cchc_scheduler.actions.records import InForce
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.demo.happenings import Event, happenings, units_of_letters
from cchc_scheduler.demo.mailbox import Received
from cchc_scheduler.demo.obligation_lines import ObligationLine, obligation_lines, period_title
from cchc_scheduler.demo.opened import OpenedLetter, Sent, open_letter
from cchc_scheduler.demo.phrases import MOVED
from cchc_scheduler.demo.timeline import Moved, Panel, Stretch, draw
from cchc_scheduler.documents.vietnamese import short_day, two_digits
from cchc_scheduler.simulate.findings import findings
from cchc_scheduler.store import deadlines, letters, obligations

Outage = tuple[datetime, datetime, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the four numbers at the head of the page."""

    value: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that the page tells; `units` are ids and short names in the plan's order."""

    office: str
    plan: str
    span: str
    figures: tuple[Figure, ...]
    units: tuple[tuple[str, str], ...]
    panels: tuple[Panel, ...]
    obligations: tuple[ObligationLine, ...]
    letters: tuple[OpenedLetter, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: the days (both included), what the server got, when it did not answer."""

    first_day: date
    last_day: date
    received: Sequence[Received]
    outages: Sequence[Outage] = ()


def tell(connection: Connection, in_force: InForce, seen: Seen) -> Story:
    """Return the story of a season from its store and from what the mail server accepted."""
    numbers, opened = opened_letters(connection, seen.received)
    found = findings(connection)
    lines = obligation_lines(connection, in_force)
    events = happenings(connection, numbers)
    stretches = _stretches(connection, in_force, seen)
    return Story(
        office=in_force.office.name,
        plan=in_force.plans[-1].title,
        span=f"từ {short_day(seen.first_day)} đến {short_day(seen.last_day)}",
        figures=_figures(found, lines, events),
        units=_units(in_force),
        panels=tuple(draw(each, in_force.calendar, events) for each in stretches),
        obligations=lines,
        letters=opened,
    )


def opened_letters(
    connection: Connection, received: Sequence[Received]
) -> tuple[dict[int, int], tuple[OpenedLetter, ...]]:
    """Return the mailbox number of each row, and the letters as the server got them.

    Letters of one moment stand in the order in which they were written: over several connections
    the server's own order is chance.
    """
    rows = {row["message_id"]: row for row in letters.every_brief(connection)}
    units = units_of_letters(connection)
    came = [(rows[message_from_bytes(each.data)["Message-ID"].strip()], each) for each in received]
    came.sort(key=lambda pair: (pair[0]["sent_at"], pair[0]["id"]))
    numbers = {row["id"]: number for number, (row, _) in enumerate(came, 1)}
    opened = tuple(
        open_letter(
            numbers[row["id"]], Sent(row["sent_at"], row["kind"], units[row["id"]]), each.data
        )
        for row, each in came
    )
    return numbers, opened


def _figures(
    found: Mapping[str, Any], lines: Sequence[ObligationLine], events: Sequence[Event]
) -> tuple[Figure, ...]:
    summary = found["summary"]
    people, most = two_digits(summary["people"]), two_digits(summary["max_per_person_day"])
    came = sum(bool(line.came) for line in lines)
    on_time = sum(line.tone == "good" for line in lines)
    told = len({event.letter for event in events if event.kind == "leaders"})
    return (
        Figure(
            str(summary["letters"]),
            "thư đã gửi",
            f"đến {people} người; mỗi người nhiều nhất {most} thư một ngày",
        ),
        Figure(f"{came}/{len(lines)}", "báo cáo đã nhận", "nhận được là dừng nhắc ngay"),
        Figure(f"{on_time}/{len(lines)}", "đúng thời hạn", "kể cả thời hạn đã được lùi"),
        Figure(
            two_digits(told),
            "lần báo cáo lãnh đạo",
            "chỉ sau khi người đứng đầu đơn vị và Chánh Văn phòng đã được thông tin",
        ),
    )


def _stretches(connection: Connection, in_force: InForce, seen: Seen) -> list[Stretch]:
    """Return one stretch a reporting period, each from the end of the one before."""
    rows = obligations.every(connection)
    versions = deadlines.all_versions(connection, [row["id"] for row in rows])
    periods = sorted({row["period"] for row in rows}, key=lambda each: period_named(each).last_day)
    begins = seen.first_day
    stretches: list[Stretch] = []
    for period in periods:
        mine = [row for row in rows if row["period"] == period]
        ends = min(max(period_named(period).last_day, begins), seen.last_day)
        if period == periods[-1]:
            ends = seen.last_day
        stretch = Stretch(
            id=period,
            title=period_title(in_force, mine[0]["task"], period),
            first_day=begins,
            last_day=ends,
            units=_units(in_force),
            deadlines=sorted({versions[row["id"]][0].days.last_day for row in mine}),
            moved=[moved for row in mine for moved in _moved(row["unit"], versions[row["id"]])],
            outages=seen.outages,
        )
        stretches.append(stretch)
        begins = min(ends + timedelta(days=1), seen.last_day)
    return stretches


def _units(in_force: InForce) -> tuple[tuple[str, str], ...]:
    return tuple((unit.id, unit.short) for unit in in_force.office.units)


def _moved(unit: str, versions: Sequence[Deadline]) -> list[Moved]:
    return [Moved(unit, each.days.last_day, MOVED[each.reason]) for each in versions[1:]]
