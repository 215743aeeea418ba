"""A page changes what is in force: the same one door, after a look that still holds."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from cchc_scheduler.actions.apply_documents import put_in_force
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import Conflict
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import revisions
from cchc_scheduler.store.database import Database


def contents_in_force(connection: Connection) -> dict[tuple[str, str], Any]:
    """Return the content of every document in force, by kind and name."""
    rows = revisions.in_force(connection)
    return {(row["kind"], row["name"]): json.loads(row["document"]) for row in rows}


def change_document(
    db: Database, records: Records, changed: Document, seen: int, by: tuple[str, datetime]
) -> int:
    """Put one document in force in the place of the one before; return how many changed: 0 or 1.

    `seen` is the newest revision when the person looked, `by` who it is and when.
    Raises Conflict when something was applied since, BadInput when the record still names what is
    left out.
    """
    who, now = by
    with db.work() as connection:
        if revisions.newest_number(connection) != seen:
            raise Conflict("Something was applied since; look at it first.")
        return put_in_force(connection, records, whole(connection, changed), who, now)


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
