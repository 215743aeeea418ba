"""How a period stands, unit by unit in the plan's order: for the digest and the leaders' page."""

from collections.abc import Sequence

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.facts import PageRow
from cchc_scheduler.store import deadlines, notices, obligations


def open_groups(desk: Desk) -> list[str]:
    """Return the tasks and periods still asked for or not yet accepted, the newest period first."""
    unfinished = obligations.unfinished(desk.connection)
    return list(dict.fromkeys(row["task_group"] for row in reversed(unfinished)))


def period_rows(desk: Desk, group: str, *, for_leaders: bool) -> tuple[PageRow, ...]:
    """Return one row a unit; a late unit whose head was not told yet is "đang đối chiếu"."""
    order = {unit.id: number for number, unit in enumerate(desk.in_force.office.units)}
    members = [
        row for row in obligations.in_group(desk.connection, group) if row["state"] != "cancelled"
    ]
    members.sort(key=lambda row: order[row["unit"]])
    subjects = about_rows(desk, [(row, None) for row in members], history=True)
    told = _heads_told(desk, members)
    return tuple(
        _row(desk, subject, head_told=subject.row["id"] in told or not for_leaders)
        for subject in subjects
    )


def _row(desk: Desk, subject: About, *, head_told: bool) -> PageRow:
    state, tone = _state(desk, subject, head_told=head_told)
    deadline = subject.deadline
    agreed = deadline.reason in ("later-day", "extension")
    return PageRow(
        unit=desk.in_force.office.unit(subject.row["unit"]).name,
        state=state,
        last_day=subject.plan_deadline.days.last_day,
        received_at=subject.row["first_complete_at"],
        tone=tone,
        opinion=subject.opinion,
        agreed_day=deadline.days.last_day if agreed else None,
    )


def _state(desk: Desk, subject: About, *, head_told: bool) -> tuple[str, str]:
    state = subject.row["state"]
    if state == "waived":
        return "được miễn", "quiet"
    if state == "returned":
        return "đang bổ sung", "quiet"
    if subject.row["first_complete_at"] is not None:
        versions = deadlines.versions(desk.connection, subject.row["id"])
        judged = timeliness(subject.row["first_complete_at"], versions)
        words = "đã nhận đúng thời hạn" if judged.in_force else "đã nhận sau thời hạn"
        return words, "good" if judged.in_force else "quiet"
    if desk.now < subject.deadline.days.late_after:
        return "chưa nhận, còn trong thời hạn", "quiet"
    return ("chưa nhận được", "late") if head_told else ("đang đối chiếu", "quiet")


def _heads_told(desk: Desk, members: Sequence[RowMapping]) -> set[str]:
    found = notices.of_obligations(desk.connection, [row["id"] for row in members])
    return {
        row["obligation"]
        for row in found
        if row["rung"] == "late-1"
        and row["proven"]
        and row["deadline_version"]
        == next(m["deadline_version"] for m in members if m["id"] == row["obligation"])
    }
