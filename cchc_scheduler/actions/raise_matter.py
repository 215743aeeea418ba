"""A unit raises a matter on its page; the coordinator answers. Neither changes what is owed."""

from dataclasses import dataclass
from datetime import datetime

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.matters import Raising, matter_problems
from cchc_scheduler.store import audit, matters
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import MatterState


@dataclass(frozen=True, slots=True)
class Raised:
    """What was raised about which obligation; `carrier` names the form that carried it."""

    obligation: str
    carrier: str
    raising: Raising


def raise_matter(
    db: Database, records: Records, outbox: Outbox, raised: Raised, now: datetime
) -> int:
    """Record a matter in one transaction; return its number. The same carrier records once.

    Raises BadInput when something needed is missing, NotFound for an unknown obligation.
    """
    problems = matter_problems(raised.raising)
    if problems:
        raise BadInput("; ".join(f"{each.field}: {each.problem}" for each in problems))
    with db.work() as connection:
        row = find(desk_at(connection, records, outbox, now), raised.obligation)
        known = matters.by_carrier(connection, raised.carrier)
        if known is not None:
            return int(known["id"])
        given = raised.raising
        state: MatterState = "noted" if given.kind == "row-right" else "asked"
        number = matters.add(
            connection,
            {
                "obligation": row["id"],
                "kind": given.kind,
                "carrier": raised.carrier,
                "text": given.text,
                "by": given.by,
                "person": given.person,
                "address": given.address,
                "raised_at": now,
                "state": state,
            },
        )
        verb = "confirmed" if given.kind == "row-right" else "raised"
        entry = (given.by, verb, row["id"], {"matter": number, "kind": given.kind})
        audit.write(connection, now, [entry])
    return number


def answer_matter(db: Database, matter: int, answer: str, by: str, now: datetime) -> None:
    """Record the answer to a matter; the unit reads it on its page, with its day.

    Raises NotFound when there is no such matter, BadInput when it needs no answer or has one.
    """
    if not answer.strip():
        raise BadInput("An answer needs its words: the unit reads them.")
    with db.work() as connection:
        row = matters.one(connection, matter)
        if row is None:
            raise NotFound(f"There is no matter {matter}; `cchc digest` lists what waits.")
        if row["state"] != "asked":
            raise BadInput(f"Matter {matter} is {row['state']}; it waits for no answer.")
        matters.answer(
            connection, matter, state="answered", answer=answer, answered_at=now, answered_by=by
        )
        detail = {"matter": matter, "kind": row["kind"]}
        audit.write(connection, now, [(by, "matter answered", row["obligation"], detail)])
