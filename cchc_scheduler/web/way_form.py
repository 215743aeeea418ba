"""The form by which a person records a step of a report's way: read, checked, recorded."""

from typing import Final

from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.read_way import TO_THE_CITY, steps_of
from cchc_scheduler.actions.record_way import Recording, record_way
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.report_way import Step, step_problems
from cchc_scheduler.core.submissions import FieldProblem
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.web.reading import Typed, day_of
from cchc_scheduler.web.site import SitePieces
from cchc_scheduler.words import WAY_STEPS

FIELDS: Final = ("step", "day", "by", "number", "note")
EMPTY: Final = dict.fromkeys(FIELDS, "")


def step_typed(found: Typed, by: str | None = None) -> tuple[Step | None, tuple[FieldProblem, ...]]:
    """Return the step that was typed, and what is wrong with it.

    `by` is who is signed in; None where the form asks for a name.
    """
    step = next((each for each in WAY_STEPS if each == found.text("step")), None)
    day, no_day = day_of(found.text("day"))
    problems = [FieldProblem("step", "missing")] if step is None else []
    if day is None:
        problems.append(FieldProblem("day", "not-a-day" if no_day else "missing"))
    if marked_in([found.text(name) for name in FIELDS]) is not None:
        problems.append(FieldProblem("note", "locked"))
    if step is None or day is None:
        return None, tuple(problems)
    words = (by or found.line("by"), found.line("number"), found.text("note"))
    return Step(step, day, *words), tuple(problems)


def record_step(
    pieces: SitePieces, room: DraftRoom, period: str, step: Step
) -> tuple[FieldProblem, ...]:
    """Record a step; return what is wrong with it instead, field by field."""
    now = pieces.clock.now()
    with pieces.db.read() as connection:
        before = steps_of(connection, period, TO_THE_CITY)
    problems = step_problems(step, before, office_date(now))
    if problems:
        return problems
    try:
        record_way(room, Recording(period, step), now)
    except BadInput:
        return (FieldProblem("step", "ended"),)
    return ()
