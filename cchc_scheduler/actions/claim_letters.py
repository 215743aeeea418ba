"""Take letters for sending, after checking that each still holds; and check once more before DATA.

A ladder letter leaves only while every obligation it names is still asked for under the same
deadline; else it is cancelled and what still holds is written anew (design, the ladder).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.records import InForce
from cchc_scheduler.actions.watch_outage import held_after_outage, hold_backlog
from cchc_scheduler.core.offices import is_placeholder
from cchc_scheduler.core.slots import next_window
from cchc_scheduler.mail.outcomes import Envelope
from cchc_scheduler.store import (
    attempts,
    audit,
    inbound,
    letters,
    markers,
    notices,
    obligations,
    requests,
)
from cchc_scheduler.words import AT_ONCE_KINDS, CHASED, LADDER_KINDS

BATCH: Final = 50
ALLOWED_WHILE_HELD: Final = (*AT_ONCE_KINDS, "digest")
BREAKER_SPAN: Final = timedelta(hours=1)
# Farther ahead a rest of the relay was set by a wrong clock; none is ever longer (settle_letters).
LONGEST_REST: Final = timedelta(minutes=15)
PLACEHOLDER_WAIT: Final = timedelta(hours=1)
REPORTING: Final = ("late-3", "late-5")
# Replies that can't be read hold back what goes above a head; longer than this is no reason.
LONGEST_UNREAD: Final = timedelta(hours=24)
UNREAD_WAIT: Final = timedelta(minutes=5)
UNREAD_WORDS: Final = "waits: the mailbox of replies can't be read"
PLACEHOLDER_WORDS: Final = "waits: the address is a placeholder"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Letters taken for sending."""

    envelopes: tuple[Envelope, ...]
    looked_at: int


def claim_letters(
    connection: Connection, in_force: InForce, now: datetime, *, placeholders: bool = True
) -> Claimed:
    """Take up to 50 letters that are due and still hold; settle those that don't.

    `placeholders` tells whether mail may go to addresses that only stand for one.
    """
    hold = markers.read_instant(connection, "relay-hold")
    if hold is not None and now < hold <= now + LONGEST_REST:
        return Claimed((), 0)
    due = letters.due(connection, now, BATCH)
    if not due:
        return Claimed((), 0)
    _watch_for_flood(connection, in_force, now)
    keep = _without_hopeless(connection, in_force, due, now)
    if not placeholders:
        keep = _without_placeholders(connection, keep, now)
    letters.claim(connection, keep)
    attempts.add(
        connection,
        [
            {"letter": row["id"], "number": row["attempts"] + 1, "phase": "claimed", "at": now}
            for row in keep
        ],
    )
    envelopes = [
        Envelope(row["id"], row["sender"], _recipients(row, placeholders), row["bytes"])
        for row in keep
    ]
    own = in_force.office.sender_address
    named = (each if each.sender else replace(each, instead=own) for each in envelopes)
    return Claimed(tuple(named), len(due))


def mark_data(connection: Connection, ids: Sequence[int], now: datetime) -> set[int]:
    """Mark letters as about to be handed over; return those that may be.

    What no longer holds is cancelled in the same transaction. After this commit the server may
    have the letter, whatever happens to this process.
    """
    rows = letters.brief(connection, ids)
    gone = _stale(connection, [row for row in rows if row["state"] == "sending"], now)
    cancel(connection, gone, "no longer holds", now)
    good = [row for row in rows if row["id"] not in gone and row["state"] == "sending"]
    letters.change(connection, [row["id"] for row in good], marked_at=now)
    attempts.add(
        connection,
        [
            {"letter": row["id"], "number": row["attempts"], "phase": "data", "at": now}
            for row in good
        ],
    )
    return {row["id"] for row in good}


def cancel(connection: Connection, ids: Iterable[int], why: str, now: datetime) -> None:
    """Cancel letters that were not handed over; their notices wait for another letter."""
    end_unsent(connection, ids, "cancelled", why, now)


def end_unsent(
    connection: Connection, ids: Iterable[int], state: str, why: str, now: datetime
) -> None:
    """End letters without a delivery and have their obligations looked at again."""
    gone = list(ids)
    if not gone:
        return
    carried = notices.of_letters(connection, gone)
    letters.change(connection, gone, state=state, next_attempt_at=None, reply=why)
    notices.free(connection, gone)
    about = {notice["obligation"] for rows in carried.values() for notice in rows}
    obligations.check_now(connection, about, now)
    audit.write(
        connection,
        now,
        [("service", state, f"letter {letter}", {"why": why}) for letter in gone],
    )


def _without_hopeless(
    connection: Connection, in_force: InForce, due: Sequence[RowMapping], now: datetime
) -> list[RowMapping]:
    """Settle letters that expired, don't hold or must wait; return the others."""
    expired = {row["id"] for row in due if row["expires_at"] and row["expires_at"] <= now}
    end_unsent(connection, expired, "expired", "its time had passed", now)
    held = _held(connection, [row for row in due if row["id"] not in expired])
    letters.change(connection, held, held=True, next_attempt_at=None)
    opens = next_window(now, in_force.calendar, in_force.policy.window)
    waits = {row["id"] for row in due if row["kind"] not in AT_ONCE_KINDS and opens > now}
    letters.change(connection, waits - expired - held, next_attempt_at=opens)
    unread = _while_unread(connection, due, now) - expired - held - waits
    letters.change(connection, unread, next_attempt_at=now + UNREAD_WAIT, reply=UNREAD_WORDS)
    left = [row for row in due if row["id"] not in expired | held | waits | unread]
    gone = _stale(connection, left, now)
    cancel(connection, gone, "no longer holds", now)
    return [row for row in left if row["id"] not in gone]


def _without_placeholders(
    connection: Connection, rows: Sequence[RowMapping], now: datetime
) -> list[RowMapping]:
    """Put off letters to placeholder addresses, until their time has passed; return the others."""
    waits = [row["id"] for row in rows if is_placeholder(row["to_address"])]
    letters.change(
        connection, waits, next_attempt_at=now + PLACEHOLDER_WAIT, reply=PLACEHOLDER_WORDS
    )
    return [row for row in rows if row["id"] not in waits]


def _recipients(row: RowMapping, placeholders: bool) -> tuple[str, ...]:  # noqa: FBT001
    cc: list[str] = json.loads(row["cc"])
    return (row["to_address"], *(each for each in cc if placeholders or not is_placeholder(each)))


def _held(connection: Connection, due: Sequence[RowMapping]) -> set[int]:
    if markers.read(connection, "held-since") is None:
        return set()
    return {row["id"] for row in due if row["kind"] not in ALLOWED_WHILE_HELD}


def _while_unread(connection: Connection, due: Sequence[RowMapping], now: datetime) -> set[int]:
    """Return the letters above a head that wait while replies can't be read, a day at most.

    The report may lie in the mailbox: nobody is told of a unit because of our own outage.
    """
    since = [row["fault_since"] for row in inbound.failing(connection)]
    if not since or now - min(since) >= LONGEST_UNREAD:
        return set()
    carried = notices.of_letters(connection, [row["id"] for row in due])
    return {
        letter for letter, items in carried.items() if any(i["rung"] in REPORTING for i in items)
    }


def _stale(connection: Connection, rows: Sequence[RowMapping], now: datetime) -> set[int]:
    """Return the ladder letters of which some item no longer holds."""
    ladder = [row["id"] for row in rows if row["kind"] in LADDER_KINDS]
    if not ladder:
        return set()
    carried = notices.of_letters(connection, ladder)
    about = {notice["obligation"] for items in carried.values() for notice in items}
    held = {
        obligation
        for obligation, pending in requests.pending(connection, about).items()
        if any(each["held_until"] and now < each["held_until"] for each in pending)
    }
    return {
        letter
        for letter in ladder
        if letter not in carried or not all(_holds(each, held) for each in carried[letter])
    }


def _holds(notice: RowMapping, held: set[str]) -> bool:
    if notice["obligation_state"] not in CHASED or notice["state"] != "carried":
        return False
    if notice["period_closed_at"] is not None:
        return False
    if notice["deadline_version"] != notice["version_in_force"]:
        return False
    return notice["rung"] not in REPORTING or notice["obligation"] not in held


def _watch_for_flood(connection: Connection, in_force: InForce, now: datetime) -> None:
    """Hold everything when far more letters are wanted than the office has people (breaker)."""
    if held_after_outage(connection, in_force, now):
        return
    released = markers.read_instant(connection, "released-at")
    since = max(now - BREAKER_SPAN, released) if released else now - BREAKER_SPAN
    most = in_force.policy.breaker_factor * len(in_force.office.people)
    wanted = letters.count_fresh(connection, since)
    if wanted > most:
        hold_backlog(connection, f"{wanted} letters wanted at once, {most} at most", now)
