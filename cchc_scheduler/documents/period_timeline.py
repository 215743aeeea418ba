"""A period as a line of days: where everything lies on it, for a drawing that fits any width.

Places along the line are per cent of its width, so that letters keep their size on a telephone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from cchc_scheduler.clock import OFFICE_ZONE, office_date

MarkKind = Literal["opened", "rung", "target", "last-day", "late-after", "compile", "today"]
SpotKind = Literal["letter", "lost", "submission"]
# Per cent of the width: the line's two ends, and what a label may take on a narrow telephone.
LEFT: Final = 3.0
RIGHT: Final = 97.0
LABEL: Final = 40.0
DAY_SECONDS: Final = 24 * 3600
LABEL_HEIGHT: Final = 19
UNIT_HEIGHT: Final = 40
AXIS_ROOM: Final = 26


@dataclass(frozen=True, slots=True)
class Mark:
    """A day of the period; a rung has no label of its own (`lane` None)."""

    kind: MarkKind
    day: date
    x: float
    lane: int | None = None

    @property
    def to_left(self) -> bool:
        """Whether its label stands to the left of its line."""
        return self.x + LABEL > RIGHT + LEFT


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that happened to one unit: a letter, or something handed in."""

    kind: SpotKind
    at: datetime
    x: float


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit's line of happenings."""

    unit: str
    spots: tuple[Spot, ...]
    y: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A period's line: its marks, its units, and how high the drawing is in pixels."""

    marks: tuple[Mark, ...]
    lines: tuple[UnitLine, ...]
    axis: int
    height: int

    @property
    def late_from(self) -> float:
        """Where lateness begins, in per cent."""
        return next((mark.x for mark in self.marks if mark.kind == "late-after"), RIGHT)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to one unit, in any order."""

    unit: str
    at: Sequence[tuple[SpotKind, datetime]]


def drawn(days: Sequence[tuple[MarkKind, date]], happened: Sequence[Happened]) -> Timeline:
    """Return where everything lies; labels that would touch each other get lanes of their own.

    There must be at least one day.
    """
    known = [day for _, day in days] + [office_date(at) for each in happened for _, at in each.at]
    scale = _Scale(min(known), max(known))
    placed = sorted((scale.of_day(day), kind, day) for kind, day in days)
    marks = _in_lanes(placed)
    lanes = 1 + max((mark.lane for mark in marks if mark.lane is not None), default=0)
    axis = lanes * LABEL_HEIGHT + AXIS_ROOM
    lines = tuple(
        UnitLine(each.unit, _spots(scale, each), axis + AXIS_ROOM + number * UNIT_HEIGHT)
        for number, each in enumerate(happened)
    )
    return Timeline(marks, lines, axis, axis + AXIS_ROOM + len(lines) * UNIT_HEIGHT)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The first and last day of the line; a moment lies within its day."""

    first: date
    last: date

    def of_day(self, day: date) -> float:
        return self._x(float((day - self.first).days))

    def of_moment(self, at: datetime) -> float:
        local = at.astimezone(OFFICE_ZONE)
        seconds = (local.hour * 60 + local.minute) * 60
        return self._x((local.date() - self.first).days + seconds / DAY_SECONDS)

    def _x(self, days: float) -> float:
        span = (self.last - self.first).days + 1
        return round(LEFT + days / span * (RIGHT - LEFT), 2)


def _spots(scale: _Scale, happened: Happened) -> tuple[Spot, ...]:
    found = (Spot(kind, at, scale.of_moment(at)) for kind, at in happened.at)
    return tuple(sorted(found, key=lambda spot: (spot.at, spot.kind)))


def _in_lanes(placed: Sequence[tuple[float, MarkKind, date]]) -> tuple[Mark, ...]:
    """Give each label the lowest lane in which it touches no other."""
    taken: list[list[tuple[float, float]]] = []
    marks: list[Mark] = []
    for x, kind, day in placed:
        if kind == "rung":
            marks.append(Mark(kind, day, x))
            continue
        start = x - LABEL if x + LABEL > RIGHT + LEFT else x
        lane = next((n for n, row in enumerate(taken) if _free(row, start)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((start, start + LABEL))
        marks.append(Mark(kind, day, x, lane))
    return tuple(marks)


def _free(row: Sequence[tuple[float, float]], start: float) -> bool:
    return all(start >= end or start + LABEL <= begun for begun, end in row)
