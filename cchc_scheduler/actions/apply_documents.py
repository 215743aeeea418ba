"""Put the office's documents in force: the one door by which files become rows."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from cchc_scheduler.actions.records import InForce, Records
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.ladder import ladder_starts
from cchc_scheduler.core.obligations import Owed, owed
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import audit, deadlines, letters, notices, obligations, revisions
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import CHASED


def apply_documents(
    db: Database, records: Records, documents: Sequence[Document], by: str, now: datetime
) -> int:
    """Apply what differs from what is in force, as revisions in one transaction; return how many.

    Deadlines of obligations still scheduled or asked for are counted anew; what was sent stays.
    """
    with db.work() as connection:
        applied = write_revisions(connection, documents, by, now)
        if applied:
            replan(connection, records.read(connection), by, now)
        checkpoint("documents.applying")
    checkpoint("documents.applied")
    return applied


def write_revisions(
    connection: Connection, documents: Sequence[Document], by: str, now: datetime
) -> int:
    """Insert a revision for each document that differs from the one in force; return how many."""
    known = {(row["kind"], row["name"]): row["sha256"] for row in revisions.in_force(connection)}
    changed = [
        document
        for document in documents
        if known.get((document.kind, document.name)) != sha256_of(document)
    ]
    for document in changed:
        number = revisions.add(
            connection,
            {
                "kind": document.kind,
                "name": document.name,
                "document": text_of(document),
                "sha256": sha256_of(document),
                "applied_at": now,
                "applied_by": by,
            },
        )
        detail = {"revision": number, "sha256": sha256_of(document)}
        audit.write(connection, now, [(by, "applied", f"{document.kind} {document.name}", detail)])
    return len(changed)


def replan(connection: Connection, in_force: InForce, by: str, now: datetime) -> None:
    """Count deadlines of live obligations anew; a moved day becomes a version of reason amendment.

    What the plans no longer ask for is cancelled; what was closed stays closed.
    """
    wanted = {each.id: each for plan in in_force.plans for each in owed(plan, in_force.calendar)}
    cycles = {cycle.id for plan in in_force.plans for cycle in plan.cycles}
    tasks = {task.id for plan in in_force.plans for task in plan.tasks}
    for row in obligations.every(connection):
        if row["state"] in ("accepted", "waived", "cancelled"):
            continue
        if row["id"] in wanted:
            _move(connection, row, wanted[row["id"]], _check(in_force, row, wanted, now), by)
        elif row["task"] in cycles | tasks and row["state"] != "submitted":
            obligations.change(connection, row, state="cancelled", next_check_at=None)
            audit.write(connection, now, [(by, "cancelled", row["id"], {"why": "not in the plan"})])
    _free_moved_addresses(connection, in_force, now)


@dataclass(frozen=True, slots=True)
class _Check:
    """When this act happens, and when the obligation is to be looked at next."""

    now: datetime
    then: datetime | None


def _check(in_force: InForce, row: Any, wanted: Mapping[str, Owed], now: datetime) -> _Check:
    if row["state"] == "scheduled":
        days = wanted[row["id"]].days
        return _Check(now, ladder_starts(days, in_force.policy, in_force.calendar))
    return _Check(now, now if row["state"] in CHASED else None)


def _move(connection: Connection, row: Any, new: Owed, check: _Check, by: str) -> None:
    versions = deadlines.versions(connection, row["id"])
    latest_of_plan = [each for each in versions if each.reason in ("plan", "amendment")][-1]
    if latest_of_plan.days == new.days:
        obligations.change(connection, row, next_check_at=check.then, title=new.title)
        return
    version = row["deadline_version"] + 1
    deadline = Deadline(version, "amendment", new.days, check.now)
    deadlines.add(connection, [deadlines.row_of(row["id"], deadline, by, "plan or calendar")])
    obligations.change(connection, row, deadline_version=version, next_check_at=check.then)
    detail = {"was": latest_of_plan.days.last_day, "is": new.days.last_day}
    audit.write(connection, check.now, [(by, "moved", row["id"], detail)])


def _free_moved_addresses(connection: Connection, in_force: InForce, now: datetime) -> None:
    """Let notices that bounced go again to posts whose address or holder has changed since."""
    office = in_force.office
    for letter in letters.in_state(connection, "bounced"):
        post = next((each for each in office.posts if each.id == letter["post"]), None)
        if post is None or post.holder is None:
            continue
        if office.person(post.holder).address != letter["addressee"]:
            carried = notices.of_letters(connection, [letter["id"]]).get(letter["id"], [])
            notices.free(connection, [letter["id"]])
            obligations.check_now(connection, {each["obligation"] for each in carried}, now)


def text_of(document: Document) -> str:
    """Return a document's content as canonical JSON text, the form the store keeps."""
    return json.dumps(document.content, ensure_ascii=False, sort_keys=True)


def sha256_of(document: Document) -> str:
    """Return the hash by which two contents of a document are told apart."""
    return hashlib.sha256(text_of(document).encode()).hexdigest()
