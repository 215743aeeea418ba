"""Record a comparison with the register of incoming documents: what it holds, and that it was done.

Everything that was ticked is recorded in one transaction with the comparison itself, or nothing is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.record_submission import Handed, record_in
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.write_receipts import follow_with_receipt
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.submissions import came_at
from cchc_scheduler.store import audit, obligations, reconciliations
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Ticked:
    """One document in the register: which obligation it is for, its number, the day it came."""

    obligation: str
    unit: str
    number: str
    arrived: date | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A whole comparison: of which tasks and periods, what was found, by whom.

    `carrier` names the form, so that the same form twice records nothing a second time.
    """

    groups: tuple[str, ...]
    ticked: tuple[Ticked, ...]
    by: str
    carrier: str


def compare_register(
    db: Database, records: Records, outbox: Outbox, compared: Compared, now: datetime
) -> int:
    """Record it; return how many reports were recorded now. Receipts follow.

    Raises BadInput or NotFound, and then nothing is recorded.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        outcomes = [record_in(desk, _handed(each, compared, now)) for each in compared.ticked]
        for group in _known(obligations.begun_groups(connection), compared.groups):
            reconciliations.add(connection, group, now, compared.by)
            audit.write(connection, now, [(compared.by, "reconciled", group, {})])
    checkpoint("submission.recorded")
    new = [each.submission for each in outcomes if each.new]
    for number in new:
        follow_with_receipt(db, records, outbox, number, now)
    return len(new)


def _known(begun: Sequence[str], groups: Sequence[str]) -> list[str]:
    return [group for group in dict.fromkeys(groups) if group in begun]


def _handed(ticked: Ticked, compared: Compared, now: datetime) -> Handed:
    return Handed(
        obligation=ticked.obligation,
        kind="elsewhere",
        carrier=f"{compared.carrier}:{ticked.obligation}",
        by=ticked.unit,
        recorded_by=compared.by,
        number=ticked.number,
        document_day=ticked.arrived,
        handed_in_at=came_at(ticked.arrived, now),
    )
