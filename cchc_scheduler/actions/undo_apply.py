"""Take back the last apply while nobody has read anything that came from it.

What was in force before comes in force again as new revisions; nothing is taken out of the log.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.apply_documents import add_revisions
from cchc_scheduler.actions.apply_effects import Effect, note_effects, standing
from cchc_scheduler.actions.check_kept import check_kept
from cchc_scheduler.actions.claim_letters import cancel
from cchc_scheduler.actions.letters_of_apply import left, letters_of_apply
from cchc_scheduler.actions.open_periods import make_missing
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.replan import replan
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput, Conflict, NotConfigured
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import (
    apply_effects,
    approvals,
    audit,
    deadlines,
    letters,
    markers,
    notices,
    obligations,
    plan_drafts,
    requests,
    revisions,
)
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import CHASED


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the apply, the apply that did it, letters cancelled, what it did."""

    apply: int
    by_apply: int
    cancelled: int
    effects: tuple[Effect, ...]


def undo_apply(
    db: Database, records: Records, by: str, now: datetime, expected: int | None = None
) -> Undone:
    """Take back the last apply, in one transaction.

    `expected` is the apply a person was shown: Conflict when it is no longer the last one. Raises
    BadInput, and writes nothing, when it can't be taken back; the message says why and names the
    letters that have left.
    """
    with db.work() as connection:
        undone = take_back(connection, records, by, now, expected)
        checkpoint("apply.undoing")
    checkpoint("apply.undone")
    return undone


def take_back(
    connection: Connection, records: Records, by: str, now: datetime, expected: int | None = None
) -> Undone:
    """Do the same inside an open transaction."""
    number = _last(connection, expected)
    documents = _before(connection, revisions.of_apply(connection, number))
    check_kept(connection, _offices(documents), now)
    before = standing(connection)
    queued = [row["id"] for row in letters_of_apply(connection, number) if not left(row)]
    _cancel(connection, queued, number, now)
    restored = add_revisions(connection, documents, by, now, number)
    _restore(connection, number, now)
    in_force = records.read(connection)
    replan(connection, in_force, by, now)
    make_missing(connection, in_force, now)
    effects = note_effects(connection, restored, before)
    _reopen_draft(connection, number, by, now)
    audit.write(connection, now, [(by, "undid", f"apply {number}", {"by": restored})])
    return Undone(number, restored, len(queued), effects)


def last_apply(db: Database) -> int:
    """Return the last apply; BadInput, saying why, when it can't be taken back."""
    with db.read() as connection:
        return _last(connection, None)


def _last(connection: Connection, expected: int | None) -> int:
    """Return the last apply; refuse when it is another than expected, or can't be taken back."""
    number = revisions.newest_apply(connection)
    if expected is not None and expected != number:
        raise Conflict(f"Apply {expected} is not the last one any more; the last is {number}.")
    why = why_not(connection, number)
    if why is not None:
        raise BadInput(why)
    return number


def why_not(connection: Connection, number: int) -> str | None:
    """Return why an apply, the last one, can't be taken back; None when it can."""
    rows = revisions.of_apply(connection, number)
    if not rows:
        raise NotConfigured("Nothing was ever applied here; there is nothing to take back.")
    first = rows[0]
    if first["undoes"] is not None:
        return (
            f"The last apply ({number}) took back apply {first['undoes']}; "
            "apply the plan again instead."
        )
    if first["last_letter"] is None:
        return "The last apply was made by an earlier version of this program."
    live_since = markers.read_instant(connection, "live-since")
    if live_since is not None and live_since >= first["applied_at"]:
        return "The office went live with the last apply or after it; that is not taken back."
    alone = [row["kind"] for row in rows if revisions.before(connection, row) is None]
    if "office" in alone or "policy" in alone:
        return "The last apply was the first one; there is nothing to go back to."
    return _sent_from(connection, number)


def _sent_from(connection: Connection, number: int) -> str | None:
    """Return what has left that came from an apply, in words; None when nothing has."""
    gone = [row for row in letters_of_apply(connection, number) if left(row)]
    if not gone:
        return None
    listed = (
        f"{_at(row):%Y-%m-%d %H:%M} {row['kind']} to {row['post'] or row['addressee']}: "
        f"{row['subject']}"
        for row in gone
    )
    told = (
        f"{len(gone)} letters that came from apply {number} have left; it is not taken back. "
        "Amend the plan instead."
    )
    return "\n".join((told, *listed))


def _at(row: RowMapping) -> datetime:
    at: datetime = row["sent_at"] or row["created_at"]
    return at.astimezone(OFFICE_ZONE)


def _cancel(connection: Connection, queued: Sequence[int], number: int, now: datetime) -> None:
    """Cancel letters that wait; another apply may have the same cause to write them."""
    cancel(connection, queued, f"apply {number} was taken back", now)
    letters.change(connection, queued, cause=None)


def _before(connection: Connection, rows: Sequence[RowMapping]) -> list[tuple[str, str, str]]:
    """Return the documents that were in force before these revisions; none is `withdrawn`."""
    found: list[tuple[str, str, str]] = []
    for row in rows:
        earlier = revisions.before(connection, row)
        text = earlier["document"] if earlier else revisions.WITHDRAWN
        found.append((row["kind"], row["name"], text))
    return found


def _offices(documents: Sequence[tuple[str, str, str]]) -> list[Document]:
    return [
        Document("office", name, json.loads(text))
        for kind, name, text in documents
        if kind == "office"
    ]


def _restore(connection: Connection, number: int, now: datetime) -> None:
    """Put deadlines and states back where nobody has touched them; replan sees to the rest."""
    for effect in apply_effects.of_apply(connection, number):
        row = obligations.one(connection, effect["obligation"])
        if row is None:
            continue
        if effect["effect"] == "moved" and _untouched(connection, row, effect["version_before"]):
            _remove_version(connection, row, effect["version_before"], now)
        elif effect["effect"] == "withdrawn" and row["state"] == "cancelled":
            obligations.change(connection, row, state=effect["state_before"], next_check_at=now)


def _untouched(connection: Connection, row: RowMapping, before: int) -> bool:
    """Tell whether nothing hangs on the version that was added: no report, request or letter.

    What was handed in meanwhile keeps the day it was handed in under.
    """
    if row["state"] not in ("scheduled", *CHASED):
        return False
    version = row["deadline_version"]
    if version != before + 1 or requests.ever_asked(connection, row["id"], version):
        return False
    if approvals.in_force(connection, [row["id"]]):
        return False
    told = notices.in_force(connection, [row["id"]]).get(row["id"], [])
    return all(each["state"] in ("waiting", "skipped") for each in told)


def _remove_version(connection: Connection, row: RowMapping, before: int, now: datetime) -> None:
    notices.remove_version(connection, row["id"], row["deadline_version"])
    obligations.change(connection, row, deadline_version=before, next_check_at=now)
    deadlines.remove_version(connection, row["id"], row["deadline_version"])


def _reopen_draft(connection: Connection, number: int, by: str, now: datetime) -> None:
    """Let the annex that came in force be mended and applied again."""
    draft = plan_drafts.of_apply(connection, number)
    if draft is not None:
        plan_drafts.change(
            connection,
            draft,
            state="open",
            apply=None,
            closed_at=None,
            changed_at=now,
            changed_by=by,
        )
