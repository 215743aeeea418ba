"""Mend what time or an accident has left: outages, letters cut off, stale checks, owed receipts."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.claim_letters import end_unsent
from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.settle_letters import lose
from cchc_scheduler.actions.watch_outage import held_after_outage
from cchc_scheduler.actions.write_receipts import write_owed_receipts
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import office_date
from cchc_scheduler.store import attempts, audit, compilations, letters, markers, obligations
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import LADDER_KINDS

CLOCK_SLACK: Final = timedelta(minutes=2)
WAITING: Final = ("queued", "deferred", "unknown")
OF_THEIR_DAY: Final = (*LADDER_KINDS, "digest", "leaders", "report")


def mend_at_start(db: Database, records: Records, outbox: Outbox, now: datetime) -> None:
    """Settle what a process that died left, and hold the backlog after a long outage.

    The lock is held, so whoever was sending is dead: before DATA its letters are queued again,
    after it their fate is unknown.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        _settle_cut_off(desk)
        held_after_outage(connection, desk.in_force, now)
        _set_right_after_step_back(desk)
        markers.put(connection, "alive-at", now)
    checkpoint("mend.started")


def mend(db: Database, records: Records, outbox: Outbox, now: datetime) -> int:
    """Keep the sign of life, and once a day look at every open obligation again.

    Receipts that a process which died still owes are written; returns how many there were.
    """
    with db.work() as connection:
        last = markers.read_instant(connection, "alive-at")
        desk = desk_at(connection, records, outbox, now)
        held_after_outage(connection, desk.in_force, now)
        _set_right_after_step_back(desk)
        if last is None or office_date(last) != office_date(now):
            obligations.check_now(connection, _unchecked(connection), now)
        markers.put(connection, "alive-at", now)
    return write_owed_receipts(db, records, outbox, now)


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


def _set_right_after_step_back(desk: Desk) -> None:
    """Undo what a clock that stood ahead has left, once it goes right again.

    Letters of a day that has not come are cancelled and written when it comes; what waits for a
    moment of the wrong clock may be tried now.
    """
    last = markers.read_instant(desk.connection, "alive-at")
    if last is None or last <= desk.now + CLOCK_SLACK:
        return
    waiting = [row for row in letters.in_state(desk.connection, *WAITING) if not row["held"]]
    early = {
        row["id"]
        for row in letters.in_state(desk.connection, "queued", "deferred")
        if row["kind"] in OF_THEIR_DAY and row["created_at"] > desk.now + CLOCK_SLACK
    }
    end_unsent(desk.connection, early, "cancelled", "written by a wrong clock", desk.now)
    again = [row["id"] for row in waiting if row["id"] not in early and row["next_attempt_at"]]
    letters.change(desk.connection, again, next_attempt_at=desk.now)
    compilations.set_early_aside(desk.connection, desk.now + CLOCK_SLACK)
    markers.clear(desk.connection, "relay-hold")
    detail = {"from": last, "to": desk.now}
    audit.write(desk.connection, desk.now, [("service", "clock went back", "clock", detail)])


def _unchecked(connection: Connection) -> list[str]:
    return [row["id"] for row in obligations.chased(connection)]
