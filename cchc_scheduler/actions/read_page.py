"""Read everything the page of one obligation shows; nothing is written (invariant 10)."""

from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import (
    about_rows,
    decision_words,
    explanation,
    item,
    receipt_code,
)
from cchc_scheduler.actions.obligation_book import find, latest_day_for
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.plans import Plan
from cchc_scheduler.core.submissions import Bounds, is_outside
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.page_facts import (
    Asked,
    DepartmentPage,
    HandedIn,
    LedArea,
    Waiting,
)
from cchc_scheduler.documents.vietnamese import clause_words
from cchc_scheduler.store import deadlines, requests, submissions

MEGABYTE: Final = 1024 * 1024
CLOSED: Final = ("accepted", "waived", "cancelled")


def read_page(desk: Desk, bounds: Bounds, obligation: str) -> DepartmentPage:
    """Return what a unit sees about one obligation; NotFound when there is none."""
    return _page(desk, bounds, find(desk, obligation))


def _page(desk: Desk, bounds: Bounds, row: RowMapping) -> DepartmentPage:
    subject = about_rows(desk, [(row, None)], history=False)[0]
    words, office = item(desk, subject), desk.in_force.office
    plan = desk.in_force.plan_of(row["task"], row["period"])
    focal = office.post(office.coordinator.focal)
    holder = office.person(focal.holder) if focal.holder else None
    why = _why_closed(row)
    return DepartmentPage(
        office=office.name,
        coordinator=office.coordinator.name,
        unit=words.unit,
        report=words.report,
        due_words=words.plan_due_words,
        last_day=words.last_day,
        target=words.target,
        days_left=words.days_left,
        today=office_date(desk.now),
        agreed=words.agreed,
        late=desk.now >= subject.deadline.days.late_after,
        explanation=explanation(desk, subject),
        clause=clause_words(row["clause"]),
        decision=decision_words(plan) if plan else "",
        areas=_areas(plan, row["unit"]) if plan else (),
        duties=_duties(plan, row["unit"]) if plan else (),
        handed_in=_handed_in(desk, row),
        waiting=_waiting(desk, row),
        open=why is None,
        why_closed=why,
        contact=focal.title,
        phone=holder.phone if holder else None,
        mailbox=holder.address if holder else office.sender_address,
        largest_file_mb=bounds.largest_file // MEGABYTE,
        latest_later_day=latest_day_for(desk, row),
        periodic=desk.in_force.cycle(row["task"]) is not None,
    )


def _why_closed(row: RowMapping) -> str | None:
    """Return why nothing more is taken: the state that ended it, or that its period is closed."""
    if row["state"] in CLOSED:
        return str(row["state"])
    return "period" if row["closed_at"] is not None else None


def _areas(plan: Plan, unit: str) -> tuple[LedArea, ...]:
    """Return the tasks a unit leads, gathered by their areas, in the plan's order."""
    led = [
        (area, tuple(_asked(task.clause, task.text) for task in tasks))
        for area in plan.areas
        if (tasks := [t for t in plan.tasks if t.area == area.id and unit in t.lead])
    ]
    return tuple(LedArea(area.title, clause_words(area.clause), tasks) for area, tasks in led)


def _duties(plan: Plan, unit: str) -> tuple[Asked, ...]:
    return tuple(_asked(duty.clause, duty.text) for duty in plan.duties_of(unit))


def _asked(clause: str, text: str) -> Asked:
    return Asked(clause_words(clause), text)


def _handed_in(desk: Desk, row: RowMapping) -> tuple[HandedIn, ...]:
    """Return what was handed in, the newest first."""
    versions = deadlines.versions(desk.connection, row["id"])
    on_time = timeliness(row["first_complete_at"], versions).in_force
    hosts = desk.in_force.office.link_hosts
    return tuple(
        HandedIn(
            number=each["id"],
            code=receipt_code(row["id"], each["id"]),
            version=each["version"],
            kind=each["kind"],
            at=each["handed_in_at"],
            by=each["by"],
            on_time=on_time,
            link=each["link"],
            outside=bool(each["link"]) and is_outside(each["link"], hosts),
            file_name=each["file_name"],
            file_size=each["file_size"],
            sha256=each["file_sha256"],
            document=each["number"],
            document_day=each["document_day"],
            note=each["note"],
            erased=each["erased_at"] is not None,
        )
        for each in reversed(submissions.of_obligation(desk.connection, row["id"]))
    )


def _waiting(desk: Desk, row: RowMapping) -> Waiting | None:
    pending = requests.pending(desk.connection, [row["id"]]).get(row["id"])
    if not pending:
        return None
    latest = pending[-1]
    return Waiting(latest["until"], latest["reason"], latest["asked_at"])
