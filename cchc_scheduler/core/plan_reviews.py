"""An annex with what people settled about it: the rows as they will stand, and what is still open.

Pure: the proposal and the mendings go in, rows, questions and faults come out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cchc_scheduler.core.annexes.values import Annex, ImportedTask, Question
from cchc_scheduler.core.mendings import Mending
from cchc_scheduler.core.phrases.values import Surroundings
from cchc_scheduler.core.plans import StatedDeadline
from cchc_scheduler.core.review_deadlines import OF_DEADLINE, DeadlineReview
from cchc_scheduler.core.review_questions import still_asked

MendingProblem = Literal[
    "no-such-row",  # the annex has no such row, or it was not split so
    "no-such-unit",  # the directory has no such unit
    "empty-part",  # a row is split into a part without words
    "one-part",  # a row is split into one row only
    "joined-to-none",  # the row it is joined to is no row that stays
    "day-without-meaning",  # a day is given to what is not done once
    "no-such-task",  # the plan in force has no such task
]


@dataclass(frozen=True, slots=True)
class MendingFault:
    """A mending that fits nothing; `told` is what the sentence names."""

    row: str
    problem: MendingProblem
    told: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a review knows besides: ids of units and of tasks in force, the period days lie in."""

    units: frozenset[str]
    tasks: frozenset[str]
    around: Surroundings


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One row as it will stand; `open` are the questions that still wait for an answer.

    `proposed` is the row as it was read. `same_as` is the task in force a person named, "" for
    none, None where nobody did.
    """

    key: str
    proposed: ImportedTask
    text: str
    lead: str | None
    support: tuple[str, ...]
    deadline: StatedDeadline
    open: tuple[Question, ...]
    mended: bool
    same_as: str | None = None

    @property
    def place(self) -> str:
        """Where the row stands in the annex."""
        return self.proposed.place


@dataclass(frozen=True, slots=True)
class Review:
    """Every row that stays, those left out or joined to others, and mendings that fit nothing."""

    rows: tuple[ReviewedRow, ...]
    gone: tuple[str, ...] = ()
    faults: tuple[MendingFault, ...] = ()

    @property
    def open(self) -> tuple[tuple[ReviewedRow, Question], ...]:
        """Every question that still waits, in the order of the annex."""
        return tuple((row, question) for row in self.rows for question in row.open)

    @property
    def ready(self) -> bool:
        """Whether it may come in force."""
        return not self.faults and not self.open


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    task: ImportedTask
    mending: Mending


def mended(annex: Annex, mendings: Iterable[Mending], known: Known) -> Review:
    """Return an annex as people settled it."""
    by_row = {each.row: each for each in mendings if not each.is_empty}
    rows = list(_split(annex, by_row))
    faults = tuple(_faults(rows, by_row, known))
    joined = _joined(rows)
    gone = {row.key for row in rows if row.mending.left_out or row.mending.joined_to}
    staying = [joined[row.key] for row in rows if row.key not in gone]
    days = DeadlineReview(known.around)
    places_gone = {row.task.place for row in rows if row.key in gone}
    found = tuple(_reviewed(row, days, places_gone) for row in staying)
    return Review(found, tuple(row.key for row in rows if row.key in gone), faults)


def _split(annex: Annex, by_row: Mapping[str, Mending]) -> Iterator[_Row]:
    """Yield every row, a split one as its parts."""
    for number, task in enumerate(annex.tasks, 1):
        key = str(number)
        whole = by_row.get(key, Mending(key))
        if not whole.parts:
            yield _Row(key, task, whole)
            continue
        for at, text in enumerate(whole.parts, 1):
            own = by_row.get(f"{key}/{at}", Mending(f"{key}/{at}"))
            part = own if own.text is not None else replace(own, text=text)
            yield _Row(f"{key}/{at}", task, part.over(whole))


def _joined(rows: list[_Row]) -> dict[str, _Row]:
    """Return the rows by key, each with the words of those joined to it."""
    found = {row.key: row for row in rows}
    for row in rows:
        target = row.mending.joined_to
        if target is not None and target in found and target != row.key:
            found[target] = _with(found[target], row)
    return found


def _with(row: _Row, joined: _Row) -> _Row:
    """Return a row with another's words behind its own, and its units in support.

    A deadline of the other is taken where the row has none.
    """
    other = joined.task
    task = replace(row.task, support=(*row.task.support, *other.lead, *other.support))
    if not task.deadline_text.strip() and row.mending.deadline is None:
        own = (each for each in task.questions if each.kind not in OF_DEADLINE)
        days = (each for each in other.questions if each.kind in OF_DEADLINE)
        task = replace(
            task,
            deadline_text=other.deadline_text,
            deadline=other.deadline,
            questions=(*own, *days),
        )
    text = "\n".join(each for each in (_text(row), _text(joined)) if each)
    return _Row(row.key, task, replace(row.mending, text=text))


def _text(row: _Row) -> str:
    return row.task.text if row.mending.text is None else row.mending.text.strip()


def _reviewed(row: _Row, days: DeadlineReview, places_gone: set[str]) -> ReviewedRow:
    task, mending = row.task, row.mending
    lead = mending.lead if mending.lead is not None else _first(task)
    named = mending.support
    if named is None:
        named = tuple(match.unit for match in task.support if match.unit)
    asked = days.questions(task, mending)
    return ReviewedRow(
        key=row.key,
        proposed=task,
        text=_text(row),
        lead=lead or None,
        support=tuple(dict.fromkeys(each for each in named if each and each != lead)),
        deadline=days.stated(task, mending, asked),
        open=tuple(still_asked(task, mending, asked, places_gone)),
        mended=mending != Mending(row.key),
        same_as=mending.same_as,
    )


def _first(task: ImportedTask) -> str | None:
    return next((match.unit for match in task.lead if match.unit), None)


def _faults(
    rows: list[_Row], by_row: Mapping[str, Mending], known: Known
) -> Iterator[MendingFault]:
    keys = {row.key for row in rows} | {row.key.partition("/")[0] for row in rows}
    staying = {row.key for row in rows if not (row.mending.left_out or row.mending.joined_to)}
    for mending in by_row.values():
        if mending.row not in keys:
            yield MendingFault(mending.row, "no-such-row", mending.row)
        for unit in (mending.lead, *(mending.support or ())):
            if unit and unit not in known.units:
                yield MendingFault(mending.row, "no-such-unit", unit)
        if mending.same_as and mending.same_as not in known.tasks:
            yield MendingFault(mending.row, "no-such-task", mending.same_as)
        yield from _of_shape(mending, staying)


def _of_shape(mending: Mending, staying: set[str]) -> Iterator[MendingFault]:
    if any(not part.strip() for part in mending.parts):
        yield MendingFault(mending.row, "empty-part")
    if len(mending.parts) == 1:
        yield MendingFault(mending.row, "one-part")
    if mending.joined_to is not None and mending.joined_to not in staying:
        yield MendingFault(mending.row, "joined-to-none", mending.joined_to)
    if mending.last_day is not None and mending.means not in (None, "once"):
        yield MendingFault(mending.row, "day-without-meaning", mending.last_day.isoformat())
