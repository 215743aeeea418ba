"""The season as drawings: one panel a reporting period, a row a unit, a mark a letter or an act.

Lengths are those of the drawing itself; the template shows 14 of them as one `em`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Final

from cchc_scheduler.clock import OFFICE_ZONE, office_date, office_instant
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.demo.happenings import Event
from cchc_scheduler.documents.vietnamese import day_and_month

WIDTH: Final = 960
TOP: Final = 56
ROW: Final = 56
FOOT: Final = 26
LETTERS_LANE: Final = 19
ACTS_LANE: Final = 42
APART: Final = 13
MONTH_ROOM: Final = 70
WEEK_ROOM: Final = 40
BEFORE_DEADLINE: Final = timedelta(days=9)
ONE_DAY: Final = timedelta(days=1)
DAY_S: Final = 86400


@dataclass(frozen=True, slots=True)
class Mark:
    """An event placed on the drawing by its centre."""

    x: float
    y: float
    event: Event


@dataclass(frozen=True, slots=True)
class Line:
    """A vertical line with its words: a month, a week, or a deadline at the end of its last day."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of days off, or of an outage; `label` is empty for an ordinary weekend."""

    x: float
    width: float
    label: str
    outage: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A day later than the plan's that one unit was given; `unit` is its id."""

    unit: str
    last_day: date
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A moved day placed on its unit's row."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's row by its upper edge."""

    y: float
    unit: str
    name: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One period's drawing, ready for the template.

    `aim` is where a narrow screen begins to show it: shortly before the first deadline.
    """

    id: str
    title: str
    height: int
    aim: float
    rows: tuple[Row, ...]
    bands: tuple[Band, ...]
    months: tuple[Line, ...]
    weeks: tuple[Line, ...]
    due: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one panel shows: its days (both included), its deadlines, and outages as (from, to)."""

    id: str
    title: str
    first_day: date
    last_day: date
    units: Sequence[tuple[str, str]]
    deadlines: Sequence[date] = ()
    moved: Sequence[Moved] = ()
    outages: Sequence[tuple[datetime, datetime, str]] = ()


def draw(stretch: Stretch, calendar: WorkCalendar, events: Sequence[Event]) -> Panel:
    """Place everything that lies inside the stretch; what lies outside it is left out."""
    rows = tuple(
        Row(TOP + ROW * number, unit, name) for number, (unit, name) in enumerate(stretch.units)
    )
    return Panel(
        id=stretch.id,
        title=stretch.title,
        height=TOP + ROW * len(rows) + FOOT,
        aim=_aim(stretch),
        rows=rows,
        bands=(*_days_off(stretch, calendar), *_outages(stretch)),
        months=tuple(_months(stretch)),
        weeks=tuple(_weeks(stretch)),
        due=tuple(
            Line(_edge(stretch, day + ONE_DAY), f"hạn {day_and_month(day)}")
            for day in stretch.deadlines
            if _inside(stretch, day)
        ),
        ticks=tuple(_ticks(stretch, rows)),
        marks=tuple(_marks(stretch, rows, events)),
    )


def _aim(stretch: Stretch) -> float:
    first = min(stretch.deadlines, default=stretch.first_day)
    return _edge(stretch, first - BEFORE_DEADLINE)


def _inside(stretch: Stretch, day: date) -> bool:
    return stretch.first_day <= day <= stretch.last_day


def _edge(stretch: Stretch, day: date) -> float:
    """Return where a day begins."""
    return _at(stretch, office_instant(day, time(0)))


def _at(stretch: Stretch, instant: datetime) -> float:
    """Return where an instant lies, held inside the drawing."""
    days = (stretch.last_day - stretch.first_day).days + 1
    passed = instant - office_instant(stretch.first_day, time(0))
    share = passed.total_seconds() / DAY_S / days
    return round(WIDTH * min(max(share, 0), 1), 1)


def _days(stretch: Stretch) -> Iterator[date]:
    day = stretch.first_day
    while day <= stretch.last_day:
        yield day
        day += ONE_DAY


def _days_off(stretch: Stretch, calendar: WorkCalendar) -> Iterator[Band]:
    """Yield one band for each run of days off, named after the holiday in it."""
    for working, run in groupby(_days(stretch), calendar.is_working):
        days = list(run)
        if working:
            continue
        x = _edge(stretch, days[0])
        names = [off.name for off in calendar.days_off_between(days[0], days[-1])]
        width = round(_edge(stretch, days[-1] + ONE_DAY) - x, 1)
        yield Band(x, width, ", ".join(dict.fromkeys(names)))


def _outages(stretch: Stretch) -> Iterator[Band]:
    for start, end, label in stretch.outages:
        if _inside(stretch, office_date(start)):
            x = _at(stretch, start)
            yield Band(x, round(_at(stretch, end) - x, 1), label, outage=True)


def _months(stretch: Stretch) -> Iterator[Line]:
    """Yield where months begin; a month of which too little is shown goes without its name."""
    for month, run in groupby(_days(stretch), lambda day: day.month):
        days = list(run)
        x = _edge(stretch, days[0])
        roomy = _edge(stretch, days[-1] + ONE_DAY) - x >= MONTH_ROOM
        yield Line(x, f"Tháng {month}" if roomy else "")


def _weeks(stretch: Stretch) -> Iterator[Line]:
    for day in _days(stretch):
        x = _edge(stretch, day)
        if day.weekday() == 0 and x <= WIDTH - WEEK_ROOM:
            yield Line(x, day_and_month(day))


def _ticks(stretch: Stretch, rows: Sequence[Row]) -> Iterator[Tick]:
    y_of = {row.unit: row.y for row in rows}
    for moved in stretch.moved:
        if moved.unit in y_of and _inside(stretch, moved.last_day):
            label = f"{moved.words} {day_and_month(moved.last_day)}"
            yield Tick(_edge(stretch, moved.last_day + ONE_DAY), y_of[moved.unit], label)


def _marks(stretch: Stretch, rows: Sequence[Row], events: Sequence[Event]) -> Iterator[Mark]:
    """Yield the marks: letters on the upper lane, acts below; those of one day one under another.

    A mark stands in the middle of its day, for that is what a reader compares.
    """
    for row in rows:
        mine = [each for each in events if each.unit == row.unit]
        for lane in (LETTERS_LANE, ACTS_LANE):
            chosen = [each for each in mine if (each.kind == "submission") == (lane == ACTS_LANE)]
            for day, of_day in groupby(chosen, lambda each: office_date(each.at)):
                if _inside(stretch, day):
                    yield from _column(stretch, row.y + lane, list(of_day))


def _column(stretch: Stretch, middle: float, events: Sequence[Event]) -> Iterator[Mark]:
    noon = events[0].at.astimezone(OFFICE_ZONE).replace(hour=12, minute=0, second=0, microsecond=0)
    x = _at(stretch, noon)
    upmost = middle - APART * (len(events) - 1) / 2
    for number, event in enumerate(events):
        yield Mark(x, upmost + APART * number, event)
