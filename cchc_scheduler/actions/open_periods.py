"""Make the obligations that the plans in force lay on units, and open those whose ladder begins."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from cchc_scheduler.actions.owed_now import owed_now
from cchc_scheduler.actions.read_way import TO_THE_CITY, steps_of
from cchc_scheduler.actions.records import InForce, Records
from cchc_scheduler.actions.watch_outage import held_after_outage
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.obligations import UPSTREAM, Owed
from cchc_scheduler.core.report_way import issued
from cchc_scheduler.core.rungs import ladder_starts
from cchc_scheduler.store import audit, deadlines, markers, obligations
from cchc_scheduler.store.database import Database

BATCH: Final = 500
SCHEDULED: Final = ("scheduled",)


def open_periods(db: Database, records: Records, now: datetime) -> int:
    """Make missing obligations and open those whose first rung has come; return how many changed.

    An obligation keeps the policy that is in force when its ladder begins.
    """
    with db.work() as connection:
        in_force = records.read(connection)
        made = make_missing(connection, in_force, now)
        checkpoint("periods.making")
    checkpoint("periods.made")
    opened = 0
    while True:
        with db.work() as connection:
            batch = _open_batch(connection, records.read(connection), now)
            checkpoint("periods.opening")
        checkpoint("periods.opened")
        if not batch:
            return made + opened
        opened += batch


def make_missing(connection: Connection, in_force: InForce, now: datetime) -> int:
    """Insert what the plans owe; nothing to do when this revision was worked through before."""
    mark = f"{in_force.number}"
    if markers.read(connection, "plans-made") == mark:
        return 0
    wanted = owed_now(connection, in_force)
    known = obligations.known_ids(connection, [each.id for each in wanted])
    new = [each for each in wanted if each.id not in known]
    new = [each for each in new if not _was_before_it_was_named(connection, each, known, now)]
    add_obligations(connection, in_force, new, deadlines.PLAN, now)
    markers.put(connection, "plans-made", mark)
    entries: list[audit.Entry] = [
        ("service", "owes", each.id, {"last_day": each.last_day, "clause": each.clause})
        for each in new
    ]
    audit.write(connection, now, entries)
    return len(new)


def _was_before_it_was_named(
    connection: Connection, owed_one: Owed, known: set[str], now: datetime
) -> bool:
    """Tell whether the office's own report upward is long past or gone when its day is first named.

    Nobody was asked for it then, so nobody is told that it is late; in an office that begins
    now, as with everything else, what is still owed is taken in.
    """
    if owed_one.item != UPSTREAM:
        return False
    if issued(steps_of(connection, owed_one.period, TO_THE_CITY)) is not None:
        return True
    watched = any(each.split("/")[1] == owed_one.period for each in known)
    return watched and now >= owed_one.days.late_after


def add_obligations(
    connection: Connection, in_force: InForce, new: Iterable[Owed], by: str, now: datetime
) -> None:
    """Insert obligations with their first deadline, set by `by`; each opens with its ladder."""
    made = list(new)
    policy = in_force.policy
    obligations.add(
        connection,
        [
            _row(each, now) | {"next_check_at": ladder_starts(each.days, policy, in_force.calendar)}
            for each in made
        ],
    )
    deadlines.add(
        connection,
        [
            deadlines.row_of(each.id, Deadline(1, "plan", each.days, now), by, each.clause)
            for each in made
        ],
    )


def _row(owed_one: Owed, now: datetime) -> dict[str, Any]:
    return {
        "id": owed_one.id,
        "task": owed_one.item,
        "period": owed_one.period,
        "task_group": f"{owed_one.item}/{owed_one.period}",
        "unit": owed_one.unit,
        "title": owed_one.title,
        "clause": owed_one.clause,
        "roll": owed_one.roll,
        "state": "scheduled",
        "version": 1,
        "deadline_version": 1,
        "upstream_day": owed_one.upstream_day,
        "created_at": now,
    }


def _open_batch(connection: Connection, in_force: InForce, now: datetime) -> int:
    rows: Sequence[Any] = obligations.due(connection, now, SCHEDULED, BATCH)
    if not rows or held_after_outage(connection, in_force, now):
        return 0
    for row in rows:
        obligations.change(
            connection,
            row,
            state="open",
            policy_revision=in_force.policy_number,
            opened_at=now,
            next_check_at=now,
        )
    entries: list[audit.Entry] = [("service", "opened", row["id"], {}) for row in rows]
    audit.write(connection, now, entries)
    return len(rows)
