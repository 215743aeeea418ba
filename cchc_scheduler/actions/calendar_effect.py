"""What a change of the calendar would move: deadlines, asked-for days, letters; nothing is kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.apply_documents import Application, put_in_force
from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.open_periods import make_missing
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.deadlines import Days
from cchc_scheduler.core.forecast import Coming, forecast
from cchc_scheduler.documents.log_words import subject_words
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import deadlines, obligations
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import Rung

AHEAD: Final = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """One deadline that moves: the day asked for and the day after which it is late."""

    about: str
    asked: tuple[date, date]
    late_after: tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class MovedLetter:
    """One coming notice before and after; None where it is not there."""

    about: str
    rung: Rung
    to: str
    was: datetime | None
    will_be: datetime | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Everything that a change moves in the next quarter if nobody acts."""

    deadlines: tuple[MovedDeadline, ...]
    letters: tuple[MovedLetter, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    days: dict[str, Days]
    coming: dict[tuple[str, Rung], Coming]


def calendar_effect(copy: Database, outbox: Outbox, document: Document, now: datetime) -> Effect:
    """Return what the document would move, by making the change in a copy, which is closed."""
    records = Records()
    try:
        with copy.work() as connection:
            before = _standing(connection, records, now)
            put_in_force(connection, records, outbox, Application([document], "preview"), now)
            after = _standing(connection, records, now)
            office = records.read(connection).office
    finally:
        copy.close()

    def words(obligation: str) -> str:
        return subject_words(office, obligation)

    moved = tuple(
        MovedDeadline(words(key), (was.target, now_is.target), (was.late_after, now_is.late_after))
        for key, was in before.days.items()
        if (now_is := after.days.get(key)) is not None
        and (was.target, was.late_after) != (now_is.target, now_is.late_after)
    )
    keys = dict.fromkeys([*before.coming, *after.coming])
    letters = (
        MovedLetter(
            words(key[0]),
            key[1],
            (after.coming.get(key) or before.coming[key]).address,
            before.coming[key].at if key in before.coming else None,
            after.coming[key].at if key in after.coming else None,
        )
        for key in keys
    )
    changed = [each for each in letters if each.was != each.will_be]
    return Effect(moved, tuple(sorted(changed, key=lambda each: each.will_be or each.was or now)))


def _standing(connection: Connection, records: Records, now: datetime) -> _Standing:
    """Return the deadlines of all that is not closed, and the coming notices about it."""
    in_force = records.read(connection)
    make_missing(connection, in_force, now)
    rows = obligations.unclosed(connection)
    posts = records.directory(connection, in_force)
    until = office_instant(office_date(now + AHEAD), in_force.policy.window.closes)
    cases = load_cases(connection, in_force, rows).values()
    found = forecast(cases, posts, in_force.calendar, (now, until))
    versions = deadlines.all_versions(connection, [row["id"] for row in rows])
    days = {
        row["id"]: each.days
        for row in rows
        for each in versions[row["id"]]
        if each.version == row["deadline_version"]
    }
    coming = {(each.obligation, each.rung): each for each in found if isinstance(each, Coming)}
    return _Standing(days, coming)
