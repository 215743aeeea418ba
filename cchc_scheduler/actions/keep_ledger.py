"""The coordinator keeps the ledger: notes what is to be watched, and what came of it."""

from datetime import datetime

from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.ledger import CLAUSE_OF, Noted, noted_problems, outcome_problems
from cchc_scheduler.store import audit, ledger
from cchc_scheduler.store.database import Database


def note_in_ledger(
    db: Database, records: Records, told: tuple[Noted, str, str], now: datetime
) -> bool:
    """Add an entry, told with its carrier and who notes it; False when it was added before.

    Raises BadInput when something needed is missing or a day can't be.
    """
    noted, carrier, by = told
    with db.work() as connection:
        office = records.read(connection).office
        units = frozenset(unit.id for unit in office.units)
        problems = noted_problems(noted, units, office_date(now))
        if problems:
            raise BadInput("; ".join(f"{each.field}: {each.problem}" for each in problems))
        row = {
            "kind": noted.kind,
            "unit": noted.unit,
            "clause": CLAUSE_OF[noted.kind],
            "text": noted.text,
            "source": noted.source,
            "day": noted.day,
            "due": noted.due,
            "carrier": carrier,
            "noted_at": now,
            "noted_by": by,
        }
        added = ledger.add(connection, row)
        if added:
            detail = {"kind": noted.kind, "unit": noted.unit}
            audit.write(connection, now, [(by, "noted in ledger", f"ledger {carrier}", detail)])
    return added


def close_in_ledger(db: Database, number: int, outcome: str, by: str, now: datetime) -> None:
    """Close an entry with what came of it; closing it twice changes nothing.

    Raises BadInput without an outcome, NotFound when there is no such entry.
    """
    problems = [*outcome_problems(outcome)]
    if problems:
        raise BadInput("An entry is closed with what came of it.")
    with db.work() as connection:
        if ledger.one(connection, number) is None:
            raise NotFound(f"There is no entry {number} in the ledger.")
        if ledger.close(connection, number, outcome, by, now):
            audit.write(connection, now, [(by, "ledger closed", f"ledger {number}", {})])


def reopen_in_ledger(db: Database, number: int, by: str, now: datetime) -> None:
    """Open a closed entry again; its outcome stays in no other place, so the log keeps it."""
    with db.work() as connection:
        row = ledger.one(connection, number)
        if row is None:
            raise NotFound(f"There is no entry {number} in the ledger.")
        if ledger.open_again(connection, number):
            detail = {"outcome": row["outcome"]}
            audit.write(connection, now, [(by, "ledger reopened", f"ledger {number}", detail)])
