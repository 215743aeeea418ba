"""Reporting periods: which stretch of the calendar a report speaks about, and its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

Frequency = Literal["month", "quarter", "half-year", "year"]
MONTHS_IN: Final[dict[Frequency, int]] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
LETTER_OF: Final[dict[Frequency, str]] = {
    "month": "M",
    "quarter": "Q",
    "half-year": "H",
    "year": "",
}
FREQUENCY_OF: Final = {letter: frequency for frequency, letter in LETTER_OF.items()}
PERIOD_ID: Final = re.compile(
    r"(?P<year>[1-9][0-9]{3})(-(?P<letter>[MQH])(?P<number>[0-9]{1,2}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a cycle, both days included: 2025-Q3 is 01/7/2025 to 30/9/2025."""

    frequency: Frequency
    year: int
    number: int

    @property
    def id(self) -> str:
        """The period's id, such as `2025-Q3`, `2025-M07`, `2025-H2` or `2025`."""
        if self.frequency == "year":
            return f"{self.year}"
        number = f"{self.number:02}" if self.frequency == "month" else f"{self.number}"
        return f"{self.year}-{LETTER_OF[self.frequency]}{number}"

    @property
    def first_day(self) -> date:
        """The first calendar day of the period."""
        return date(self.year, (self.number - 1) * MONTHS_IN[self.frequency] + 1, 1)

    @property
    def last_day(self) -> date:
        """The last calendar day of the period."""
        return self.next().first_day - timedelta(days=1)

    @property
    def ends_year(self) -> bool:
        """Whether the period's last day is 31 December."""
        return self.number * MONTHS_IN[self.frequency] == 12  # noqa: PLR2004

    def next(self) -> "Period":
        """Return the period that follows."""
        if self.ends_year:
            return Period(self.frequency, self.year + 1, 1)
        return Period(self.frequency, self.year, self.number + 1)

    def previous(self) -> "Period":
        """Return the period before."""
        return period_of(self.frequency, self.first_day - timedelta(days=1))

    def earlier_in_year(self) -> "tuple[Period, ...]":
        """Return the periods of the same year that lie before, in order."""
        return tuple(Period(self.frequency, self.year, each) for each in range(1, self.number))


def period_of(frequency: Frequency, day: date) -> Period:
    """Return the period in which `day` lies."""
    return Period(frequency, day.year, (day.month - 1) // MONTHS_IN[frequency] + 1)


def period_named(period_id: str) -> Period:
    """Return the period with this id.

    Raises ValueError when the id names no period, or names one in another form than its own.
    """
    parts = PERIOD_ID.fullmatch(period_id)
    if parts is None:
        raise ValueError(f"{period_id}: there is no such period")
    frequency = FREQUENCY_OF[parts["letter"] or ""]
    period = Period(frequency, int(parts["year"]), int(parts["number"] or 1))
    if period.id != period_id or not 1 <= period.number <= 12 // MONTHS_IN[frequency]:
        raise ValueError(f"{period_id}: there is no such period")
    return period


def periods_ending_within(frequency: Frequency, first: date, last: date) -> Iterator[Period]:
    """Yield, in order, the periods whose last day lies between the two days, both included."""
    period = period_of(frequency, first)
    while period.last_day <= last:
        yield period
        period = period.next()
