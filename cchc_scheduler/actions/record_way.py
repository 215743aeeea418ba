"""Record a step of a report's way: what a person did, never what the program did.

Once the report to the city is issued, the office's own duty upward is fulfilled with its number.
When a report is laid before the leaders, what it says at that moment is kept, so that later
material can be shown as what it changes.
"""

from dataclasses import dataclass
from datetime import datetime

from cchc_scheduler.actions.compiled_now import compiled_now, group_of, report_keys
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.keep_draft import Wanted, keep_draft
from cchc_scheduler.actions.read_way import TO_THE_CITY, steps_of
from cchc_scheduler.actions.record_submission import CLOSED, Handed, record_in
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.obligations import upstream_id
from cchc_scheduler.core.report_way import Step, is_laid, step_problems
from cchc_scheduler.core.slots import window_closes
from cchc_scheduler.store import audit, obligations, way_steps


@dataclass(frozen=True, slots=True)
class Recording:
    """A step of the way of one report of a period."""

    period: str
    step: Step
    report: str = TO_THE_CITY


def record_way(room: DraftRoom, recording: Recording, now: datetime) -> bool:
    """Record a step in one transaction; False when the very same was recorded before.

    Raises BadInput, field by field, or NotFound when no report is owed for the period.
    """
    with room.db.work() as connection:
        return _record(room, room.desk(connection, now), recording)


def _record(room: DraftRoom, desk: Desk, recording: Recording) -> bool:
    period, report, step = recording.period, recording.report, recording.step
    group = group_of(desk, period)
    known = report_keys(room)
    if report not in known:
        raise BadInput(f"There is no report {report}; there are: {', '.join(known)}.")
    before = steps_of(desk.connection, period, report)
    problems = step_problems(step, before, office_date(desk.now))
    if step not in before and problems:
        raise BadInput("; ".join(f"{each.field}: {each.problem}" for each in problems))
    if not way_steps.add(desk.connection, _row(recording, desk.now)):
        return False
    detail = {"report": report, "step": step.step, "day": step.day, "number": step.number}
    audit.write(desk.connection, desk.now, [(step.by, "way", f"report {period}", detail)])
    _fulfil_upward(desk, recording)
    if not is_laid(before) and is_laid([*before, step]):
        wanted = Wanted(group, "laid", step.by, f"{report} {len(before) + 1}")
        keep_draft(desk, compiled_now(room, desk, period), wanted)
    return True


def _fulfil_upward(desk: Desk, recording: Recording) -> None:
    """Hand in the office's own report upward, where it is owed and the report to the city left."""
    step = recording.step
    if step.step != "issued" or recording.report != TO_THE_CITY:
        return
    row = obligations.one(desk.connection, upstream_id(recording.period))
    if row is None or row["state"] in CLOSED:
        return
    name = f"way:{recording.period}:{step.number.strip()}:{step.day.isoformat()}"
    issued = Handed(
        obligation=row["id"],
        kind="elsewhere",
        carrier=name,
        by=step.by.strip(),
        recorded_by="coordinator",
        number=step.number.strip(),
        document_day=step.day,
        handed_in_at=min(desk.now, window_closes(step.day, desk.in_force.policy.window)),
    )
    record_in(desk, issued, receipt=False)


def _row(recording: Recording, now: datetime) -> dict[str, object]:
    step = recording.step
    return {
        "period": recording.period,
        "report": recording.report,
        "step": step.step,
        "day": step.day,
        "by": step.by.strip(),
        "number": step.number.strip(),
        "note": step.note.strip(),
        "recorded_at": now,
    }
