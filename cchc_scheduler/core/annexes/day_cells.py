"""Reads the cell of a deadline, with doubts where a sheet may have turned a day round."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from cchc_scheduler.core.annexes.grids import Cell
from cchc_scheduler.core.annexes.values import Question
from cchc_scheduler.core.phrases.reading import read
from cchc_scheduler.core.phrases.values import Reading, Surroundings

AS_TEXT: Final = re.compile(
    r"^\s*(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>(?:\d{2}){1,2})\s*$"
)
LISTED: Final = re.compile(r"(^|\s*\n)\s*[-+•*–]\s+")
SHEETS_FIRST_DAY: Final = date(1899, 12, 30)
DAYS_AS_NUMBERS: Final = range(36526, 73051)  # 2000 to 2099 as a sheet counts days
YEARS: Final = range(1990, 2101)
MONTHS: Final = 12


@dataclass(slots=True)
class DayReader:
    """Reads deadlines for one plan's period; `turned` tells that the sheet shows signs of mm/dd."""

    around: Surroundings
    turned: bool
    read_before: dict[str, Reading]

    def reading(self, text: str) -> Reading:
        """Return how a wording is understood; the same wording is read once.

        Dashes that begin lines are marks of a list, not spans of time.
        """
        if text not in self.read_before:
            found = read(LISTED.sub(_part, text), self.around)
            self.read_before[text] = replace(found, phrase=text)
        return self.read_before[text]

    def doubts(self, cell: Cell, found: Reading) -> list[Question]:
        """Return what has to be asked about a cell and what was read from it."""
        asked = [*self._of_cell(cell), *self._of_period(cell, found)]
        if found.reason is not None and not asked:
            asked.append(Question("deadline", cell.place, (cell.text, found.reason)))
        return asked

    def _of_cell(self, cell: Cell) -> list[Question]:
        if cell.day is not None:
            return self._maybe_turned(cell, cell.day)
        if cell.number is not None:
            return _bare_number(cell)
        return _month_first(cell)

    def _maybe_turned(self, cell: Cell, day: date) -> list[Question]:
        other = turned_round(day)
        if other is None:
            return []
        outside = not self._inside(day) and self._inside(other)
        if not (self.turned or cell.month_first or outside):
            return []
        return [Question("day-or-month", cell.place, (shown(day), shown(other)))]

    def _inside(self, day: date) -> bool:
        return self.around.first <= day <= self.around.last

    def _of_period(self, cell: Cell, found: Reading) -> list[Question]:
        if found.kind != "once" or not found.due:
            return []
        if found.due[-1] < self.around.first:
            told = (cell.text, shown(found.due[-1]), shown(self.around.first))
            return [Question("deadline-before-plan", cell.place, told)]
        if found.due[-1] > self.around.last:
            told = (cell.text, shown(found.due[-1]), shown(self.around.last))
            return [Question("deadline-after-plan", cell.place, told)]
        return []


def _part(found: re.Match[str]) -> str:
    return "; " if found[1] else ""


def shows_turned(cells: Sequence[Cell]) -> bool:
    """Tell whether a column looks like dd/mm typed into a sheet that reads mm/dd.

    Such a sheet takes 10/9 for a day of October and leaves 25/9 as text, since month 25 is none.
    """
    days = [cell.day for cell in cells if cell.day is not None]
    texts = [AS_TEXT.match(cell.text) for cell in cells if cell.day is None]
    past_twelve = [found for found in texts if found is not None and int(found["a"]) > MONTHS]
    return bool(days) and bool(past_twelve) and all(day.day <= MONTHS for day in days)


def turned_round(day: date) -> date | None:
    """Return the day with month and day changed places, or None when there is no other."""
    if day.day > MONTHS or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def shown(day: date) -> str:
    """Return a day as 09/09/2025."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _bare_number(cell: Cell) -> list[Question]:
    number = cell.number
    if number is None or int(number) not in DAYS_AS_NUMBERS:
        return []
    day = SHEETS_FIRST_DAY + timedelta(days=int(number))
    return [Question("day-as-number", cell.place, (cell.text, shown(day)))]


def _month_first(cell: Cell) -> list[Question]:
    found = AS_TEXT.match(cell.text)
    if found is None or int(found["a"]) > MONTHS or int(found["b"]) <= MONTHS:
        return []
    meant = f"{int(found['b']):02}/{int(found['a']):02}/{found['year']}"
    return [Question("month-first", cell.place, (cell.text.strip(), meant))]
