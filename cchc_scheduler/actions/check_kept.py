"""Refuse documents that leave out what the record still speaks of: units, posts, deputies."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.offices import Office
from cchc_scheduler.plan.documents import Document, office_from_document
from cchc_scheduler.store import directory, letters, obligations


def check_kept(connection: Connection, documents: Sequence[Document], now: datetime) -> None:
    """Raise BadInput, with everything at once, when the new office forgets what is still named."""
    for document in documents:
        if document.kind == "office":
            office = office_from_document(document.content)
            forgotten = list(_forgotten(connection, office, now))
            if forgotten:
                raise BadInput(
                    "\n".join(["office.yaml leaves out what is still named:", *forgotten])
                )


def _forgotten(connection: Connection, office: Office, now: datetime) -> Iterator[str]:
    units = {unit.id for unit in office.units}
    posts = {post.id for post in office.posts}
    people = {person.id for person in office.people}
    for unit in sorted(obligations.units(connection) - units):
        yield f"unit {unit!r} has reports on record; keep it, with `to_day` as its last day"
    for post in sorted(letters.posts(connection) - posts):
        yield f"post {post!r} has had letters; keep it, its `holder` left empty"
    today = office_date(now)
    for absence in directory.absences(connection):
        gone = absence.deputy is not None and absence.deputy not in people
        if gone and absence.last_day >= today:
            until = absence.last_day.isoformat()
            yield f"person {absence.deputy!r} acts for {absence.post!r} until {until}; keep them"
