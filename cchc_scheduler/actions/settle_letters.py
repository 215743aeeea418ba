"""Write down what became of letters that were being sent, and what follows from it.

Follow-ups are written in the same transaction as the result: nobody is told that a letter went out
before the server accepted it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.claim_letters import end_unsent
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.follow_up import follow_up_accepted
from cchc_scheduler.actions.tell_coordinator import tell_undelivered
from cchc_scheduler.mail.outcomes import (
    Accepted,
    Deferred,
    Lost,
    Outcome,
    Refused,
    Unreachable,
)
from cchc_scheduler.store import attempts, audit, directory, letters, markers, notices

BACK_OFF: Final = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 120, 240))
RELAY_BACK_OFF: Final = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 15))
RESEND_UNKNOWN_AFTER: Final = timedelta(minutes=10)
NO_SUCH_MAILBOX: Final = frozenset((550, 551, 553))


@dataclass(frozen=True, slots=True)
class Result:
    """One outcome beside the letter it is about."""

    letter: RowMapping
    outcome: Outcome


def settle_letters(desk: Desk, outcomes: Sequence[Outcome]) -> None:
    """Write the outcomes of letters in state `sending`; a letter settled before is left alone."""
    rows = {
        row["id"]: row
        for row in letters.brief(desk.connection, [each.letter for each in outcomes])
        if row["state"] == "sending"
    }
    results = [Result(rows[each.letter], each) for each in outcomes if each.letter in rows]
    _accept(desk, [each for each in results if isinstance(each.outcome, Accepted)])
    for each in results:
        _settle_other(desk, each)


def _accept(desk: Desk, results: Sequence[Result]) -> None:
    if not results:
        return
    ids = [each.letter["id"] for each in results]
    now = desk.now
    letters.settle(
        desk.connection,
        [
            (each.letter["id"], {"state": "sent", "sent_at": now, "reply": each.outcome.reply})
            for each in results
            if isinstance(each.outcome, Accepted)
        ],
    )
    attempts.add(desk.connection, [_attempt(desk, each, "accepted") for each in results])
    notices.spend(desk.connection, ids, now)
    markers.clear(desk.connection, "relay-hold")
    markers.clear(desk.connection, "relay-faults")
    entries: list[audit.Entry] = [
        ("service", "sent", each.letter["message_id"], {}) for each in results
    ]
    audit.write(desk.connection, now, entries)
    follow_up_accepted(desk, [each.letter for each in results])


def _settle_other(desk: Desk, result: Result) -> None:
    outcome = result.outcome
    if isinstance(outcome, Deferred):
        _defer(desk, result, outcome)
    elif isinstance(outcome, Refused):
        _bury(desk, result, outcome)
    elif isinstance(outcome, Lost):
        lose(desk, [result.letter], outcome.reason)
    elif isinstance(outcome, Unreachable):
        _give_back(desk, result, outcome)


def _defer(desk: Desk, result: Result, outcome: Deferred) -> None:
    """Try again later; the wait grows with the attempts, or is what the server asked for."""
    tries = result.letter["attempts"]
    wait = outcome.retry_after or BACK_OFF[min(tries, len(BACK_OFF)) - 1]
    values = {
        "state": "deferred",
        "next_attempt_at": desk.now + wait,
        "reply": f"{outcome.code} {outcome.reply}",
    }
    letters.settle(desk.connection, [(result.letter["id"], values)])
    attempts.add(desk.connection, [_attempt(desk, result, "deferred")])


def _bury(desk: Desk, result: Result, outcome: Refused) -> None:
    """End a letter that the server will never take, and tell the coordinator."""
    letter = result.letter
    attempts.add(desk.connection, [_attempt(desk, result, "refused")])
    if outcome.code in NO_SUCH_MAILBOX:
        row = {
            "address": letter["to_address"],
            "state": "dead",
            "why": f"{outcome.code} {outcome.reply}",
            "since": desk.now,
        }
        directory.set_address(desk.connection, row)
    end_unsent(desk.connection, [letter["id"]], "dead", f"{outcome.code} {outcome.reply}", desk.now)
    tell_undelivered(desk, letter, f"{outcome.code} {outcome.reply}")


def lose(desk: Desk, lost: Sequence[RowMapping], why: str) -> None:
    """Mark letters whose fate is unknown; each is sent once more, with the same bytes."""
    for letter in lost:
        again = desk.now + RESEND_UNKNOWN_AFTER if letter["lost"] == 0 else None
        values = {
            "state": "unknown",
            "lost": letter["lost"] + 1,
            "next_attempt_at": again,
            "reply": why,
        }
        letters.settle(desk.connection, [(letter["id"], values)])
    attempts.add(
        desk.connection,
        [
            {
                "letter": x["id"],
                "number": x["attempts"],
                "phase": "lost",
                "reply": why,
                "at": desk.now,
            }
            for x in lost
        ],
    )
    entries = [("service", "unknown", letter["message_id"], {"why": why}) for letter in lost]
    audit.write(desk.connection, desk.now, entries)


def _give_back(desk: Desk, result: Result, outcome: Unreachable) -> None:
    """Queue a letter again that no server was asked to take; the whole relay rests a while."""
    letter = result.letter
    state = "unknown" if letter["lost"] else "queued"
    values: dict[str, Any] = {
        "state": state,
        "attempts": letter["attempts"] - 1,
        "next_attempt_at": desk.now,
    }
    letters.settle(desk.connection, [(letter["id"], values)])
    attempts.add(desk.connection, [_attempt(desk, result, "released")])
    _rest_relay(desk, outcome)


def _rest_relay(desk: Desk, outcome: Unreachable) -> None:
    hold = markers.read_instant(desk.connection, "relay-hold")
    if hold is not None and hold > desk.now:
        return
    faults = int(markers.read(desk.connection, "relay-faults") or "0") + 1
    wait = RELAY_BACK_OFF[min(faults, len(RELAY_BACK_OFF)) - 1]
    markers.put(desk.connection, "relay-faults", str(faults))
    markers.put(desk.connection, "relay-hold", desk.now + wait)
    markers.put(desk.connection, "relay-words", outcome.reason)
    detail = {"why": outcome.reason, "until": desk.now + wait}
    audit.write(desk.connection, desk.now, [("service", "relay rests", "outbox", detail)])


def _attempt(desk: Desk, result: Result, phase: str) -> dict[str, Any]:
    outcome: Any = result.outcome
    return {
        "letter": result.letter["id"],
        "number": result.letter["attempts"],
        "phase": phase,
        "code": getattr(outcome, "code", None),
        "reply": getattr(outcome, "reply", None) or getattr(outcome, "reason", None),
        "at": desk.now,
    }
