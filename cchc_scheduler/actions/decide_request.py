"""Answer a unit's request: agree to a later day, extend by a leader's document, or decline."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.follow_up import send_answer
from cchc_scheduler.actions.obligation_book import NewDay, add_deadline, find, latest_day_for
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import audit, obligations, requests
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import DeadlineReason


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the pending request about an obligation.

    `document` is the leader's paper that makes a later day a true extension; without it the
    coordinator only agrees to receive later, and the plan's day stays.
    """

    obligation: str
    granted: bool
    by: str
    document: str | None = None
    reason: str | None = None


def decide_request(
    db: Database, records: Records, outbox: Outbox, answer: Answer, now: datetime
) -> None:
    """Answer the oldest pending request in one transaction, and write the letter that says so.

    Raises BadInput when nothing is pending, the day goes beyond what the coordinator may agree to,
    or a refusal gives no reason.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        row = find(desk, answer.obligation)
        pending = requests.pending(connection, [row["id"]]).get(row["id"], [])
        if not pending:
            raise BadInput(f"No request about {row['id']} waits for an answer.")
        _decide(desk, row, pending[0], answer)


def _decide(desk: Desk, row: RowMapping, request: RowMapping, answer: Answer) -> None:
    if answer.granted:
        _grant(desk, row, request, answer)
    elif not (answer.reason or "").strip():
        raise BadInput("A refusal needs its reason: the unit reads it.")
    else:
        obligations.check_now(desk.connection, [row["id"]], desk.now)
    requests.answer(
        desk.connection,
        request["id"],
        state="granted" if answer.granted else "refused",
        answer=answer.document or answer.reason,
        decided_at=desk.now,
        decided_by=answer.by,
    )
    send_answer(desk, row["id"], request["id"])
    verb = "granted" if answer.granted else "refused"
    detail = {"request": request["id"], "document": answer.document, "reason": answer.reason}
    audit.write(desk.connection, desk.now, [(answer.by, verb, row["id"], detail)])


def _grant(desk: Desk, row: RowMapping, request: RowMapping, answer: Answer) -> None:
    if request["kind"] == "not-ours":
        raise BadInput("Whose duty it is is a leader's decision: waive it with the document.")
    most = latest_day_for(desk, row)
    if answer.document is None and request["until"] > most:
        raise BadInput(
            f"{request['until']:%d/%m/%Y} lies after {most:%d/%m/%Y}, the last day the coordinator "
            "may agree to; only a leader's document extends beyond it."
        )
    reason: DeadlineReason = "extension" if answer.document else "later-day"
    note = answer.document or request["reason"]
    add_deadline(desk, row, NewDay(request["until"], reason, "leaders", answer.by, note))
