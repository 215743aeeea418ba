"""Mend what time or an accident has left: outages, letters cut off in sending, stale checks."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.claim_letters import hold_backlog
from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.settle_letters import lose
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import office_date
from cchc_scheduler.store import attempts, letters, markers, obligations
from cchc_scheduler.store.database import Database

CLOCK_SLACK: Final = timedelta(minutes=2)


def mend_at_start(db: Database, records: Records, outbox: Outbox, now: datetime) -> None:
    """Settle what a process that died left, and hold the backlog after a long outage.

    The lock is held, so whoever was sending is dead: before DATA its letters are queued again,
    after it their fate is unknown.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        _settle_cut_off(desk)
        _hold_after_outage(desk)
        markers.put(connection, "alive-at", now)
    checkpoint("mend.started")


def mend(db: Database, records: Records, outbox: Outbox, now: datetime) -> None:
    """Keep the sign of life, and once a day look at every open obligation again."""
    with db.work() as connection:
        last = markers.read_instant(connection, "alive-at")
        desk = desk_at(connection, records, outbox, now)
        _hold_after_outage(desk)
        if last is None or office_date(last) != office_date(now):
            obligations.check_now(connection, _unchecked(connection), now)
        markers.put(connection, "alive-at", max(now, last) if last else now)


def _settle_cut_off(desk: Desk) -> None:
    cut_off = letters.in_state(desk.connection, "sending")
    before = [row for row in cut_off if row["marked_at"] is None]
    letters.settle(
        desk.connection,
        [
            (
                row["id"],
                {
                    "state": "unknown" if row["lost"] else "queued",
                    "attempts": row["attempts"] - 1,
                    "next_attempt_at": desk.now,
                },
            )
            for row in before
        ],
    )
    attempts.add(
        desk.connection,
        [
            {"letter": r["id"], "number": r["attempts"], "phase": "released", "at": desk.now}
            for r in before
        ],
    )
    lose(desk, [row for row in cut_off if row["marked_at"] is not None], "the process ended")


def _hold_after_outage(desk: Desk) -> None:
    """Hold the backlog when nothing ran for more than the policy's days of outage."""
    last = markers.read_instant(desk.connection, "alive-at")
    if last is None or markers.read(desk.connection, "held-since") is not None:
        return
    policy = desk.in_force.policy
    away = desk.in_force.calendar.count(office_date(last), office_date(desk.now))
    if away > policy.outage_days:
        why = f"the service stood still for {away} working days"
        hold_backlog(desk.connection, why, desk.now)


def _unchecked(connection: Connection) -> list[str]:
    return [row["id"] for row in obligations.chased(connection)]
