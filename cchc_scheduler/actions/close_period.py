"""Close a reporting period, so that nothing more is asked for or taken; and open it again.

Reports of cycles are closed; a task with a day of its own goes on. What was handed in, sent and
judged stays as it is.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.records import InForce, Records
from cchc_scheduler.actions.replan import replan
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import audit, obligations
from cchc_scheduler.store.database import Database

CLOSED: Final = "period closed"
REOPENED: Final = "period reopened"


@dataclass(frozen=True, slots=True)
class OfPeriod:
    """Which period is closed or opened again, by whom and why."""

    period: str
    by: str
    reason: str


def close_period(db: Database, records: Records, closing: OfPeriod, now: datetime) -> int:
    """Close a period in one transaction; return how many reports were closed.

    No letter about them goes out any more, not even one that lies ready (it is checked again before
    it leaves). Raises BadInput without a reason, or when nothing of the period is open.
    """
    _check(closing)
    with db.work() as connection:
        in_force = records.read(connection)
        rows = [r for r in reports_of(connection, in_force, closing.period) if not r["closed_at"]]
        if not any(row["opened_at"] for row in rows):
            raise BadInput(f"Nothing of period {closing.period} is open.")
        for row in rows:
            obligations.change(connection, row, closed_at=now, next_check_at=None)
        _log(connection, closing, (CLOSED, len(rows)), now)
        checkpoint("period.closing")
    checkpoint("period.closed")
    return len(rows)


def reopen_period(db: Database, records: Records, opening: OfPeriod, now: datetime) -> int:
    """Open a closed period again in one transaction; return how many reports were opened.

    Days are counted anew, for plan or calendar may have changed meanwhile; what is still missing is
    looked at in the next tick. Raises BadInput without a reason, or when the period is not closed.
    """
    _check(opening)
    with db.work() as connection:
        in_force = records.read(connection)
        rows = [r for r in reports_of(connection, in_force, opening.period) if r["closed_at"]]
        if not rows:
            raise BadInput(f"Period {opening.period} is not closed.")
        for row in rows:
            obligations.change(connection, row, closed_at=None)
        replan(connection, in_force, opening.by, now)
        _log(connection, opening, (REOPENED, len(rows)), now)
        checkpoint("period.reopening")
    checkpoint("period.reopened")
    return len(rows)


def reports_of(connection: Connection, in_force: InForce, period: str) -> list[RowMapping]:
    """Return the reports of cycles for one period, but what was withdrawn or cancelled."""
    return [
        row
        for row in obligations.in_period(connection, period)
        if row["state"] != "cancelled" and in_force.cycle(row["task"]) is not None
    ]


def subject_of(period: str) -> str:
    """Return what the log says an entry about a period is about."""
    return f"period {period}"


def _check(told: OfPeriod) -> None:
    if not told.reason.strip():
        raise BadInput("Closing or opening a period needs its reason; it is kept in the log.")


def _log(connection: Connection, told: OfPeriod, done: tuple[str, int], now: datetime) -> None:
    verb, many = done
    detail = {"reason": told.reason, "reports": many}
    audit.write(connection, now, [(told.by, verb, subject_of(told.period), detail)])
