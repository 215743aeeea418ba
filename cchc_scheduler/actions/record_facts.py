"""A person records a fact: an absence, a telephone call, a comparison, an address that bounces."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.tell_coordinator import tell_copy_refused, tell_undelivered
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.offices import Absence
from cchc_scheduler.core.policies import LEVEL_OF_RUNG
from cchc_scheduler.store import (
    attempts,
    audit,
    directory,
    letters,
    notices,
    obligations,
    reconciliations,
)
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import ROLE_OF_LEVEL, Rung


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone call by which a post was told: by whom, about which rung."""

    obligation: str
    rung: Rung
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """An address that gave back a letter; `permanent` when it will never take one.

    `letter` is the row of the letter that came back, where that is known.
    """

    address: str
    permanent: bool
    why: str
    letter: RowMapping | None = None


def record_absence(db: Database, absence: Absence, by: str, now: datetime) -> None:
    """Record that the holder of a post is away; the ladder is looked at anew."""
    if absence.last_day < absence.first_day:
        raise BadInput("An absence can't end before it begins.")
    with db.work() as connection:
        row = {
            "post": absence.post,
            "first_day": absence.first_day,
            "last_day": absence.last_day,
            "deputy": absence.deputy,
            "recorded_at": now,
            "recorded_by": by,
        }
        directory.add_absence(connection, row)
        _look_at_all(connection, now)
        audit.write(connection, now, [(by, "absent", absence.post, row)])


def end_absence(db: Database, number: int, by: str, now: datetime) -> None:
    """Record that the holder of a post is back from today on; the ladder is looked at anew.

    Raises NotFound when no absence of this number is still to end.
    """
    today = office_date(now)
    with db.work() as connection:
        rows = {row["id"]: row for row in directory.absence_rows(connection)}
        if number not in rows or rows[number]["last_day"] < today:
            raise NotFound(f"There is no absence {number} that could end.")
        directory.end_absence(connection, number, today - timedelta(days=1))
        _look_at_all(connection, now)
        detail = {"absence": number, "was": rows[number]["last_day"]}
        audit.write(connection, now, [(by, "absence ended", rows[number]["post"], detail)])


def record_call(db: Database, records: Records, outbox: Outbox, call: Call, now: datetime) -> None:
    """Record that a post was told by telephone: it is proof that the level was told."""
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        call_in(desk, find(desk, call.obligation), call)


def call_in(desk: Desk, row: RowMapping, call: Call) -> None:
    """Do the same in an open transaction."""
    connection, now = desk.connection, desk.now
    notice = {
        "obligation": row["id"],
        "deadline_version": row["deadline_version"],
        "rung": call.rung,
        "role": ROLE_OF_LEVEL[LEVEL_OF_RUNG[call.rung]],
        "state": "waiting",
        "fire_at": now,
        "decided_at": now,
        "proven": False,
    }
    notices.add(connection, [notice])
    known = notices.in_force(connection, [row["id"]])[row["id"]]
    told = next(each for each in known if each["rung"] == call.rung)
    accepted = told["accepted_at"] if told["proven"] else now
    why = f"telephone, {call.by}: {call.note}".rstrip(": ")
    notices.set_values(
        connection, told["id"], state="spent", proven=True, accepted_at=accepted, why=why
    )
    obligations.check_now(connection, [row["id"]], now)
    detail = {"rung": call.rung, "note": call.note}
    audit.write(connection, now, [(call.by, "told by telephone", row["id"], detail)])


def record_reconciliation(db: Database, group: str, by: str, now: datetime) -> None:
    """Record that a period was compared with the register of incoming documents just now."""
    with db.work() as connection:
        reconciliations.add(connection, group, now, by)
        audit.write(connection, now, [(by, "reconciled", group, {})])


def record_bounce(
    db: Database, records: Records, outbox: Outbox, bounce: Bounce, now: datetime
) -> None:
    """Record that the last letter to an address came back; proof is taken from what it carried.

    A permanent failure closes the address until a person changes it; the coordinator is told once.
    """
    with db.work() as connection:
        bounce_in(desk_at(connection, records, outbox, now), bounce)


def bounce_in(desk: Desk, bounce: Bounce) -> None:
    """Do the same in an open transaction; a copy that came back takes no proof from its letter."""
    if bounce.permanent:
        _note_address(desk, bounce, "dead")
    elif bounce.letter is not None:
        _note_address(desk, bounce, "soft")
    letter = bounce.letter or letters.latest_accepted(desk.connection, bounce.address)
    if letter is not None and bounce.address in json.loads(letter["cc"]):
        tell_copy_refused(desk, letter, bounce.address, bounce.why)
    elif letter is not None and letter["state"] != "bounced":
        _bounce_letter(desk, letter["id"], bounce)
        tell_undelivered(desk, letter, bounce.why)
    audit.write(desk.connection, desk.now, [("mail", "bounced", "address", {"why": bounce.why})])


def _note_address(desk: Desk, bounce: Bounce, state: str) -> None:
    """Note that an address has trouble; one that is known to be dead is not alive again by that."""
    if state == "soft" and bounce.address in directory.dead_addresses(desk.connection):
        return
    row = {"address": bounce.address, "state": state, "why": bounce.why, "since": desk.now}
    directory.set_address(desk.connection, row)


def record_mended(db: Database, address: str, by: str, now: datetime) -> None:
    """Record that an address takes mail again; what waited for it is looked at anew.

    Raises NotFound when nothing was known against the address.
    """
    with db.work() as connection:
        known = {row["address"] for row in directory.troubled_addresses(connection)}
        if address not in known:
            raise NotFound(f"Nothing is known against {address}.")
        directory.clear_address(connection, address)
        _look_at_all(connection, now)
        audit.write(connection, now, [(by, "mended", "address", {"address": address})])


def _bounce_letter(desk: Desk, letter: int, bounce: Bounce) -> None:
    letters.change(desk.connection, [letter], state="bounced", reply=bounce.why)
    notices.doubt(desk.connection, letter)
    row = {"letter": letter, "number": 0, "phase": "bounced", "reply": bounce.why, "at": desk.now}
    attempts.add(desk.connection, [row])
    carried = notices.of_letters(desk.connection, [letter]).get(letter, [])
    obligations.check_now(desk.connection, {each["obligation"] for each in carried}, desk.now)


def _look_at_all(connection: Connection, now: datetime) -> None:
    ids = [row["id"] for row in obligations.chased(connection)]
    obligations.check_now(connection, ids, now)
