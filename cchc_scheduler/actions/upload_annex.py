"""Keep an uploaded annex as a draft of its plan: what was read in it, for people to review."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.plan_draft_room import place_of
from cchc_scheduler.actions.records import Records
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.annexes.values import Annex
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.markings import marking_in_name
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.plan.annex_asking import Choice, annex_in, asked_of
from cchc_scheduler.plan.kept_reviews import annex_text, mendings_text
from cchc_scheduler.store import audit, files, plan_drafts
from cchc_scheduler.store.database import Database

LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed over: its name and bytes, by whom, and what was chosen beside it.

    `plan` is the plan it belongs to, None for the newest; `table` counts from 1; `first` and `last`
    are the period days are read in, both or neither.
    """

    name: str
    content: bytes
    by: str
    plan: str | None = None
    table: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The number of the draft, 0 when the file could not be read: then the annex has the faults."""

    draft: int
    annex: Annex


def upload_annex(
    db: Database, records: Records, data: Path, upload: Upload, now: datetime
) -> Uploaded:
    """Read a file and keep it with what was read as a draft; nothing comes in force by it.

    The same file for the same plan, while a draft of it is open, is that draft. Raises BadInput for
    a plan that is none, a period that is none, or a marking of a state secret.
    """
    if not upload.by.strip():
        raise BadInput("A draft needs who made it.")
    with db.read() as connection:
        place = place_of(records.read(connection), upload.plan)
    annex = annex_in(
        upload.content, asked_of(place, Choice(upload.table, upload.first, upload.last))
    )
    _refuse_marked(upload.name, annex)
    if annex.faults:
        return Uploaded(0, annex)
    stored = files.keep(data, [upload.content])
    with db.work() as connection:
        number = _keep(connection, upload, (place.plan.id, stored.sha256, annex), now)
        checkpoint("draft.keeping")
    checkpoint("draft.kept")
    return Uploaded(number, annex)


def _keep(
    connection: Connection, upload: Upload, what: tuple[str, str, Annex], now: datetime
) -> int:
    """Insert the draft, or return the open one of the same file and reading."""
    plan, sha256, annex = what
    text = annex_text(annex)
    for row in plan_drafts.open_of_file(connection, plan, sha256):
        if row["proposal"] == text:
            known: int = row["id"]
            return known
    number = plan_drafts.add(connection, {**_row(upload, plan, sha256, now), "proposal": text})
    detail = {"plan": plan, "sha256": sha256, "tasks": len(annex.tasks)}
    audit.write(connection, now, [(upload.by, "uploaded", f"draft {number}", detail)])
    return number


def _row(upload: Upload, plan: str, sha256: str, now: datetime) -> dict[str, object]:
    by = upload.by.strip()
    return {
        "plan": plan,
        "name": Path(upload.name.replace("\\", "/")).name[:LONGEST_NAME] or "phu-luc",
        "sha256": sha256,
        "mendings": mendings_text(()),
        "version": 1,
        "state": "open",
        "made_at": now,
        "made_by": by,
        "changed_at": now,
        "changed_by": by,
    }


def _refuse_marked(name: str, annex: Annex) -> None:
    texts = (text for task in annex.tasks for text in (task.section, task.text, task.product))
    if marked_in(texts) is not None or marking_in_name(name) is not None:
        raise BadInput(
            "The file bears a marking of a state secret; it was not kept. "
            "Such a file has no place in this service."
        )
