"""Read what a unit sees of itself: matters, its row of the table, its days. Writes nothing."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about, about_rows, item, receipt_code
from cchc_scheduler.actions.period_board import row_of
from cchc_scheduler.core.evidence import Evidence
from cchc_scheduler.core.offices import Unit
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.matter_words import MATTER_WORDS
from cchc_scheduler.documents.unit_facts import (
    DayState,
    MatterShown,
    OwnRow,
    ReceiptShown,
    UnitCalendar,
    UnitDay,
)
from cchc_scheduler.documents.vietnamese import clause_words, moment, short_day
from cchc_scheduler.store import deadlines, evidence, matters, obligations, submissions
from cchc_scheduler.words import DeadlineReason, MatterKind, ObligationState

AGREED: Final[tuple[DeadlineReason, ...]] = ("later-day", "extension")
SHOWN: Final[dict[ObligationState, DayState]] = {
    "submitted": "received",
    "accepted": "received",
    "waived": "waived",
    "cancelled": "cancelled",
}


def matters_of(desk: Desk, obligation: str, kinds: Sequence[MatterKind]) -> tuple[MatterShown, ...]:
    """Return what was raised on an obligation's page, of some kinds, the newest first."""
    rows = matters.of_obligation(desk.connection, obligation)
    return tuple(_shown(row) for row in reversed(rows) if row["kind"] in kinds)


def own_row(desk: Desk, obligation: str) -> OwnRow:
    """Return a unit's own row of the timeliness table, judged by both clocks."""
    subject = about(desk, obligation, history=True)
    shown = row_of(desk, subject)
    versions = deadlines.versions(desk.connection, obligation)
    judged = timeliness(subject.row["first_complete_at"], versions)
    agreed = [each.days.last_day for each in versions if each.reason in AGREED]
    return OwnRow(
        state=shown.state,
        plan_day=shown.last_day,
        agreed_day=agreed[-1] if agreed else None,
        received_at=shown.received_at,
        by_plan=judged.by_plan,
        by_agreed=judged.in_force if agreed else None,
        words=_row_words(subject, agreed=bool(agreed), judged=(judged.by_plan, judged.in_force)),
        frozen=_frozen(desk, obligation),
    )


def _frozen(desk: Desk, obligation: str) -> Evidence | None:
    row = evidence.frozen(desk.connection, [obligation]).get(obligation)
    beside = evidence.corrections(desk.connection, [obligation])
    return evidence.as_value(row, beside.get(obligation, [])) if row else None


def calendar_of(desk: Desk, unit_id: str) -> UnitCalendar:
    """Return all days of a unit: what its plans asked and ask, in order, with past receipts."""
    office = desk.in_force.office
    unit = office.unit(unit_id)
    rows = obligations.of_unit(desk.connection, unit_id)
    subjects = about_rows(desk, [(row, None) for row in rows], history=False)
    focal = office.post(office.coordinator.focal)
    holder = office.person(focal.holder) if focal.holder else None
    return UnitCalendar(
        unit=unit.name,
        office=office.name,
        coordinator=office.coordinator.name,
        contact=focal.title,
        phone=holder.phone if holder else None,
        days=tuple(sorted((_day(desk, each) for each in subjects), key=_order)),
    )


def unit_of(desk: Desk, obligation: str) -> Unit:
    """Return the unit that owes an obligation."""
    return desk.in_force.office.unit(about(desk, obligation).row["unit"])


def _order(day: UnitDay) -> tuple[str, str]:
    return day.last_day.isoformat(), day.obligation


def _shown(row: RowMapping) -> MatterShown:
    return MatterShown(
        number=row["id"],
        kind=row["kind"],
        title=MATTER_WORDS[row["kind"]],
        text=row["text"],
        by=row["by"],
        at=row["raised_at"],
        person=row["person"],
        address=row["address"],
        answer=row["answer"],
        answered_at=row["answered_at"],
    )


def _row_words(subject: About, *, agreed: bool, judged: tuple[bool | None, bool | None]) -> str:
    """Return what a unit confirms, in one sentence; empty while nothing complete came."""
    came = subject.row["first_complete_at"]
    if came is None:
        return ""
    by_plan, in_force = judged
    day = short_day(subject.plan_deadline.days.last_day)
    words = f"nhận lúc {moment(came)}, {_judged(by_plan)} thời hạn theo Kế hoạch (hết {day})"
    return f"{words}; {_judged(in_force)} mốc đã thống nhất" if agreed else words


def _judged(on_time: bool | None) -> str:  # noqa: FBT001 - a judgement is one
    return "trong" if on_time else "sau"


def _day(desk: Desk, subject: About) -> UnitDay:
    words, row = item(desk, subject), subject.row
    return UnitDay(
        obligation=row["id"],
        report=words.report,
        clause=clause_words(row["clause"]),
        last_day=words.last_day,
        target=words.target,
        state=row["state"],
        shown=_state(desk, subject),
        agreed=words.agreed,
        sequence=row["deadline_version"],
        receipts=tuple(
            ReceiptShown(receipt_code(row["id"], each["id"]), each["handed_in_at"], each["version"])
            for each in submissions.of_obligation(desk.connection, row["id"])
        ),
    )


def _state(desk: Desk, subject: About) -> DayState:
    state: ObligationState = subject.row["state"]
    if state in SHOWN:
        return SHOWN[state]
    if desk.now >= subject.deadline.days.late_after:
        return "late"
    return "ahead" if state == "scheduled" else "open"
