"""A page changes what is in force: the same one door, after a look that still holds."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from cchc_scheduler.actions.apply_documents import Application, Applied, put_in_force
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import Conflict
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import revisions
from cchc_scheduler.store.database import Database


def contents_in_force(connection: Connection) -> dict[tuple[str, str], Any]:
    """Return the content of every document in force, by kind and name."""
    rows = revisions.in_force(connection)
    return {(row["kind"], row["name"]): json.loads(row["document"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Change:
    """One document to put in the place of the one before.

    `seen` is the newest revision when the person looked, `by` who it is.
    """

    document: Document
    seen: int
    by: str


def change_document(
    db: Database, records: Records, outbox: Outbox, change: Change, now: datetime
) -> Applied:
    """Put a changed document in force; number 0 in what was applied when nothing differs.

    Raises Conflict when something was applied since it was looked at, BadInput when the record
    still names what is left out.
    """
    with db.work() as connection:
        if revisions.newest_number(connection) != change.seen:
            raise Conflict("Something was applied since; look at it first.")
        application = Application(whole(connection, change.document), change.by)
        return put_in_force(connection, records, outbox, application, now)


def whole(connection: Connection, changed: Document) -> list[Document]:
    """Return a home's documents with one of them changed: an office comes with all the others."""
    if changed.kind != "office":
        return [changed]
    others = [
        Document(kind, name, content)  # type: ignore[arg-type]
        for (kind, name), content in contents_in_force(connection).items()
        if (kind, name) != (changed.kind, changed.name)
    ]
    return [changed, *others]
