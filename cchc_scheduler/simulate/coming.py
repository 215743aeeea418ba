"""The coming letters of a live store, now or as if other documents were in force."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.records import InForce
from cchc_scheduler.clock import OFFICE_ZONE, office_date, office_instant
from cchc_scheduler.core.addressees import Directory
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.forecast import Coming, forecast
from cchc_scheduler.core.obligations import owed
from cchc_scheduler.plan.calendars import work_calendar
from cchc_scheduler.plan.documents import (
    Document,
    calendar_from_document,
    office_from_document,
    plan_from_document,
    policy_from_document,
)
from cchc_scheduler.service import Service
from cchc_scheduler.store import directory, obligations, revisions

AHEAD: Final = timedelta(days=92)
CLOSED: Final = ("submitted", "accepted", "waived", "cancelled")


def coming_letters(service: Service, documents: Sequence[Document] | None) -> list[str]:
    """Return one line per coming notice of the next quarter if nobody acts, in order of time.

    With `documents`, as if they were applied now; without, by what is in force.
    """
    with service.db.read() as connection:
        applied = revisions.newest_number(connection) > 0
        if documents is None and not applied:
            return []
        rows = list(obligations.every(connection)) if applied else []
        in_force = _as_if(documents) if documents is not None else service.records.read(connection)
        cases = load_cases(connection, service.records.read(connection), rows) if applied else {}
        known = directory.absences(connection), directory.dead_addresses(connection)
    now = service.now()
    mine = {key: case for key, case in cases.items() if case.state not in CLOSED}
    if documents is not None:
        mine |= _as_planned(in_force, cases, service)
    until = office_instant(office_date(now + AHEAD), in_force.policy.window.closes)
    posts = Directory(in_force.office, *known)
    found = forecast(mine.values(), posts, in_force.calendar, (now, until))
    return [_line(each) for each in found if isinstance(each, Coming)]


def _line(coming: Coming) -> str:
    at = coming.at.astimezone(OFFICE_ZONE)
    return f"{at:%Y-%m-%d %H:%M}  {coming.rung:<9} {coming.obligation}  to {coming.post}"


def _as_if(documents: Sequence[Document]) -> InForce:
    """Return what would be in force if these documents were applied."""
    of = {
        kind: [each.content for each in documents if each.kind == kind]
        for kind in ("office", "plan", "policy", "calendar")
    }
    return InForce(
        office=office_from_document(of["office"][0]),
        plans=tuple(plan_from_document(each) for each in of["plan"]),
        policies={1: policy_from_document(of["policy"][0])},
        policy_number=1,
        number=0,
        calendar=work_calendar(calendar_from_document(each) for each in of["calendar"]),
    )


def _as_planned(in_force: InForce, cases: dict[str, Case], service: Service) -> dict[str, Case]:
    """Return the cases that plans would make or move, leaving what was agreed since untouched."""
    made: dict[str, Case] = {}
    for plan in in_force.plans:
        for each in owed(plan, in_force.calendar):
            known = cases.get(each.id)
            if known is not None and known.state in CLOSED:
                continue
            if known is not None and known.deadline.days == each.days:
                continue
            if known is not None and known.deadline.reason not in ("plan", "amendment"):
                continue
            version = known.deadline.version + 1 if known else 1
            deadline = Deadline(version, "plan", each.days, service.now())
            made[each.id] = Case(
                obligation=each.id,
                unit=each.unit,
                group=f"{each.item}/{each.period}",
                state="scheduled" if known is None else known.state,
                deadline=deadline,
                policy=in_force.policy,
                upstream_day=each.upstream_day,
            )
    return made
