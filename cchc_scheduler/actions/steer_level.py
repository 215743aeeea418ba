"""A person steers a level above the head: agrees to it, puts it off, or leaves it to the page."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.ladder import standing_rung
from cchc_scheduler.core.slots import slot_opens
from cchc_scheduler.store import approvals, audit, obligations
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import ApprovalState, Rung


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says about the next level: `until` and `reason` belong to putting it off."""

    obligation: str
    state: ApprovalState
    by: str
    until: date | None = None
    reason: str = ""


def steer_level(db: Database, records: Records, outbox: Outbox, word: Word, now: datetime) -> Rung:
    """Record a person's word about the level at which the ladder stands; return its rung.

    Nobody may put off or hide the coordinating unit's own lateness. Raises BadInput.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        row = find(desk, word.obligation)
        _check(desk, row, word)
        case = load_cases(connection, desk.in_force, [row])[row["id"]]
        rung = standing_rung(case)
        if rung == "late-1" and word.state != "approved":
            rung = "late-3"
        if rung is None:
            raise BadInput(f"{row['id']}: no level is waiting to be told.")
        _check_asked(desk, case, word)
        _write(desk, row, rung, word)
        return rung


def _check(desk: Desk, row: RowMapping, word: Word) -> None:
    if word.state == "approved":
        return
    if desk.in_force.office.unit(row["unit"]).coordinator:
        raise BadInput("The coordinating unit can't put off a letter about its own report.")
    if not word.reason.strip():
        raise BadInput("Putting a level off needs its reason; it is kept in the log.")
    if word.state == "postponed" and (word.until is None or word.until <= office_date(desk.now)):
        raise BadInput("Putting a level off needs a day after today.")


def _check_asked(desk: Desk, case: Case, word: Word) -> None:
    """Refuse to leave to the page what goes by itself: the chair has approved that it goes."""
    awaits = case.policy.escalation == "approval" or desk.directory.head_needs_draft(case.unit)
    if word.state == "to-page" and not awaits:
        raise BadInput("Levels go by themselves here: one can be put off, not left to the page.")


def _write(desk: Desk, row: RowMapping, rung: Rung, word: Word) -> None:
    window = desk.in_force.policy.window
    until = slot_opens(word.until, "afternoon", window) if word.until else None
    values = {
        "state": word.state,
        "until": until,
        "reason": word.reason,
        "decided_at": desk.now,
        "decided_by": word.by,
    }
    known = [
        each
        for each in approvals.in_force(desk.connection, [row["id"]]).get(row["id"], ())
        if each["rung"] == rung
    ]
    if known:
        approvals.change(desk.connection, known[0]["id"], **values)
    else:
        key = {
            "obligation": row["id"],
            "deadline_version": row["deadline_version"],
            "rung": rung,
            "asked_at": desk.now,
        }
        approvals.add(desk.connection, [{**key, **values}])
    obligations.check_now(desk.connection, [row["id"]], desk.now)
    detail = {"rung": rung, "until": until, "reason": word.reason}
    audit.write(desk.connection, desk.now, [(word.by, word.state, row["id"], detail)])
