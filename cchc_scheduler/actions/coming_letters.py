"""Which notices come in the next working days if nobody does anything, for digest and feeds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.forecast import Coming, forecast
from cchc_scheduler.core.offices import Unit
from cchc_scheduler.core.policies import LEVEL_OF_RUNG
from cchc_scheduler.store import obligations
from cchc_scheduler.words import Level

LEVEL_WORDS: Final[dict[Level, str]] = {
    "unit": "đầu mối",
    "head": "người đứng đầu",
    "office": "Chánh Văn phòng",
    "leaders": "lãnh đạo UBND xã",
}
Gathered = tuple[datetime, Level, tuple[Unit, ...]]


def coming_letters(desk: Desk, working_days: int) -> list[Coming]:
    """Return the notices from now to the end of the window some working days ahead."""
    rows = obligations.unclosed(desk.connection)
    cases = load_cases(desk.connection, desk.in_force, rows)
    until = ends_at(desk, working_days)
    found = forecast(cases.values(), desk.directory, desk.in_force.calendar, (desk.now, until))
    return [each for each in found if isinstance(each, Coming)]


def ends_at(desk: Desk, working_days: int) -> datetime:
    """Return when the window of the day some working days ahead closes."""
    last = desk.in_force.calendar.shift(office_date(desk.now), working_days)
    return office_instant(last, desk.in_force.policy.window.closes)


def gathered(desk: Desk, coming: Sequence[Coming]) -> list[Gathered]:
    """Return what comes by moment and level, each unit once and in the plan's order."""
    about = obligations.many(desk.connection, {each.obligation for each in coming})
    units = {row["id"]: row["unit"] for row in about}
    found: dict[tuple[datetime, Level], set[str]] = {}
    for each in coming:
        found.setdefault((each.at, LEVEL_OF_RUNG[each.rung]), set()).add(units[each.obligation])
    return [
        (at, level, tuple(unit for unit in desk.in_force.office.units if unit.id in named))
        for (at, level), named in found.items()
    ]
