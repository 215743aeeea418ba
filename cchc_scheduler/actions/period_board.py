"""How a period stands, unit by unit in the plan's order: for the digest and the leaders' page."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows
from cchc_scheduler.core.ladder import PASSED_OVER
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.deadline_words import agreed_words
from cchc_scheduler.documents.facts import PageRow
from cchc_scheduler.store import deadlines, notices, obligations

STATED: Final = {"waived": "được miễn", "returned": "đang bổ sung"}


def open_groups(desk: Desk) -> list[str]:
    """Return what is still asked for or not yet accepted: cycles first, the newest period first."""
    begun = obligations.unfinished(desk.connection)
    unfinished = [row for row in begun if row["closed_at"] is None]
    groups = dict.fromkeys(row["task_group"] for row in reversed(unfinished))
    return sorted(groups, key=lambda group: desk.in_force.cycle(group.split("/")[0]) is None)


def period_rows(desk: Desk, group: str, *, for_leaders: bool) -> tuple[PageRow, ...]:
    """Return one row a unit; a late unit whose head was not told yet is "đang đối chiếu"."""
    members = [
        row for row in obligations.in_group(desk.connection, group) if row["state"] != "cancelled"
    ]
    return tuple(row for _, row in board_of(desk, members, for_leaders=for_leaders))


def board_of(
    desk: Desk, members: Sequence[RowMapping], *, for_leaders: bool
) -> list[tuple[About, PageRow]]:
    """Return the same of any obligations, each with what its row was made from."""
    order = desk.in_force.office.order_of
    rows = sorted(members, key=lambda row: order(row["unit"]))
    subjects = about_rows(desk, [(row, None) for row in rows], history=True)
    told = _may_be_named(desk, rows)
    return [
        (each, _row(desk, each, head_told=each.row["id"] in told or not for_leaders))
        for each in subjects
    ]


def row_of(desk: Desk, subject: About) -> PageRow:
    """Return one unit's row as that unit itself sees it."""
    return _row(desk, subject, head_told=True)


def _row(desk: Desk, subject: About, *, head_told: bool) -> PageRow:
    state, tone = _state(desk, subject, head_told=head_told)
    deadline = subject.deadline
    return PageRow(
        unit=desk.in_force.office.unit(subject.row["unit"]).name,
        state=state,
        last_day=subject.plan_deadline.days.last_day,
        received_at=subject.row["first_complete_at"],
        tone=tone,
        opinion=subject.opinion,
        agreed=agreed_words(deadline) if _agreed_matters(subject) else None,
    )


def _agreed_matters(subject: About) -> bool:
    """Tell whether a row says what was agreed: a completion's day only while it is awaited."""
    return subject.deadline.reason != "return" or subject.row["state"] == "returned"


def _state(desk: Desk, subject: About, *, head_told: bool) -> tuple[str, str]:
    state = subject.row["state"]
    if state in STATED:
        return STATED[state], "quiet"
    if subject.row["first_complete_at"] is not None:
        versions = deadlines.versions(desk.connection, subject.row["id"])
        judged = timeliness(subject.row["first_complete_at"], versions)
        extended = any(each.reason == "extension" for each in versions)
        if judged.by_plan or (judged.in_force and extended):
            return (
                "đã nhận đúng thời hạn",
                "good",
            )  # an extension moves the day, a later day doesn't
        words = "đã nhận trong mốc đã thống nhất" if judged.in_force else "đã nhận sau thời hạn"
        return words, "quiet"
    if state == "submitted":
        return "đã nhận, chờ phần còn lại để xác định thời hạn", "quiet"
    if desk.now < subject.deadline.days.late_after:
        return "chưa nhận, còn trong thời hạn", "quiet"
    return ("chưa nhận được", "late") if head_told else ("đang đối chiếu", "quiet")


def _may_be_named(desk: Desk, members: Sequence[RowMapping]) -> set[str]:
    """Return the obligations whose head was told, or has no automatic letter to wait for.

    A head's post that is passed over counts as told, and a unit whose head gets only a draft stands
    in the leaders' page meanwhile (design, the ladder), so that lateness can't be buried.
    """
    found = notices.in_force(desk.connection, [row["id"] for row in members])
    told = {
        row["obligation"]
        for each in found.values()
        for row in each
        if row["rung"] == "late-1" and (row["proven"] or row["why"] in PASSED_OVER)
    }
    drafted = {row["id"] for row in members if desk.directory.head_needs_draft(row["unit"])}
    return told | drafted
