"""Read back the documents in force, in the form the files have."""

import json

from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import revisions
from cchc_scheduler.store.database import Database


def applied_documents(db: Database) -> dict[tuple[str, str], Document]:
    """Return the documents in force by kind and name; empty while nothing was applied."""
    with db.read() as connection:
        return {
            (row["kind"], row["name"]): Document(
                row["kind"], row["name"], json.loads(row["document"])
            )
            for row in revisions.in_force(connection)
        }
