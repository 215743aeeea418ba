"""Write the coordinator's digest at 07:30, and the tick list at 14:00 of a day that ends a term.

A digest goes when something changed or is due, and at least once a week (design, the ladder).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.desk_pages import desk_page
from cchc_scheduler.actions.digest_facts import (
    digest_facts,
    ended_before,
    ending_today,
    signs_of,
)
from cchc_scheduler.actions.fit_digest import fitted
from cchc_scheduler.actions.letter_facts import About, about_rows, common, item
from cchc_scheduler.actions.outbox import Draft, Outbox, mailboxes
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.tell_coordinator import REASON, coordinator
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.slots import OpenSlot, slot_at, window_closes
from cchc_scheduler.documents.digests import Digest, TickList
from cchc_scheduler.mail.messages import Mailbox
from cchc_scheduler.store import audit, markers, obligations, revisions
from cchc_scheduler.store.database import Database

WEEK: Final = timedelta(days=7)


def write_digest(db: Database, records: Records, outbox: Outbox, now: datetime) -> int:
    """Write what the coordinator is to have by now, each once; return how many letters."""
    with db.work() as connection:
        if not revisions.newest_number(connection):
            return 0
        in_force = records.read(connection)
        slot = slot_at(now, in_force.calendar, in_force.policy.window)
        if slot is None or markers.read(connection, "ticks-at") == _mark(slot):
            return 0
        desk = desk_at(connection, records, outbox, now)
        to = coordinator(desk)
        written = _write_all(desk, to, slot) if to is not None else 0
        markers.put(connection, "ticks-at", _mark(slot))
        checkpoint("digest.writing")
    checkpoint("digest.written")
    return written


def _mark(slot: OpenSlot) -> str:
    return f"{slot.day.isoformat()} {slot.slot}"


def _write_all(desk: Desk, to: Addressee, slot: OpenSlot) -> int:
    """Write the daily digest, and the tick list that belongs to this slot."""
    written = _write_daily(desk, to)
    if slot.slot == "afternoon":
        return written + _write_ticks(desk, to, ending_today(desk), "14:00")
    return written + _write_ticks(desk, to, ended_before(desk), "07:30")


def _write_daily(desk: Desk, to: Addressee) -> int:
    today = office_date(desk.now)
    if markers.read(desk.connection, "digest-day") == today.isoformat():
        return 0
    signs = signs_of(desk)
    markers.put(desk.connection, "digest-day", today.isoformat())
    if signs.quiet and not _week_passed(desk, today):
        return 0
    facts = digest_facts(desk, common(desk, to, REASON), signs)
    markers.put(desk.connection, "digest-sent", today.isoformat())
    markers.put(desk.connection, "digest-audit", str(audit.last_number(desk.connection)))
    draft = Draft(
        "digest",
        "digest",
        facts,
        to,
        cc=_head_when_announced(desk, facts, to),
        cause=f"daily {today.isoformat()}",
        expires_at=window_closes(today, desk.in_force.policy.window),
    )
    draft = fitted(desk.outbox, draft, facts)
    return min(desk.outbox.put(desk.connection, desk.in_force, draft, desk.now), 1)


def _week_passed(desk: Desk, today: date) -> bool:
    last = markers.read(desk.connection, "digest-sent")
    return last is None or today - date.fromisoformat(last) >= WEEK


def _head_when_announced(desk: Desk, facts: Digest, to: Addressee) -> tuple[Mailbox, ...]:
    """Copy the head of the coordinating unit when a level is announced for the next working day."""
    if not facts.announced:
        return ()
    head = desk.directory.at_post(desk.in_force.office.coordinator.head, office_date(desk.now))
    if not isinstance(head, Addressee) or head.person.address == to.person.address:
        return ()
    return mailboxes([head])


def _write_ticks(
    desk: Desk, to: Addressee, groups: Sequence[tuple[str, list[str]]], at: str
) -> int:
    return sum(_write_tick(desk, to, group, missing, at) for group, missing in groups)


def _write_tick(desk: Desk, to: Addressee, group: str, missing: list[str], at: str) -> int:
    rows = [row for row in obligations.in_group(desk.connection, group) if row["id"] in missing]
    subjects: list[About] = about_rows(desk, [(row, None) for row in rows], history=False)
    words = [item(desk, subject) for subject in subjects]
    facts = TickList(
        common=common(desk, to, REASON, subjects[0]),
        period=words[0].period,
        period_short=words[0].period_short,
        last_day=words[0].last_day,
        units=tuple(each.unit for each in words),
        desk=desk_page(desk, "hom-nay"),
    )
    today = office_date(desk.now)
    draft = Draft(
        "digest",
        "tick-list",
        facts,
        to,
        cause=f"tick {group} {today.isoformat()} {at}",
        expires_at=window_closes(today, desk.in_force.policy.window),
    )
    return min(desk.outbox.put(desk.connection, desk.in_force, draft, desk.now), 1)
