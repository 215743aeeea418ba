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
from cchc_scheduler.actions.tell_coordinator import (
    tell_copy_refused,
    tell_fate_unknown,
    tell_undelivered,
)
from cchc_scheduler.mail.outcomes import (
    Accepted,
    Deferred,
    Lost,
    Outcome,
    Refusal,
    Refused,
    Released,
    Unreachable,
)
from cchc_scheduler.store import attempts, audit, directory, letters, markers, notices

BACK_OFF: Final = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 120, 240))
# The waits before this many tries add up to two days.
MOST_TRIES: Final = 17
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
    _note_refused_copies(desk, results)
    follow_up_accepted(desk, [each.letter for each in results])


def _note_refused_copies(desk: Desk, results: Sequence[Result]) -> None:
    """Keep the result of each copy that was not taken; nobody is sent the letter again for it."""
    for result in results:
        for refusal in getattr(result.outcome, "refused", ()):
            row = {**_attempt(desk, result, "cc-refused"), "recipient": refusal.address}
            row |= {"code": refusal.code, "reply": refusal.reply}
            attempts.add(desk.connection, [row])
            detail = {"code": refusal.code}
            entry = ("service", "copy refused", result.letter["message_id"], detail)
            audit.write(desk.connection, desk.now, [entry])
            if refusal.code in NO_SUCH_MAILBOX:
                _close_address(desk, refusal)
                tell_copy_refused(desk, result.letter, refusal.address, words_of(refusal))


def _settle_other(desk: Desk, result: Result) -> None:
    outcome = result.outcome
    if isinstance(outcome, Deferred):
        _defer(desk, result, outcome)
    elif isinstance(outcome, Refused):
        _bury(desk, result, outcome)
    elif isinstance(outcome, Lost):
        lose(desk, [result.letter], outcome.reason)
    elif isinstance(outcome, Unreachable):
        _give_back(desk, result)
        _rest_relay(desk, outcome.reason, None)
    elif isinstance(outcome, Released):
        _give_back(desk, result)


def _defer(desk: Desk, result: Result, outcome: Deferred) -> None:
    """Try again later; the wait grows with the attempts, or is what the server asked for.

    After two days of trying the letter is given up, as one that was refused.
    """
    attempts.add(desk.connection, [_attempt(desk, result, "deferred")])
    if outcome.relay:
        _rest_relay(desk, words_of(outcome), outcome.retry_after)
    tries = result.letter["attempts"]
    if tries >= MOST_TRIES:
        _end_dead(desk, result.letter, words_of(outcome))
        return
    wait = max(outcome.retry_after or BACK_OFF[min(tries, len(BACK_OFF)) - 1], BACK_OFF[0])
    values = {
        "state": "deferred",
        "next_attempt_at": desk.now + wait,
        "reply": words_of(outcome),
    }
    letters.settle(desk.connection, [(result.letter["id"], values)])


def _bury(desk: Desk, result: Result, outcome: Refused) -> None:
    """End a letter that the server will never take, and tell the coordinator."""
    letter = result.letter
    attempts.add(desk.connection, [_attempt(desk, result, "refused")])
    if outcome.code in NO_SUCH_MAILBOX:
        _close_address(desk, Refusal(letter["to_address"], outcome.code, outcome.reply))
    _end_dead(desk, letter, words_of(outcome))


def _end_dead(desk: Desk, letter: RowMapping, why: str) -> None:
    end_unsent(desk.connection, [letter["id"]], "dead", why, desk.now)
    tell_undelivered(desk, letter, why)


def _close_address(desk: Desk, refusal: Refusal) -> None:
    """Write to an address no more of which the server said that there is none."""
    row = {
        "address": refusal.address,
        "state": "dead",
        "why": words_of(refusal),
        "since": desk.now,
    }
    directory.set_address(desk.connection, row)


def words_of(answer: Refusal | Deferred | Refused) -> str:
    """Return the server's own words, after their number."""
    return f"{answer.code} {answer.reply}"


def lose(desk: Desk, lost: Sequence[RowMapping], why: str) -> None:
    """Mark letters whose fate is unknown; each is sent once more, with the same bytes.

    A letter lost a second time is never sent again: it proves nothing, so the coordinator is asked
    to call.
    """
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
    for letter in lost:
        if letter["lost"]:
            tell_fate_unknown(desk, letter)


def _give_back(desk: Desk, result: Result) -> None:
    """Give a letter back that no server was asked to take; it costs no attempt."""
    letter = result.letter
    tries = letter["attempts"] - 1
    was = "deferred" if tries else "queued"
    values: dict[str, Any] = {
        "state": "unknown" if letter["lost"] else was,
        "attempts": tries,
        "next_attempt_at": desk.now,
    }
    letters.settle(desk.connection, [(letter["id"], values)])
    attempts.add(desk.connection, [_attempt(desk, result, "released")])


def _rest_relay(desk: Desk, why: str, asked: timedelta | None) -> None:
    """Let the whole relay rest, longer with every fault in a row, or as long as it asked for."""
    hold = markers.read_instant(desk.connection, "relay-hold")
    if hold is not None and hold > desk.now:
        return
    faults = int(markers.read(desk.connection, "relay-faults") or "0") + 1
    wait = RELAY_BACK_OFF[min(faults, len(RELAY_BACK_OFF)) - 1]
    wait = min(max(wait, asked or wait), RELAY_BACK_OFF[-1])
    markers.put(desk.connection, "relay-faults", str(faults))
    markers.put(desk.connection, "relay-hold", desk.now + wait)
    markers.put(desk.connection, "relay-words", why)
    detail = {"why": why, "until": desk.now + wait}
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
