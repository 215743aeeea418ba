"""What is to be compared with the register of incoming documents (đối chiếu QLVB), and why now.

Departments also hand in through the city's document system, which the service can't see: on a day
at whose end something becomes late, and on the next working day, the missing ones are looked up.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import report_words
from cchc_scheduler.clock import office_date, office_instant, office_time
from cchc_scheduler.core.deadlines import MIDNIGHT, ONE_DAY
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.vietnamese import sentence_case
from cchc_scheduler.store import overview, reconciliations


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """One unit of which something is missing; `ends` is the day at whose end it becomes late."""

    obligation: str
    unit: str
    unit_id: str
    ends: date


@dataclass(frozen=True, slots=True)
class ToCompare:
    """One task and period with what is missing; `compared_at` is when it was last compared."""

    group: str
    title: str
    missing: tuple[MissingUnit, ...]
    compared_at: datetime | None

    @property
    def units(self) -> tuple[str, ...]:
        """The names of the units."""
        return tuple(each.unit for each in self.missing)


def groups_to_compare(desk: Desk) -> list[ToCompare]:
    """Return what is missing at the end of its day and was not compared since."""
    return [each for each in missing_now(desk, office_date(desk.now)) if _is_asked(desk, each)]


def missing_now(desk: Desk, through: date) -> list[ToCompare]:
    """Return all that is missing and may be called late after a day, in order of its end."""
    until = office_instant(through + ONE_DAY, MIDNIGHT)
    groups: dict[str, list[RowMapping]] = {}
    for row in overview.missing_by(desk.connection, until):
        groups.setdefault(row["task_group"], []).append(row)
    return [_group(desk, group, rows) for group, rows in groups.items()]


def _is_asked(desk: Desk, group: ToCompare) -> bool:
    """Tell whether a comparison is asked for: from 14:00 of the day that ends, and the next."""
    today = office_date(desk.now)
    ended = max(each.ends for each in group.missing)
    if today <= ended and office_time(desk.now) < desk.in_force.policy.window.afternoon:
        return False
    asked_on = today if today <= ended else desk.in_force.calendar.shift(ended, 1)
    return group.compared_at is None or office_date(group.compared_at) < min(asked_on, today)


def _group(desk: Desk, group: str, rows: list[RowMapping]) -> ToCompare:
    order = desk.in_force.office.order_of
    rows.sort(key=lambda row: order(row["unit"]))
    words = report_words(
        rows[0], desk.in_force.cycle(rows[0]["task"]), period_named(rows[0]["period"])
    )
    office = desk.in_force.office
    return ToCompare(
        group,
        sentence_case(words),
        tuple(
            MissingUnit(
                row["id"],
                office.unit(row["unit"]).name,
                row["unit"],
                office_date(row["late_after"]) - ONE_DAY,
            )
            for row in rows
        ),
        reconciliations.latest(desk.connection, group),
    )
