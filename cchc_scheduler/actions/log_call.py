"""Note a telephone call about what a unit owes; it may be proof that a level was told."""

from dataclasses import dataclass
from datetime import datetime

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.record_facts import Call, call_in
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import audit, calls
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import Rung


@dataclass(frozen=True, slots=True)
class Spoken:
    """A call: with whom, when, what was said, who notes it. `carrier` names the form, never twice.

    `rung` is the level whose post was told by it, None when it proves nothing.
    """

    obligation: str
    carrier: str
    spoke_with: str
    words: str
    called_at: datetime
    by: str
    rung: Rung | None = None


def log_call(db: Database, records: Records, outbox: Outbox, spoken: Spoken, now: datetime) -> bool:
    """Note a call in one transaction; tell whether it is new.

    The log holds none of the words, for it can't be cleaned. Raises BadInput when something is
    missing or the call lies ahead, NotFound.
    """
    if not spoken.spoke_with.strip() or not spoken.words.strip():
        raise BadInput("A call needs with whom it was and what was said.")
    if spoken.called_at > now:
        raise BadInput("A call that is noted lies in the past.")
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        row = find(desk, spoken.obligation)
        if not calls.add(connection, _row(spoken, now)):
            return False
        if spoken.rung is not None:
            call_in(desk, row, Call(row["id"], spoken.rung, spoken.by))
        audit.write(connection, now, [(spoken.by, "called", row["id"], {"rung": spoken.rung})])
    return True


def _row(spoken: Spoken, now: datetime) -> dict[str, object]:
    return {
        "obligation": spoken.obligation,
        "carrier": spoken.carrier,
        "spoke_with": spoken.spoke_with,
        "words": spoken.words,
        "rung": spoken.rung,
        "called_at": spoken.called_at,
        "recorded_at": now,
        "recorded_by": spoken.by,
    }
