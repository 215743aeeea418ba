"""Terms counted from an event (Civil Code 2015 art. 147-148): their length and their last day.

The day of the event is not counted (147.3); months and years end on the corresponding day, or the
last of the month where there is none (148.3-4). The roll over days off (148.5) is left to lateness.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cchc_scheduler.core.phrases.fragments import MONTHS_OF, UNITS, YEAR_MONTHS, Unit, number
from cchc_scheduler.core.phrases.values import Surroundings

HOURS_IN_DAY: Final = 24
ISSUE: Final = re.compile(
    r"(?:(?:bản )?kế hoạch(?: này)?|(?:quyết định|văn bản|chương trình) này)?\s*"
    r"(?:được |có )?(?:ký(?: ban hành)?|ban hành|phê duyệt|hiệu lực)"
    r"(?: (?:kế hoạch(?: này)?|quyết định này|văn bản này))?(?: thi hành)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Length:
    """A term such as 05 working days; negative when it runs back from its event."""

    count: int
    unit: Unit | None  # None: hours
    working: bool = False

    def __str__(self) -> str:
        """Return it in words: 5 working days, 1 day, 24 hours."""
        noun = f"{'working ' if self.working else ''}{self.unit or 'hour'}"
        return f"{self.count} {noun}{'' if abs(self.count) == 1 else 's'}"


def length_of(parts: Mapping[str, str], *, back: bool = False) -> Length:
    """Return the length that a duration's parts name."""
    parts = {name.removesuffix("_2"): value for name, value in parts.items() if value}
    noun = parts["unit"].casefold()
    unit = None if noun in ("giờ", "tiếng") else UNITS[noun]
    count = number(parts["count"])
    return Length(-count if back else count, unit, "work" in parts and unit == "day")


def is_issue(event: str) -> bool:
    """Tell whether an event is the issue of the plan itself."""
    return ISSUE.fullmatch(event) is not None


def last_day(event: date, length: Length, around: Surroundings) -> date | None:
    """Return the last day of a term that an event on this day opened; None beyond the calendar."""
    try:
        return _last_day(event, length, around)
    except (OverflowError, ValueError):
        return None


def _last_day(event: date, length: Length, around: Surroundings) -> date:
    if length.working and length.count:
        return around.calendar.shift(event, length.count)
    if length.unit is None:
        return event + timedelta(days=-(-length.count // HOURS_IN_DAY))
    if length.unit in ("day", "week"):
        days = 7 if length.unit == "week" else 1
        return event + timedelta(days=days * length.count)
    months = event.year * YEAR_MONTHS + event.month - 1 + MONTHS_OF[length.unit] * length.count
    year, month = divmod(months, YEAR_MONTHS)
    day = min(event.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day)
