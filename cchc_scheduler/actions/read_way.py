"""Read how far a compiled report has come on its way, and what is asked next. Writes nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.report_way import Milestone, Step, awaited_by, is_laid, issued, schedule
from cchc_scheduler.store import obligations, way_steps

# The outlines of the reports that leave the office.
TO_THE_CITY: Final = "bao-cao-so-noi-vu"


@dataclass(frozen=True, slots=True)
class Way:
    """One report's way: the recorded steps, the days of all, and the next with its day.

    `days` is empty and `awaited` None while nobody named the upstream day.
    """

    period: str
    report: str
    steps: tuple[Step, ...]
    upstream_day: date | None
    days: tuple[Milestone, ...]

    @property
    def awaited(self) -> Milestone | None:
        """The next step with its day."""
        return awaited_by(self.steps, self.days)

    @property
    def laid(self) -> bool:
        """Whether it lies before the leaders."""
        return is_laid(self.steps)

    @property
    def issued(self) -> Step | None:
        """The step that ended it, with number and day."""
        return issued(self.steps)


def read_way(desk: Desk, period: str, report: str = TO_THE_CITY) -> Way:
    """Return the way of one report; only the report to the city has an upstream day."""
    upstream = _upstream_day(desk, period) if report == TO_THE_CITY else None
    days = schedule(upstream, desk.in_force.calendar)
    return Way(period, report, steps_of(desk.connection, period, report), upstream, days)


def steps_of(connection: Connection, period: str, report: str) -> tuple[Step, ...]:
    """Return the recorded steps of a report, in the order of recording."""
    return tuple(
        Step(row["step"], row["day"], row["by"], row["number"], row["note"])
        for row in way_steps.of_report(connection, period, report)
    )


def newest_groups(desk: Desk) -> list[str]:
    """Return of each cycle the newest period that has begun (`bao-cao-quy/2025-Q3`)."""
    found: dict[str, str] = {}
    for group in obligations.begun_groups(desk.connection):
        cycle = group.split("/")[0]
        if desk.in_force.cycle(cycle) is not None:
            known = found.get(cycle)
            found[cycle] = max(group, known, key=_end_of) if known else group
    return list(found.values())


def _end_of(group: str) -> date:
    return period_named(group.split("/")[1]).last_day


def _upstream_day(desk: Desk, period: str) -> date | None:
    for group in obligations.begun_groups(desk.connection):
        if group.split("/")[1] == period and desk.in_force.cycle(group.split("/")[0]):
            day: date | None = obligations.in_group(desk.connection, group)[0]["upstream_day"]
            return day
    return None
