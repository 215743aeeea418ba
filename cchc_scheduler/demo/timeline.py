"""The season as a drawing: a row a unit, a mark a letter or an act, a line a deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from cchc_scheduler.clock import office_date

LEFT: Final = 210
RIGHT: Final = 1080
TOP: Final = 46
ROW: Final = 54

MarkKind = Literal["opening", "reminder", "head", "office", "leaders", "answer", "submission"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a unit at an instant; `letter` is the mail to open, if any."""

    unit: str
    at: datetime
    kind: MarkKind
    label: str
    letter: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """An event placed on the drawing, in its own units of length."""

    x: float
    y: float
    event: Event


@dataclass(frozen=True, slots=True)
class Line:
    """A vertical line: a month's first day or a deadline's last day."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's row."""

    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing, ready for the template."""

    width: int
    height: int
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Season:
    """What is drawn: the span, the units' ids and names in order, and the deadlines' last days."""

    first_day: date
    last_day: date
    units: Sequence[tuple[str, str]]
    deadlines: Sequence[date]


def draw(season: Season, events: Sequence[Event]) -> Timeline:
    """Place every event of the season's units; events outside the span are left out."""
    rows = tuple(
        Row(TOP + ROW * (number + 0.5), name) for number, (_, name) in enumerate(season.units)
    )
    y_of = {unit: row.y for (unit, _), row in zip(season.units, rows, strict=True)}
    inside = [
        event
        for event in events
        if event.unit in y_of and season.first_day <= office_date(event.at) <= season.last_day
    ]
    marks = tuple(_place(season, y_of, event) for event in inside)
    return Timeline(RIGHT + 20, TOP + ROW * len(rows) + 20, rows, _lines(season), _apart(marks))


def _x(season: Season, day: date) -> float:
    span = (season.last_day - season.first_day).days
    return round(LEFT + (RIGHT - LEFT) * (day - season.first_day).days / span, 1)


def _place(season: Season, y_of: dict[str, float], event: Event) -> Mark:
    return Mark(_x(season, office_date(event.at)), y_of[event.unit], event)


def _apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Move marks of one unit and day below each other, so that none hides another."""
    taken: dict[tuple[float, float], int] = {}
    moved: list[Mark] = []
    for mark in marks:
        number = taken.get((mark.x, mark.y), 0)
        taken[(mark.x, mark.y)] = number + 1
        step = (0, -13, 13, -22, 22)[number % 5]
        moved.append(Mark(mark.x, mark.y + step, mark.event))
    return tuple(moved)


def _lines(season: Season) -> tuple[Line, ...]:
    months: list[Line] = []
    day = season.first_day.replace(day=1)
    while day <= season.last_day:
        if day >= season.first_day:
            months.append(Line(_x(season, day), f"tháng {day.month}", strong=False))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    due = [Line(_x(season, last), f"hết {last:%d/%m}", strong=True) for last in season.deadlines]
    return (*months, *due)
