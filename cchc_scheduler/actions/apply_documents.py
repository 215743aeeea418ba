"""Put the office's documents in force: the one door by which files become rows."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from cchc_scheduler.actions.apply_effects import Effect, note_effects, standing
from cchc_scheduler.actions.check_kept import check_kept
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.open_periods import make_missing
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.replan import replan
from cchc_scheduler.actions.tell_amended import tell_amended
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.plan.documents import Document, withdrawn
from cchc_scheduler.plan.identities import identified
from cchc_scheduler.store import audit, letters, revisions
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Applied:
    """What came in force: the number of the apply, its documents, what it did, whom it tells.

    Number 0: nothing differed, and nothing was written.
    """

    number: int = 0
    documents: int = 0
    effects: tuple[Effect, ...] = ()
    letters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Application:
    """The documents to put in force, and who does it."""

    documents: Sequence[Document]
    by: str


def apply_documents(
    db: Database, records: Records, outbox: Outbox, application: Application, now: datetime
) -> Applied:
    """Apply what differs from what is in force, as revisions in one transaction.

    Deadlines of obligations still scheduled or asked for are counted anew; what was sent stays.
    Raises BadInput when they leave out a unit or a post of which the record still speaks.
    """
    with db.work() as connection:
        applied = put_in_force(connection, records, outbox, application, now)
        checkpoint("documents.applying")
    checkpoint("documents.applied")
    return applied


def put_in_force(
    connection: Connection,
    records: Records,
    outbox: Outbox,
    application: Application,
    now: datetime,
) -> Applied:
    """Do the same inside an open transaction."""
    if revisions.newest_number(connection):
        make_missing(connection, records.read(connection), now)
    before = standing(connection)
    number = write_revisions(connection, application.documents, application.by, now)
    if not number:
        return Applied()
    desk = desk_at(connection, records, outbox, now)
    replan(connection, desk.in_force, application.by, now)
    make_missing(connection, desk.in_force, now)
    effects = note_effects(connection, number, before)
    told = tell_amended(desk, number, effects)
    return Applied(number, len(revisions.of_apply(connection, number)), effects, told)


def write_revisions(
    connection: Connection, documents: Sequence[Document], by: str, now: datetime
) -> int:
    """Insert a revision for each document that differs from the one in force.

    Returns the number of the apply, 0 when nothing differs. A plan or a year that a whole home no
    longer has is withdrawn by a revision without content.
    """
    check_kept(connection, documents, now)
    return add_revisions(connection, changed_documents(connection, documents), by, now)


def changed_documents(
    connection: Connection, documents: Sequence[Document]
) -> list[tuple[str, str, str]]:
    """Return kind, name and text of what would become revisions.

    Tasks of a plan keep their ids by what they say, also where they are renumbered.
    """
    rows = {(row["kind"], row["name"]): row for row in revisions.in_force(connection)}
    changed: list[tuple[str, str, str]] = []
    for document in documents:
        row = rows.get((document.kind, document.name))
        if row is not None and row["sha256"] == sha256_of(document):
            continue
        text = text_of(with_ids(connection, document))
        if row is None or row["sha256"] != _sha256(text):
            changed.append((document.kind, document.name, text))
    return changed + [
        (kind, name, revisions.WITHDRAWN) for kind, name in withdrawn(rows, documents)
    ]


def with_ids(connection: Connection, document: Document) -> Document:
    """Return a plan's document with the ids that its tasks have in the record."""
    if document.kind != "plan":
        return document
    rows = revisions.of_name(connection, document.kind, document.name)
    versions = [
        Document(document.kind, document.name, json.loads(row["document"]))
        for row in rows
        if row["document"] != revisions.WITHDRAWN
    ]
    stands = bool(rows) and rows[-1]["document"] != revisions.WITHDRAWN
    return identified(document, versions[-1] if stands else None, versions)


def add_revisions(
    connection: Connection,
    changed: Sequence[tuple[str, str, str]],
    by: str,
    now: datetime,
    undoes: int | None = None,
) -> int:
    """Insert documents (kind, name, text) as revisions of one apply; return its number, or 0."""
    if not changed:
        return 0
    rows = [
        {
            "kind": kind,
            "name": name,
            "document": text,
            "sha256": _sha256(text),
            "applied_at": now,
            "applied_by": by,
            "undoes": undoes,
            "last_letter": letters.next_id(connection) - 1,
        }
        for kind, name, text in changed
    ]
    number = revisions.add_together(connection, rows)
    entries: list[audit.Entry] = [
        (
            by,
            "withdrew" if row["document"] == revisions.WITHDRAWN else "applied",
            f"{row['kind']} {row['name']}",
            {"revision": row["id"], "sha256": row["sha256"]},
        )
        for row in revisions.of_apply(connection, number)
    ]
    audit.write(connection, now, entries)
    return number


def text_of(document: Document) -> str:
    """Return a document's content as canonical JSON text, the form the store keeps."""
    return json.dumps(document.content, ensure_ascii=False, sort_keys=True)


def sha256_of(document: Document) -> str:
    """Return the hash by which two contents of a document are told apart."""
    return _sha256(text_of(document))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
