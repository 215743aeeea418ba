"""What comes back: the days on which a regime asks for something, period after period."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cchc_scheduler.core.phrases.fragments import MONTHS_OF, YEAR_MONTHS, Unit
from cchc_scheduler.core.phrases.reasons import Reason, Unclear
from cchc_scheduler.core.phrases.values import PhraseBound, Surroundings
from cchc_scheduler.core.phrases.written import FIRST_YEAR, LAST_YEAR, Written, day_of

ONE_DAY: Final = timedelta(days=1)
WEEK: Final = 7
SUNDAY: Final = 6
NAMES: Final[dict[Unit, str]] = {
    "day": "daily",
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "half-year": "half-yearly",
    "nine-month": "nine-monthly",
    "year": "yearly",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day inside a period that comes back: `day` 0 is the month's last, None the whole month.

    `month` counts the period's months from 1, or from its end (-1 the last); `after` places it in
    the period that follows. `working` asks for the last working day on or before it; `bare`
    is a day whose month is not written.
    """

    unit: Unit | None
    day: int | None
    month: int = -1
    after: bool = False
    working: bool = False
    weekday: int | None = None
    bare: bool = False


@dataclass(slots=True)
class Rule:
    """One anchor, or a day of the year as written, with how it bounds and how often it comes."""

    at: Anchor | Written
    bound: PhraseBound
    units: tuple[Unit, ...] = ()

    @property
    def unit(self) -> Unit:
        """How often it comes: as it says itself, else as often as the words beside it say."""
        if isinstance(self.at, Written):
            return "year"
        if self.at.unit:
            return self.at.unit
        known = [unit for unit in NAMES if unit in self.units and unit != "day"]
        if not known:
            raise Unclear("which-month")
        return known[0]


def frequency(units: Iterable[Unit], *, on_demand: bool) -> str | None:
    """Return how often: quarterly+yearly, yearly + on demand; None when nothing is said."""
    named = set(units)
    often = "+".join(name for unit, name in NAMES.items() if unit in named)
    words = [often, "on demand" if on_demand else ""]
    return " + ".join(word for word in words if word) or None


def occurrences(rule: Rule, around: Surroundings) -> tuple[list[date], Reason | None]:
    """Return the last permitted days inside the plan's period, and what is doubtful about them.

    A day placed after its period also counts when that period ends inside the plan's.
    """
    if isinstance(rule.at, Written):
        return _yearly(rule.at, rule.bound, around)
    if rule.at.weekday is not None or rule.unit == "week":
        return _weekly(rule.at, rule.bound, around)
    if rule.unit == "year" and rule.at.bare:
        raise Unclear("which-month")
    asked: Reason | None = None
    if rule.at.bare and rule.unit != "month":
        asked = "which-month"
    found: list[date] = []
    for start, end in _periods(rule.unit, around):
        day = _in_period(rule, start, around)
        if day is None:
            asked = asked or "missing-in-some"
        elif _counts(day, end, around, after=rule.at.after):
            found.append(day)
    return found, asked


def period_ends(unit: Unit, around: Surroundings) -> tuple[list[date], Reason | None]:
    """Return the ends of the periods inside the plan's period."""
    if unit in ("day", "term"):
        return [], None
    if unit == "week":
        days, _ = _weekly(Anchor("week", None, weekday=SUNDAY), "inclusive", around)
        return days, "which-weekday"
    ends = (end for _, end in _periods(unit, around))
    return [end for end in ends if around.first <= end <= around.last], None


def after_periods(unit: Unit, around: Surroundings) -> list[date]:
    """Return the ends of the periods from which something counted after them may reach the plan."""
    return [end for _, end in _periods(unit, around) if end <= around.last]


def _periods(unit: Unit, around: Surroundings) -> Iterator[tuple[tuple[int, int], date]]:
    """Yield each period near the plan's: its first (year, month) and its last day."""
    length = MONTHS_OF[unit]
    stride = YEAR_MONTHS if unit == "nine-month" else length
    month = max(around.first.year - 1, FIRST_YEAR) * YEAR_MONTHS
    stop = (min(around.last.year + 1, LAST_YEAR - 1) + 1) * YEAR_MONTHS
    while month + length <= stop:
        year, last = divmod(month + length - 1, YEAR_MONTHS)
        yield divmod(month, YEAR_MONTHS), day_of(year, last + 1, 0)
        month += stride


def _in_period(rule: Rule, start: tuple[int, int], around: Surroundings) -> date | None:
    """Return the last permitted day of one period; None where its month has no such day."""
    anchor = rule.at
    if isinstance(anchor, Written):
        return None
    length = MONTHS_OF[rule.unit]
    offset = anchor.month - 1 if anchor.month > 0 else length + anchor.month
    months = start[0] * YEAR_MONTHS + start[1] + offset + (length if anchor.after else 0)
    year, month = divmod(months, YEAR_MONTHS)
    try:
        if anchor.day is None:
            named = day_of(year, month + 1, 1 if rule.bound == "exclusive" else 0)
        else:
            named = day_of(year, month + 1, anchor.day)
    except Unclear:
        return None
    if anchor.working:
        named = around.calendar.on_or_before(named)
    return named - ONE_DAY if rule.bound == "exclusive" else named


def _counts(day: date, period_end: date, around: Surroundings, *, after: bool) -> bool:
    if around.first <= day <= around.last:
        return True
    return after and around.first <= period_end <= around.last


def _yearly(
    at: Written, bound: PhraseBound, around: Surroundings
) -> tuple[list[date], Reason | None]:
    found: list[date] = []
    asked = at.ask
    for year in range(around.first.year - 1, around.last.year + 3):
        try:
            first, last = at.days(year, around.feasts)
        except Unclear as fault:
            asked = asked or ("missing-in-some" if fault.reason == "impossible-day" else None)
            continue
        day = first - ONE_DAY if bound == "exclusive" else last
        owner = date(min(max(year - at.beside, FIRST_YEAR), LAST_YEAR), 12, 31)
        if _counts(day, owner, around, after=at.beside > 0):
            found.append(day)
    return found, asked


def _weekly(
    at: Anchor, bound: PhraseBound, around: Surroundings
) -> tuple[list[date], Reason | None]:
    if at.weekday is None:
        raise Unclear("which-month")
    shift = 1 if bound == "exclusive" else 0
    first = max(around.first, date(FIRST_YEAR, 1, 1)).toordinal()
    last = min(around.last, date(LAST_YEAR, 12, 31)).toordinal()
    first += (at.weekday - shift - date.fromordinal(first).weekday()) % WEEK
    return [date.fromordinal(day) for day in range(first, last + 1, WEEK)], None
