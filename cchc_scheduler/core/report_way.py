"""The way of a compiled report (quy trình trình ký): its steps, and the days they should be taken.

The days are counted back in working days from the day on which the report goes to the city; where
no document names that day there are none. A person records each step; nothing is ever sent upward
by the program.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cchc_scheduler.core.submissions import LONGEST_NAME, LONGEST_NOTE, FieldProblem, text_problems
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import WAY_STEPS, WayStep

# Working days before the last one: draft on the 16th, issued on the 19th (the outline's example).
DAYS_BEFORE: Final[dict[WayStep, int]] = {
    "draft": 3,
    "head": 2,
    "for-signature": 1,
    "signed": 0,
    "issued": 0,
}
LAID: Final[tuple[WayStep, ...]] = ("for-signature", "signed", "issued")


@dataclass(frozen=True, slots=True)
class Step:
    """A step a person recorded: its day, who said so; `number` is that of an issued document."""

    step: WayStep
    day: date
    by: str
    number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """The day by which a step should be taken."""

    step: WayStep
    day: date


def schedule(upstream_day: date | None, calendar: WorkCalendar) -> tuple[Milestone, ...]:
    """Return the steps with their days, in order; none while nobody named the upstream day."""
    if upstream_day is None:
        return ()
    last = calendar.on_or_before(upstream_day)
    return tuple(
        Milestone(step, calendar.shift(last, -before) if before else last)
        for step, before in DAYS_BEFORE.items()
    )


def next_step(recorded: Sequence[Step]) -> WayStep | None:
    """Return the step that follows the newest recorded one; None once the report is issued."""
    if not recorded:
        return WAY_STEPS[0]
    place = WAY_STEPS.index(recorded[-1].step) + 1
    return WAY_STEPS[place] if place < len(WAY_STEPS) else None


def awaited_by(recorded: Sequence[Step], milestones: Sequence[Milestone]) -> Milestone | None:
    """Return the next step with its day; None when the way has ended or has no days."""
    coming = next_step(recorded)
    return next((each for each in milestones if each.step == coming), None)


def is_laid(recorded: Sequence[Step]) -> bool:
    """Tell whether the report lies before the leaders; not once it was taken back to be drafted."""
    return bool(recorded) and recorded[-1].step in LAID


def issued(recorded: Sequence[Step]) -> Step | None:
    """Return the step that ended the way, with number and day, or None."""
    return recorded[-1] if recorded and recorded[-1].step == "issued" else None


def step_problems(step: Step, recorded: Sequence[Step], today: date) -> tuple[FieldProblem, ...]:
    """Return everything that is wrong with a step, field by field; nothing when it may be recorded.

    An issued report's way has ended: only its number and day may still be put right.
    """
    return tuple(_problems(step, recorded, today))


def _problems(step: Step, recorded: Sequence[Step], today: date) -> Iterator[FieldProblem]:
    yield from text_problems("by", step.by, LONGEST_NAME, needed=True)
    yield from text_problems("number", step.number, LONGEST_NAME, needed=step.step == "issued")
    yield from text_problems("note", step.note, LONGEST_NOTE, needed=False)
    if step.day > today:
        yield FieldProblem("day", "future")
    if step.step != "issued" and issued(recorded) is not None:
        yield FieldProblem("step", "ended")
