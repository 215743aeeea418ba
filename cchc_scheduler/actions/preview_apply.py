"""What an apply would mean: what changes, for whom, and which letters go, stay and come.

The apply is really made, looked at and rolled back, so that what is shown is what would be.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.apply_documents import Application, put_in_force, with_ids
from cchc_scheduler.actions.apply_effects import Effect
from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.open_periods import make_missing
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.read_applied import documents_in_force
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.forecast import Coming, forecast
from cchc_scheduler.core.plan_changes import TaskChange
from cchc_scheduler.plan.diff import Change, changed_tasks, differences
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import letters, obligations, revisions
from cchc_scheduler.store.database import Database

AHEAD: Final = timedelta(days=92)
Act = Callable[[Connection, Records], object]


@dataclass(frozen=True, slots=True)
class Told:
    """One letter that the apply itself would write: to which post, and its subject."""

    post: str
    address: str
    subject: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an apply would change; empty when nothing differs.

    `changes` are all differences, `tasks` those of the plans' tasks by what they say, `effects`
    what becomes of obligations. `gone`, `kept`, `new` are the coming notices if nobody acts.
    """

    changes: tuple[Change, ...] = ()
    tasks: tuple[TaskChange, ...] = ()
    effects: tuple[Effect, ...] = ()
    told: tuple[Told, ...] = ()
    gone: tuple[Coming, ...] = ()
    kept: tuple[Coming, ...] = ()
    new: tuple[Coming, ...] = ()

    def next_of(self, obligation: str) -> Coming | None:
        """Return the first notice about an obligation that would come after the apply."""
        coming = (each for each in (*self.kept, *self.new) if each.obligation == obligation)
        return min(coming, key=lambda each: each.at, default=None)


class _RolledBack(Exception):
    """Ends a transaction that shall leave nothing behind."""


def preview_apply(
    db: Database,
    outbox: Outbox,
    documents: Sequence[Document],
    now: datetime,
    working_days: int | None = None,
) -> Preview:
    """Return what applying documents now would mean, for the next quarter or working days.

    Raises what the apply would raise.
    """
    found = Preview()
    with suppress(_RolledBack), db.work() as connection:
        found = _preview(connection, outbox, documents, now, working_days)
        raise _RolledBack
    return found


def _preview(
    connection: Connection,
    outbox: Outbox,
    documents: Sequence[Document],
    now: datetime,
    working_days: int | None,
) -> Preview:
    in_force = documents_in_force(connection)
    same_ids = [with_ids(connection, document) for document in documents]
    changes = differences(in_force, same_ids)
    if not changes:
        return Preview()
    before = coming_notices(connection, Records(), now, working_days)
    last = letters.next_id(connection) - 1
    applied = put_in_force(connection, Records(), outbox, Application(documents, "preview"), now)
    after = coming_notices(connection, Records(), now, working_days)
    return Preview(
        changes=changes,
        tasks=tuple(
            change
            for document in same_ids
            if document.kind == "plan"
            for change in changed_tasks(in_force.get((document.kind, document.name)), document)
        ),
        effects=applied.effects,
        told=tuple(
            Told(row["post"] or "", row["addressee"], row["subject"])
            for row in letters.brief_after(connection, last)
        ),
        gone=_only(before, after),
        kept=tuple(each for each in before if each in set(after)),
        new=_only(after, before),
    )


def _only(these: Iterable[Coming], others: Iterable[Coming]) -> tuple[Coming, ...]:
    known = set(others)
    return tuple(each for each in these if each not in known)


def coming_after(db: Database, act: Act, now: datetime) -> tuple[Coming, ...]:
    """Return the coming notices of the next quarter after something that is rolled back again."""
    found: tuple[Coming, ...] = ()
    with suppress(_RolledBack), db.work() as connection:
        records = Records()
        act(connection, records)
        found = coming_notices(connection, records, now)
        raise _RolledBack
    return found


def coming_notices(
    connection: Connection, records: Records, now: datetime, working_days: int | None = None
) -> tuple[Coming, ...]:
    """Return the notices that come if nobody acts, in order of time; none before a first apply."""
    if not revisions.newest_number(connection):
        return ()
    in_force = records.read(connection)
    make_missing(connection, in_force, now)
    cases = load_cases(connection, in_force, obligations.unclosed(connection))
    posts = records.directory(connection, in_force)
    today = office_date(now)
    last = office_date(now + AHEAD)
    if working_days is not None:
        last = in_force.calendar.shift(today, working_days)
    until = office_instant(last, in_force.policy.window.closes)
    coming = forecast(cases.values(), posts, in_force.calendar, (now, until))
    return tuple(each for each in coming if isinstance(each, Coming))
