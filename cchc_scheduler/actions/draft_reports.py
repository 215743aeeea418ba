"""Draft a period's compiled reports: after its day, when all is in, and whenever a person asks.

After the day means the first moment of the window (07:30) on the working day after the day that
ends at `late_after`; nothing is ever sent further than to the coordinator.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.compile_report import compile_period
from cchc_scheduler.actions.compiled_now import compiled_now, group_of
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.keep_draft import REHEARSAL, Wanted, keep_draft, key_of
from cchc_scheduler.actions.letter_facts import about_rows, counted
from cchc_scheduler.actions.make_addenda import make_addenda
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.actions.read_way import newest_groups
from cchc_scheduler.actions.tell_coordinator import coordinator
from cchc_scheduler.actions.tell_draft import tell_draft
from cchc_scheduler.actions.watch_outage import held_after_outage
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.slots import slot_at
from cchc_scheduler.store import audit, compilations, markers, obligations, revisions
from cchc_scheduler.store.compilations import EARLY
from cchc_scheduler.words import CompilationCause

BY_ITSELF: Final = ("after-due", "complete")
NONE_YET: Final = "-"
# What happens to letters and links makes nothing due; everything else may.
OF_LETTERS: Final = (
    *("wrote", "skipped", "sent", "bounced", "unknown", "copy refused", "relay rests"),
    *("asked approval", "links sent", "draft kept", "compiled"),
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for a draft of which period; the same `key` again makes none."""

    period: str
    by: str
    key: str


def draft_reports(room: DraftRoom, now: datetime) -> int:
    """Keep every draft and addendum that is due, with its letter; return how many were made.

    Looks only where something was recorded, or a slot opened, since it looked last.
    """
    with room.db.work() as connection:
        if not revisions.newest_number(connection):
            return 0
        desk = room.desk(connection, now)
        if _nothing_new(desk) or held_after_outage(connection, desk.in_force, now):
            return 0
        made = sum(_draft(room, desk, each) for each in _wanted(desk))
        made += make_addenda(room, desk)
        markers.put(connection, "drafts-seen", _mark(desk))
        checkpoint("drafts.making")
    checkpoint("drafts.made")
    return made


def ask_draft(room: DraftRoom, asking: Asking, now: datetime) -> int:
    """Keep a draft that a person asked for, with its letter in the next window; return its number.

    A key that is known makes none: 0. Raises NotFound when nothing is owed for the period,
    BadInput when it can't be compiled.
    """
    if not asking.by.strip() or not asking.key.strip():
        raise BadInput("A draft needs the name of who asks for it, and a key.")
    with room.db.work() as connection:
        desk = room.desk(connection, now)
        wanted = Wanted(group_of(desk, asking.period), "asked", asking.by, asking.key)
        outlines = report_outlines(room.template_dirs)
        compilation = compile_period(desk, outlines, asking.period, room.data)
        number = keep_draft(desk, compilation, wanted)
        if number:
            tell_draft(desk, wanted, number)
    return number


def _nothing_new(desk: Desk) -> bool:
    """Tell whether nothing can be due: no day has begun, nothing told on since, or all is held."""
    if markers.read(desk.connection, "held-since") is not None:
        return True
    day, _, number = (markers.read(desk.connection, "drafts-seen") or "").partition(" ")
    if not number or _open_day(desk) not in ("", day):
        return False
    return not audit.any_since(desk.connection, int(number), but=OF_LETTERS)


def _mark(desk: Desk) -> str:
    """Return the newest day looked at in its window, with how far the record had come then."""
    known = (markers.read(desk.connection, "drafts-seen") or "").partition(" ")[0]
    earlier = known if known <= office_date(desk.now).isoformat() else ""
    return f"{_open_day(desk) or earlier or NONE_YET} {audit.last_number(desk.connection)}"


def _open_day(desk: Desk) -> str:
    """Return the day whose window is open, or nothing outside it."""
    slot = slot_at(desk.now, desk.in_force.calendar, desk.in_force.policy.window)
    return slot.day.isoformat() if slot else ""


def _wanted(desk: Desk) -> list[Wanted]:
    """Return what is due to be drafted: of each cycle the newest period, and what is still owed."""
    newest = newest_groups(desk)
    owed = {row["task_group"] for row in obligations.chased(desk.connection)}
    groups = [
        each for each in obligations.begun_groups(desk.connection) if each in owed | {*newest}
    ]
    found = [_due(desk, group) for group in groups if _is_periodic(desk, group)]
    return [wanted for wanted in found if wanted is not None]


def _is_periodic(desk: Desk, group: str) -> bool:
    return desk.in_force.cycle(group.split("/", maxsplit=1)[0]) is not None


def _due(desk: Desk, group: str) -> Wanted | None:
    """Return the draft a group is due for now, if any."""
    known = {row["cause"] for row in _made(desk, group) if not row["asked"].startswith(EARLY)}
    told = counted(desk, group)
    if "complete" in known or not told.expected:
        return None
    if not told.missing and not told.completing:
        return _wanted_for(desk, group, "complete")
    if "after-due" not in known and _is_past(desk, group):
        return _wanted_for(desk, group, "after-due")
    return None


def _wanted_for(desk: Desk, group: str, cause: CompilationCause) -> Wanted:
    """Return a draft to be made; once more where a clock that stood ahead made it too early."""
    early = sum(
        row["cause"] == cause and row["asked"].startswith(EARLY) for row in _made(desk, group)
    )
    return Wanted(group, cause, asked=f"again {early}" if early else "")


def _made(desk: Desk, group: str) -> list[RowMapping]:
    """Return the drafts the program made by itself; those of rehearsal count in rehearsal only."""
    rehearsed = key_of(desk)
    return [
        row
        for row in compilations.of_period(desk.connection, group.split("/")[1])
        if row["cause"] in BY_ITSELF and row["asked"].startswith(REHEARSAL) == bool(rehearsed)
    ]


def _is_past(desk: Desk, group: str) -> bool:
    """Tell whether the plan's day has ended and a window is open after it."""
    if slot_at(desk.now, desk.in_force.calendar, desk.in_force.policy.window) is None:
        return False
    rows = obligations.in_group(desk.connection, group)
    subjects = about_rows(desk, [(row, None) for row in rows], history=False)
    return desk.now >= max(each.plan_deadline.days.late_after for each in subjects)


def _draft(room: DraftRoom, desk: Desk, wanted: Wanted) -> int:
    """Keep one draft with its letter; wait while nobody can be written to about it."""
    if coordinator(desk) is None:
        return 0
    compilation = compiled_now(room, desk, wanted.period)
    number = keep_draft(desk, compilation, wanted)
    if number:
        tell_draft(desk, wanted, number)
    return min(number, 1)
