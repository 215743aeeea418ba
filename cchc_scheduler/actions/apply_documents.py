"""Put the office's documents in force: the one door by which files become rows."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from cchc_scheduler.actions.check_kept import check_kept
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.replan import replan
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.plan.documents import Document, withdrawn
from cchc_scheduler.store import audit, revisions
from cchc_scheduler.store.database import Database


def apply_documents(
    db: Database, records: Records, documents: Sequence[Document], by: str, now: datetime
) -> int:
    """Apply what differs from what is in force, as revisions in one transaction; return how many.

    Deadlines of obligations still scheduled or asked for are counted anew; what was sent stays.
    Raises BadInput when they leave out a unit or a post of which the record still speaks.
    """
    with db.work() as connection:
        applied = put_in_force(connection, records, documents, by, now)
        checkpoint("documents.applying")
    checkpoint("documents.applied")
    return applied


def put_in_force(
    connection: Connection,
    records: Records,
    documents: Sequence[Document],
    by: str,
    now: datetime,
) -> int:
    """Do the same inside an open transaction."""
    applied = write_revisions(connection, documents, by, now)
    if applied:
        replan(connection, records.read(connection), by, now)
    return applied


def write_revisions(
    connection: Connection, documents: Sequence[Document], by: str, now: datetime
) -> int:
    """Insert a revision for each document that differs from the one in force; return how many.

    A plan or a year that a whole home no longer has is withdrawn by a revision without content.
    """
    rows = revisions.in_force(connection)
    known = {(row["kind"], row["name"]): row["sha256"] for row in rows}
    check_kept(connection, documents, now)
    changed: list[tuple[str, str, str]] = [
        (document.kind, document.name, text_of(document))
        for document in documents
        if known.get((document.kind, document.name)) != sha256_of(document)
    ]
    changed += [(kind, name, revisions.WITHDRAWN) for kind, name in withdrawn(known, documents)]
    for kind, name, text in changed:
        sha256 = _sha256(text)
        number = revisions.add(
            connection,
            {
                "kind": kind,
                "name": name,
                "document": text,
                "sha256": sha256,
                "applied_at": now,
                "applied_by": by,
            },
        )
        verb = "withdrew" if text == revisions.WITHDRAWN else "applied"
        detail = {"revision": number, "sha256": sha256}
        audit.write(connection, now, [(by, verb, f"{kind} {name}", detail)])
    return len(changed)


def text_of(document: Document) -> str:
    """Return a document's content as canonical JSON text, the form the store keeps."""
    return json.dumps(document.content, ensure_ascii=False, sort_keys=True)


def sha256_of(document: Document) -> str:
    """Return the hash by which two contents of a document are told apart."""
    return _sha256(text_of(document))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
