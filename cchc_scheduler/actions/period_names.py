"""The names units had when a period ended: an old period keeps them, whatever came after."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.plan.documents import office_from_document
from cchc_scheduler.store import revisions


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The units of an office at some time, by id, in the plan's order; today's for the others."""

    units: Mapping[str, tuple[str, str]]
    today: Mapping[str, tuple[str, str]]

    def name(self, unit: str) -> str:
        """Return a unit's name; its id when the office never knew it."""
        return self._both(unit)[0]

    def short(self, unit: str) -> str:
        """Return a unit's short name."""
        return self._both(unit)[1]

    def place(self, unit: str) -> int:
        """Return where a unit stands in the plan's order; after all others when unknown."""
        order = [*self.units, *(each for each in self.today if each not in self.units)]
        return order.index(unit) if unit in order else len(order)

    def _both(self, unit: str) -> tuple[str, str]:
        return self.units.get(unit) or self.today.get(unit) or (unit, unit)


def names_in(desk: Desk, period: str) -> UnitNames:
    """Return the names that held on the last day of a period; today's while it runs.

    They come from the newest directory applied by that day, or the first one that ever was.
    """
    today = _named(desk.in_force.office)
    last_day = period_named(period).last_day
    if office_date(desk.now) <= last_day:
        return UnitNames(today, today)
    known = revisions.of_kind(desk.connection, "office")
    held = [row for row in known if office_date(row["applied_at"]) <= last_day] or known[:1]
    if not held or held[-1]["id"] == known[-1]["id"]:
        return UnitNames(today, today)
    return UnitNames(_named(office_from_document(json.loads(held[-1]["document"]))), today)


def _named(office: Office) -> dict[str, tuple[str, str]]:
    return {unit.id: (unit.name, unit.short) for unit in office.every_unit}
