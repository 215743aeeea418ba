"""Write the ladder letters that are due: decisions, notices and frozen letters in one transaction.

Nothing is sent here. A tick repeated finds nothing new, a tick missed is made good (invariant 2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.ask_approval import ask_approvals
from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.ladder_letters import Item, ladder_drafts
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.tell_coordinator import tell_no_proof
from cchc_scheduler.actions.watch_outage import held_after_outage
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.errors import Conflict
from cchc_scheduler.core.ladder import Decision, Skip, decide, want_late
from cchc_scheduler.core.leaders import Group, leaders_gate
from cchc_scheduler.core.policies import LEVEL_OF_RUNG
from cchc_scheduler.core.slots import OpenSlot, slot_at, slot_opens
from cchc_scheduler.store import audit, letters, markers, notices, obligations
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import CHASED, ROLE_OF_LEVEL

BATCH: Final = 200


@dataclass(slots=True)
class _Batch:
    """The obligations looked at in one transaction, and what was decided about each."""

    rows: dict[str, RowMapping] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)


def write_due_letters(db: Database, records: Records, outbox: Outbox, now: datetime) -> int:
    """Write every ladder letter due by `now`; return how many obligations were looked at.

    While a backlog is held nothing is decided, so nothing stale can be written.
    """
    looked_at = 0
    while True:
        with db.work() as connection:
            if markers.read(connection, "held-since") is not None:
                return looked_at
            rows = obligations.due(connection, now, CHASED, BATCH)
            if not rows:
                return looked_at
            desk = desk_at(connection, records, outbox, now)
            if held_after_outage(connection, desk.in_force, now):
                return looked_at
            _write(desk, rows)
            checkpoint("letters.deciding")
        checkpoint("letters.written")
        looked_at += len(rows)


def _write(desk: Desk, rows: Sequence[RowMapping]) -> None:
    batch = _look(desk, rows)
    _open_leaders_gates(desk, batch)
    open_slot = slot_at(desk.now, desk.in_force.calendar, desk.in_force.policy.window)
    wanted = _wanted(batch)
    put_off = _put_off_taken(desk, batch, wanted, open_slot) if open_slot else set()
    items = [item for item in wanted if item.case.obligation not in put_off]
    entries = _write_letters(desk, items, open_slot) if open_slot and items else []
    entries += _write_skips(desk, batch)
    ask_approvals(desk, [(c, batch.decisions[o].ask) for o, c in batch.cases.items()])
    tell_no_proof(desk, [(c, batch.decisions[o].no_proof) for o, c in batch.cases.items()])
    _set_next_checks(desk, batch)
    audit.write(desk.connection, desk.now, entries)


def _look(desk: Desk, rows: Sequence[RowMapping]) -> _Batch:
    cases = load_cases(desk.connection, desk.in_force, rows)
    calendar = desk.in_force.calendar
    return _Batch(
        {row["id"]: row for row in rows},
        cases,
        {key: decide(case, desk.directory, calendar, desk.now) for key, case in cases.items()},
    )


def _open_leaders_gates(desk: Desk, batch: _Batch) -> None:
    """Let the period's common letter to the leaders decide for the units ready for it."""
    ready = [key for key, made in batch.decisions.items() if made.leaders_ready_since]
    for group in dict.fromkeys(batch.cases[key].group for key in ready):
        members = _look(desk, obligations.in_group(desk.connection, group))
        since = {
            key: made.leaders_ready_since
            for key, made in members.decisions.items()
            if made.leaders_ready_since is not None
        }
        told = notices.leaders_told(desk.connection, group)
        policy = next(iter(members.cases.values())).policy
        gate = leaders_gate(
            Group(tuple(members.cases.values()), since, told),
            policy,
            desk.in_force.calendar,
            desk.now,
        )
        for key in since:
            batch.rows[key] = members.rows[key]
            batch.cases[key] = members.cases[key]
            batch.decisions[key] = _through_gate(desk, members, key, gate.go, gate.to_page)
            if gate.next_check is not None:
                batch.decisions[key] = replace(batch.decisions[key], next_check=gate.next_check)


def _through_gate(
    desk: Desk, members: _Batch, key: str, go: Iterable[str], to_page: Iterable[str]
) -> Decision:
    case, made = members.cases[key], members.decisions[key]
    if key in go:
        sent = want_late(case, desk.directory, desk.in_force.calendar, desk.now, "leaders")
        return replace(sent, skips=made.skips)
    if key in to_page:
        return Decision(skips=(*made.skips, Skip("late-5", "leaders-page", desk.now)))
    return replace(made, leaders_ready_since=None)


def _wanted(batch: _Batch) -> list[Item]:
    return [
        Item(batch.rows[key], batch.cases[key], made.wanted)
        for key, made in batch.decisions.items()
        if made.wanted is not None
    ]


def _put_off_taken(desk: Desk, batch: _Batch, wanted: Sequence[Item], slot: OpenSlot) -> set[str]:
    """Put off to the next working day what is for an address that had its letter of this slot."""
    addresses = {item.address for item in wanted}
    taken = letters.slots_taken(desk.connection, slot.day, slot.slot, addresses)
    put_off = {item.case.obligation for item in wanted if item.address in taken}
    tomorrow = desk.in_force.calendar.shift(office_date(desk.now), 1)
    then = slot_opens(tomorrow, slot.slot, desk.in_force.policy.window)
    for key in put_off:
        batch.decisions[key] = replace(batch.decisions[key], wanted=None, next_check=then)
    return put_off


def _write_letters(desk: Desk, items: Sequence[Item], slot: OpenSlot) -> list[audit.Entry]:
    drafts = ladder_drafts(desk, items, slot)
    first_id = letters.next_id(desk.connection)
    rows: list[dict[str, Any]] = []
    carried: list[dict[str, Any]] = []
    entries: list[audit.Entry] = []
    for number, (draft, about) in enumerate(drafts, first_id):
        row = desk.outbox.freeze(desk.in_force, draft, desk.now)
        rows.append({"id": number, **row})
        carried += [_notice(desk, item, number) for item in about]
        detail = {"letter": number, "items": [f"{i.case.obligation} {i.rung}" for i in about]}
        entries.append(("service", "wrote", row["message_id"], detail))
    letters.add_many(desk.connection, rows)
    _carry(desk, carried, items)
    return entries


def _carry(desk: Desk, rows: Sequence[dict[str, Any]], items: Sequence[Item]) -> None:
    """Insert the new notices and take up the waiting ones; each must be taken exactly once."""
    waiting = {
        (item.case.obligation, item.rung) for item in items if item.rung in item.case.notices
    }
    again = [row for row in rows if (row["obligation"], row["rung"]) in waiting]
    new = [row for row in rows if (row["obligation"], row["rung"]) not in waiting]
    written = notices.add(desk.connection, new) + notices.carry_waiting(desk.connection, again)
    if written != len(rows):
        raise Conflict("a notice was carried already; nothing was written")


def _notice(desk: Desk, item: Item, letter: int) -> dict[str, Any]:
    return {
        "obligation": item.case.obligation,
        "deadline_version": item.case.deadline.version,
        "rung": item.rung,
        "role": ROLE_OF_LEVEL[LEVEL_OF_RUNG[item.rung]],
        "state": "carried",
        "letter": letter,
        "fire_at": item.wanted.fire_at,
        "decided_at": desk.now,
        "proven": False,
    }


def _write_skips(desk: Desk, batch: _Batch) -> list[audit.Entry]:
    entries: list[audit.Entry] = []
    for key, made in batch.decisions.items():
        case = batch.cases[key]
        for skip in made.skips:
            _write_skip(desk, case, skip)
            entries.append(("service", "skipped", key, {"rung": skip.rung, "why": skip.why}))
    return entries


def _write_skip(desk: Desk, case: Case, skip: Skip) -> None:
    row = {
        "obligation": case.obligation,
        "deadline_version": case.deadline.version,
        "rung": skip.rung,
        "role": ROLE_OF_LEVEL[LEVEL_OF_RUNG[skip.rung]],
        "state": "skipped",
        "why": skip.why,
        "fire_at": skip.at,
        "decided_at": desk.now,
        "proven": False,
    }
    if not notices.add(desk.connection, [row]):
        notices.skip_waiting(desk.connection, row)


def _set_next_checks(desk: Desk, batch: _Batch) -> None:
    """Look again when the decision says so; a level just written is looked at once accepted."""
    obligations.look_again(
        desk.connection,
        [
            (key, batch.rows[key]["version"], made.next_check)
            for key, made in batch.decisions.items()
        ],
    )
