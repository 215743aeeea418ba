"""The coming letters of a store if nobody acts: by what is in force, or after a change.

A change is really made, looked at and rolled back, so that what is shown is what would be.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.apply_documents import put_in_force
from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.go_live import switch_live
from cchc_scheduler.actions.open_periods import make_missing
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import OFFICE_ZONE, office_date, office_instant
from cchc_scheduler.core.forecast import Coming, forecast
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.service import Service
from cchc_scheduler.store import obligations, revisions

AHEAD: Final = timedelta(days=92)


class _RolledBack(Exception):
    """Ends a transaction that shall leave nothing behind."""


def coming_letters(service: Service, documents: Sequence[Document] | None = None) -> list[str]:
    """Return one line per coming notice of the next quarter if nobody acts, in order of time.

    With `documents`, as if they were applied now; without, by what is in force.
    """
    if documents is None:
        return _after(service, lambda _connection, _records: None)
    now = service.now()
    return _after(service, lambda c, records: put_in_force(c, records, documents, "preview", now))


def coming_when_live(service: Service, documents: Sequence[Document]) -> list[str]:
    """Return the same as if the office went live now with these documents."""
    now = service.now()
    return _after(service, lambda c, records: switch_live(c, records, documents, "preview", now))


def _after(service: Service, change: Callable[[Connection, Records], object]) -> list[str]:
    found: list[str] = []
    with suppress(_RolledBack), service.db.work() as connection:
        records = Records()
        change(connection, records)
        if revisions.newest_number(connection):
            make_missing(connection, records.read(connection), service.now())
            found = _lines(service, connection, records)
        raise _RolledBack
    return found


def _lines(service: Service, connection: Connection, records: Records) -> list[str]:
    in_force = records.read(connection)
    cases = load_cases(connection, in_force, obligations.unclosed(connection))
    posts = records.directory(connection, in_force)
    now = service.now()
    until = office_instant(office_date(now + AHEAD), in_force.policy.window.closes)
    coming = forecast(cases.values(), posts, in_force.calendar, (now, until))
    return [_line(each) for each in coming if isinstance(each, Coming)]


def _line(coming: Coming) -> str:
    at = coming.at.astimezone(OFFICE_ZONE)
    to = f"{coming.post} <{coming.address}>"
    return f"{at:%Y-%m-%d %H:%M}  {coming.rung:<9} {coming.obligation}  to {to}"
