"""The table of the demonstration's page: every report owed, its days, how and when it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.records import InForce
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.demo.phrases import FORMS, MOVED, STATES
from cchc_scheduler.documents.vietnamese import long_period, short_day, two_digits
from cchc_scheduler.store import deadlines, notices, obligations, submissions

Tone = Literal["good", "late", "open"]


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """One report owed, in the words of the page; what has not happened is empty."""

    period: str
    unit: str
    due: str
    moved: str
    came: str
    how: str
    asked: str
    state: str
    tone: Tone


def obligation_lines(connection: Connection, in_force: InForce) -> tuple[ObligationLine, ...]:
    """Return all obligations, by period, then in the plan's order of units."""
    order: Final = [unit.id for unit in in_force.office.units]
    rows = sorted(
        obligations.every(connection),
        key=lambda row: (period_named(row["period"]).last_day, order.index(row["unit"])),
    )
    ids = [row["id"] for row in rows]
    versions = deadlines.all_versions(connection, ids)
    latest = submissions.latest(connection, ids)
    asked = _asked(connection, ids)
    return tuple(
        _line(in_force, row, versions[row["id"]], latest.get(row["id"]), asked[row["id"]])
        for row in rows
    )


def joined_year(in_force: InForce, task: str) -> bool:
    """Tell whether a cycle's last period of the year carries the year's report too."""
    cycles = [cycle for plan in in_force.plans for cycle in plan.cycles]
    return any(cycle.with_year for cycle in cycles if cycle.id == task)


def period_title(in_force: InForce, task: str, period: str) -> str:
    """Return Quý IV và năm 2025, as a heading writes it."""
    words = long_period(period_named(period), with_year=joined_year(in_force, task))
    return words[0].upper() + words[1:]


def _asked(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return how many letters of the ladder the unit's focal point got about each obligation."""
    asked: dict[str, set[int]] = {each: set() for each in ids}
    for notice in notices.of_obligations(connection, ids):
        if notice["role"] == "focal" and notice["state"] == "spent":
            asked[notice["obligation"]].add(notice["letter"])
    return {each: len(sent) for each, sent in asked.items()}


def _line(
    in_force: InForce,
    row: RowMapping,
    versions: Sequence[Deadline],
    handed: RowMapping | None,
    asked: int,
) -> ObligationLine:
    state, tone = _judged(row, versions)
    came = row["first_complete_at"]
    return ObligationLine(
        period=period_title(in_force, row["task"], row["period"]),
        unit=in_force.office.unit(row["unit"]).name,
        due=f"hết {short_day(versions[0].days.last_day)}",
        moved="; ".join(
            f"{MOVED[later.reason]} hết {short_day(later.days.last_day)}" for later in versions[1:]
        ),
        came=_moment(came) if came else "",
        how=_form(handed) if handed else "",
        asked=two_digits(asked),
        state=state,
        tone=tone,
    )


def _form(handed: RowMapping) -> str:
    words = FORMS[handed["kind"]]
    return f"{words}, số {handed['number']}" if handed["number"] else words


def _moment(came: datetime) -> str:
    local = came.astimezone(OFFICE_ZONE)
    return f"{short_day(local.date())}, {local:%H:%M}"


def _judged(row: RowMapping, versions: Sequence[Deadline]) -> tuple[str, Tone]:
    judged = timeliness(row["first_complete_at"], versions)
    if judged.in_force is None:
        return STATES[row["state"]], "open"
    if not judged.in_force:
        return "Sau thời hạn", "late"
    return ("Đúng thời hạn" if judged.by_plan else "Đúng thời hạn đã lùi"), "good"
