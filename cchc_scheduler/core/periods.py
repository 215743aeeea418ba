"""Reporting periods: which stretch of the calendar a report speaks about, and its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

# The kinds of period that lie in every year; months, quarters, half-years and years tile it.
Stretch = Literal["month", "quarter", "half-year", "nine-month", "year"]
# `dated` is a single report up to a day that a document names.
Frequency = Literal[Stretch, "dated"]
MONTHS_IN: Final[dict[Stretch, int]] = {
    "month": 1,
    "quarter": 3,
    "half-year": 6,
    "nine-month": 9,
    "year": 12,
}
# How often each kind comes within a year, and the word that names one of them: 09, Q3, H1, 9M, Y.
TIMES: Final[dict[Stretch, int]] = {
    "month": 12,
    "quarter": 4,
    "half-year": 2,
    "nine-month": 1,
    "year": 1,
}
WORD_OF: Final[dict[Stretch, str]] = {
    "month": "{:02}",
    "quarter": "Q{}",
    "half-year": "H{}",
    "nine-month": "9M",
    "year": "Y",
}
WORDS: Final[dict[str, tuple[Stretch, int]]] = {
    WORD_OF[kind].format(number): (kind, number)
    for kind, times in TIMES.items()
    for number in range(1, times + 1)
}
PERIOD_ID: Final = re.compile(r"(?P<year>[1-9][0-9]{3})-(?P<word>[0-9QHMY]{1,2})", re.ASCII)
DAY_ID: Final = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a cycle, both days included: 2025-Q3 is 01/7/2025 to 30/9/2025.

    `number` counts within the year; of a `dated` period it is the day of the year up to which the
    report speaks, and its first day is known to its cycle only.
    """

    frequency: Frequency
    year: int
    number: int

    @property
    def id(self) -> str:
        """The period's id: `2025-Q3`, `2025-09`, `2025-H1`, `2025-9M`, `2025-Y`, `2025-08-15`."""
        if self.frequency == "dated":
            return self.last_day.isoformat()
        return f"{self.year}-{WORD_OF[self.frequency].format(self.number)}"

    @property
    def first_day(self) -> date:
        """The first calendar day of the period."""
        if self.frequency == "dated":
            return self.last_day
        return date(self.year, (self.number - 1) * MONTHS_IN[self.frequency] + 1, 1)

    @property
    def last_day(self) -> date:
        """The last calendar day of the period."""
        if self.frequency == "dated":
            return date(self.year, 1, 1) + timedelta(days=self.number - 1)
        month = self.number * MONTHS_IN[self.frequency]
        return (date(self.year, month, 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def ends_year(self) -> bool:
        """Whether the period's last day is 31 December."""
        return (self.last_day.month, self.last_day.day) == (12, 31)


def period_of(frequency: Stretch, day: date) -> Period:
    """Return the period in which `day` lies, or the nine months that begin its year."""
    number = (day.month - 1) // MONTHS_IN[frequency] + 1
    return Period(frequency, day.year, min(number, TIMES[frequency]))


def period_ending(day: date) -> Period:
    """Return the period of a single report up to a day."""
    return Period("dated", day.year, day.timetuple().tm_yday)


def period_named(period_id: str) -> Period:
    """Return the period with this id.

    Raises ValueError when the id names no period, or names one in another form than its own.
    """
    fault = f"{period_id}: there is no such period"
    if DAY_ID.fullmatch(period_id):
        try:
            return period_ending(date.fromisoformat(period_id))
        except ValueError:
            raise ValueError(fault) from None
    parts = PERIOD_ID.fullmatch(period_id)
    if parts is None or parts["word"] not in WORDS:
        raise ValueError(fault)
    kind, number = WORDS[parts["word"]]
    return Period(kind, int(parts["year"]), number)


def periods_of_year(kind: Stretch, year: int) -> Iterator[Period]:
    """Yield the periods of one kind in a year, in order."""
    for number in range(1, TIMES[kind] + 1):
        yield Period(kind, year, number)
