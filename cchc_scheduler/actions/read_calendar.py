"""A year's calendar as its page shows it, and how it stood before the last change."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.core.workdays import CalendarYear
from cchc_scheduler.documents.list_tables import Column, ListTable
from cchc_scheduler.documents.vietnamese import WEEKDAYS
from cchc_scheduler.plan.calendar_changes import content_of
from cchc_scheduler.plan.calendars import computed_year
from cchc_scheduler.store import revisions

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day off, or one worked instead; `worked` tells which."""

    day: date
    weekday: str
    name: str
    source: str
    worked: bool


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """One year: its days in order, whether they are official, and the revision that was seen.

    `own` is false while the year is only computed. `content` is the document's. `before` is the
    content before the last change, None where there was none.
    """

    year: int
    official: bool
    own: bool
    days: tuple[CalendarDay, ...]
    seen: int
    content: dict[str, Any]
    before: dict[str, Any] | None
    years: tuple[int, ...]


def read_calendar(desk: Desk, year: int) -> CalendarPage:
    """Return a year's calendar."""
    of_year = [
        row for row in revisions.of_kind(desk.connection, "calendar") if row["name"] == str(year)
    ]
    contents = [json.loads(row["document"]) for row in of_year]
    known = desk.in_force.calendar.years.get(year) or computed_year(year)
    own = bool(contents) and contents[-1] is not None
    before = contents[-2] if own and len(contents) > 1 else None
    names = {
        row["name"] for row in revisions.in_force(desk.connection) if row["kind"] == "calendar"
    }
    today = desk.now.year
    return CalendarPage(
        year=year,
        official=known.official,
        own=own,
        days=_days(known),
        seen=revisions.newest_number(desk.connection),
        content=contents[-1] if own else content_of(known),
        before=before,
        years=tuple(sorted({*(int(name) for name in names), today, today + 1, year})),
    )


def calendar_table(page: CalendarPage) -> ListTable:
    """Return a year's days as a table."""
    columns = (Column("Ngày", "day"), Column("Thứ"), Column("Nghỉ hay làm bù"), Column("Căn cứ"))
    rows = tuple(
        (each.day, each.weekday, "Làm bù" if each.worked else each.name, each.source)
        for each in page.days
    )
    return ListTable(f"lich-{page.year}", f"Lịch nghỉ năm {page.year}", columns, rows)


def _days(year: CalendarYear) -> tuple[CalendarDay, ...]:
    off = [
        CalendarDay(each.day, WEEKDAYS[each.day.weekday()], each.name, each.source, worked=False)
        for each in year.days_off
    ]
    worked = [
        CalendarDay(each.day, WEEKDAYS[each.day.weekday()], "", each.source, worked=True)
        for each in year.make_up_days
    ]
    return tuple(sorted((*off, *worked), key=lambda each: each.day))
