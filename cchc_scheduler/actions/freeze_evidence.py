"""Freeze a year's evidence of timeliness, once; correct it only beside the frozen rows."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.read_evidence import evidence_of, rows_of_year
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.watch_outage import held_after_outage
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.evidence import Evidence, freezes_at, year_frozen_by
from cchc_scheduler.core.submissions import LONGEST_NOTE
from cchc_scheduler.store import audit, evidence, markers, revisions
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Correcting:
    """What is wrong in a frozen row and how it is known; both in words, said by a person."""

    obligation: str
    text: str
    reason: str
    by: str


def freeze_evidence(db: Database, records: Records, outbox: Outbox, now: datetime) -> int:
    """Freeze the rows of the year that has ended for evidence, once; return how many.

    Only of what was owed while letters went to their people: rehearsal is no evidence. While a
    backlog is held, the clock may be wrong, and what is frozen stays frozen: nothing is done.
    """
    year = year_frozen_by(now)
    with db.work() as connection:
        if markers.read(connection, "evidence-year") == f"{year}":
            return 0
        if not revisions.newest_number(connection):
            return 0
        desk = desk_at(connection, records, outbox, now)
        if held_after_outage(connection, desk.in_force, now):
            return 0
        rows = [_row_of(each, year, now) for each in _to_freeze(desk, year)]
        frozen = evidence.freeze(connection, rows)
        markers.put(connection, "evidence-year", f"{year}")
        audit.write(connection, now, [("service", "frozen", f"year {year}", {"rows": frozen})])
        checkpoint("evidence.freezing")
    checkpoint("evidence.frozen")
    return frozen


def correct_evidence(db: Database, correcting: Correcting, now: datetime) -> int:
    """Put a correction beside a frozen row; return its number, or 0 if it is there already.

    Raises NotFound when no such row is frozen, BadInput when words are missing or too long.
    """
    words = (correcting.text, correcting.reason, correcting.by)
    if not all(each.strip() for each in words):
        raise BadInput("A correction needs its words, its reason and who says so.")
    if max(len(each) for each in words) > LONGEST_NOTE:
        raise BadInput(f"A correction may have at most {LONGEST_NOTE} characters.")
    with db.work() as connection:
        if correcting.obligation not in evidence.frozen(connection, [correcting.obligation]):
            raise NotFound(
                f"No frozen row for {correcting.obligation}: rows are frozen at the end of 12/12; "
                "until then the unit and the coordinator correct the record itself."
            )
        number = evidence.correct(connection, {**asdict(correcting), "at": now})
        if number:
            detail = {"correction": number, "reason": correcting.reason}
            entry = (correcting.by, "evidence corrected", correcting.obligation, detail)
            audit.write(connection, now, [entry])
    return number


def _to_freeze(desk: Desk, year: int) -> tuple[Evidence, ...]:
    live_since, end = desk.in_force.live_since, freezes_at(year)
    if live_since is None or live_since >= end:
        return ()
    rows = [row for row in rows_of_year(desk, year) if row["created_at"] < end]
    return tuple(each for each in evidence_of(desk, rows) if each.frozen_at is None)


def _row_of(each: Evidence, year: int, now: datetime) -> dict[str, Any]:
    row = {**asdict(each), "year": year, "frozen_at": now}
    del row["corrections"]
    return row
