"""The deadline of a reviewed row: its words kept, its meaning read, settled, or left open."""

from typing import Final

from cchc_scheduler.core.annexes.day_cells import DayReader, shown
from cchc_scheduler.core.annexes.grids import Cell
from cchc_scheduler.core.annexes.values import ImportedTask, Question, QuestionKind
from cchc_scheduler.core.mendings import Mending
from cchc_scheduler.core.phrases.values import Reading, Surroundings
from cchc_scheduler.core.plans import StatedDeadline
from cchc_scheduler.words import Bound

OF_DEADLINE: Final[frozenset[QuestionKind]] = frozenset(
    (
        "deadline",
        "deadline-before-plan",
        "deadline-after-plan",
        "several-days",
        "day-as-number",
        "day-or-month",
        "month-first",
        "formula-without-value",
        "error-value",
    )
)
# Whose answer "as it was read" still gives no day: the words hold none that could be kept.
NEVER_A_DAY: Final[frozenset[QuestionKind]] = frozenset(
    ("deadline-before-plan", "formula-without-value", "error-value", "several-days")
)
BOUNDS: Final[dict[str, Bound]] = {
    "exclusive": "exclusive",
    "inclusive": "inclusive",
    "period_end": "period_end",
}


class DeadlineReview:
    """Reads the words of deadlines for one period."""

    def __init__(self, around: Surroundings) -> None:
        """Begin with nothing read."""
        self._first: Final = around.first
        self._reader: Final = DayReader(around, turned=False, read_before={})

    def questions(self, task: ImportedTask, mending: Mending) -> tuple[Question, ...]:
        """Return what must be asked about a deadline, before anything is confirmed."""
        if mending.last_day is not None:
            return self._of_settled(task, mending)
        if mending.means is not None:
            return ()
        if mending.deadline is None:
            asked = tuple(each for each in task.questions if each.kind in OF_DEADLINE)
        else:
            cell = Cell(mending.deadline, task.row, 0, task.place)
            asked = tuple(self._reader.doubts(cell, self._reading(task, mending)))
        return (*asked, *self._several(task, mending))

    def stated(
        self, task: ImportedTask, mending: Mending, asked: tuple[Question, ...]
    ) -> StatedDeadline:
        """Return the deadline as it will stand: of kind `unknown` while anything is asked."""
        words = task.deadline_text if mending.deadline is None else mending.deadline
        text = " ".join(words.split()) or None
        reading = self._reading(task, mending)
        if any(not mending.confirms(question.kind) for question in asked):
            return StatedDeadline(text, "unknown")
        if mending.last_day is not None:
            day = mending.last_day
            bound = BOUNDS.get(reading.bound) if day in reading.due else None
            return StatedDeadline(text, "once", bound, day)
        if mending.means is not None:
            return StatedDeadline(text, "unknown" if mending.means == "once" else mending.means)
        return _as_read(text, reading, asked)

    def _of_settled(self, task: ImportedTask, mending: Mending) -> tuple[Question, ...]:
        day = mending.last_day
        if day is None or day >= self._first:
            return ()
        told = (task.deadline_text, shown(day), shown(self._first))
        return (Question("deadline-before-plan", task.place, told),)

    def _several(self, task: ImportedTask, mending: Mending) -> tuple[Question, ...]:
        reading = self._reading(task, mending)
        if reading.kind != "once" or len(reading.due) <= 1:
            return ()
        listed = ", ".join(shown(day) for day in reading.due)
        return (Question("several-days", task.place, (reading.phrase, listed)),)

    def _reading(self, task: ImportedTask, mending: Mending) -> Reading:
        if mending.deadline is None:
            return task.deadline
        return self._reader.reading(mending.deadline)


def _as_read(text: str | None, reading: Reading, asked: tuple[Question, ...]) -> StatedDeadline:
    """Return a deadline as it was read, every doubt about it confirmed or none."""
    if reading.kind != "once":
        return StatedDeadline(text, reading.kind)
    if len(reading.due) != 1 or any(question.kind in NEVER_A_DAY for question in asked):
        return StatedDeadline(text, "unknown")
    return StatedDeadline(text, "once", BOUNDS.get(reading.bound), reading.due[0])
