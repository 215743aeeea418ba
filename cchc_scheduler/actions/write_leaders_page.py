"""Write the leaders' page on its days: how a period stands, facts only, no ranking (9c)."""

from datetime import datetime

from cchc_scheduler.actions.ask_leaders import asked_of_leaders
from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.leaders_board import leaders_board
from cchc_scheduler.actions.letter_facts import about_rows, common
from cchc_scheduler.actions.outbox import Draft, Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.watch_outage import held_after_outage
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.leaders import page_days
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.slots import slot_at, slot_opens, window_closes
from cchc_scheduler.documents.facts import LeadersPage
from cchc_scheduler.store import markers, obligations, revisions
from cchc_scheduler.store.database import Database


def write_leaders_page(db: Database, records: Records, outbox: Outbox, now: datetime) -> int:
    """Write the page of every period whose day it is, once; return how many were written.

    The page needs nobody's approval, so that lateness can't be buried; it goes from 07:30 on and
    is not made good on another day, since the next one tells the same.
    """
    with db.work() as connection:
        today = office_date(now).isoformat()
        marks = markers.every(connection)
        if marks.get("leaders-day") == today or "held-since" in marks:
            return 0
        if not revisions.newest_number(connection):
            return 0
        desk = desk_at(connection, records, outbox, now)
        if _must_wait(desk):
            return 0
        groups = [group for group in begun_groups(desk) if _is_page_day(desk, group)]
        written = sum(_write(desk, group) for group in groups)
        markers.put(connection, "leaders-day", today)
        checkpoint("leaders.writing")
    checkpoint("leaders.written")
    return written


def _must_wait(desk: Desk) -> bool:
    """Tell whether nothing may be written now: outside the window, or held after an outage."""
    if slot_at(desk.now, desk.in_force.calendar, desk.in_force.policy.window) is None:
        return True
    return held_after_outage(desk.connection, desk.in_force, desk.now)


def begun_groups(desk: Desk) -> list[str]:
    """Return the cycles' periods of which some obligation has begun, in order."""
    found = obligations.begun_groups(desk.connection)
    return [group for group in found if desk.in_force.cycle(group.split("/")[0]) is not None]


def _is_page_day(desk: Desk, group: str) -> bool:
    """Tell whether a group's page goes today; there is none for a period that was closed."""
    rows = obligations.in_group(desk.connection, group)
    if all(row["closed_at"] is not None for row in rows):
        return False
    subjects = about_rows(desk, [(row, None) for row in rows], history=False)
    period = period_named(group.split("/")[1])
    days = page_days(period, [each.plan_deadline.days for each in subjects], desk.in_force.calendar)
    return office_date(desk.now) in days


def _write(desk: Desk, group: str) -> int:
    to = leader(desk)
    if to is None:
        return 0
    board = leaders_board(desk, group)
    reason = "đồng chí là lãnh đạo UBND xã theo dõi kế hoạch này"
    facts = LeadersPage(
        common=common(desk, to, reason, board.subject),
        period=board.period,
        period_short=board.period_short,
        due_words=board.due_words,
        last_day=board.last_day,
        counted=board.counted,
        rows=board.rows,
        asked=asked_of_leaders(desk, obligations.in_group(desk.connection, group)),
    )
    today, window = office_date(desk.now), desk.in_force.policy.window
    draft = Draft(
        "leaders",
        "leaders-page",
        facts,
        to,
        cause=f"{group} {today.isoformat()}",
        not_before=slot_opens(today, "morning", window),
        expires_at=window_closes(today, window),
    )
    return min(desk.outbox.put(desk.connection, desk.in_force, draft, desk.now), 1)


def leader(desk: Desk) -> Addressee | None:
    """Return the leader who reads the page: the first one that stands above some unit's head."""
    today = office_date(desk.now)
    for unit in desk.in_force.office.units:
        reach = desk.directory.reach("leaders", unit.id, today)
        if isinstance(reach, Addressee):
            return reach
    return None
