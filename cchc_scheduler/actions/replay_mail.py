"""Read all stored mail again, without any effect: what a newer parser makes of it."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import RowMapping

from cchc_scheduler.mail.arriving import Arrival
from cchc_scheduler.mail.reading_apart import arrival_within
from cchc_scheduler.store import files, inbound
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Replay:
    """How stored mail reads now; `changed` are the numbers of mails that read otherwise than then.

    `missing` are those whose raw bytes are gone or damaged; `digest` is the same as long as every
    mail reads the same.
    """

    mails: int
    kinds: dict[str, int]
    links: int
    attachments: int
    warnings: int
    changed: tuple[int, ...]
    missing: tuple[int, ...]
    digest: str


def replay_mail(db: Database, data: Path) -> Replay:
    """Read every stored mail again; nothing is written, recorded or sent."""
    with db.read() as connection:
        rows = inbound.every(connection)
    read: list[tuple[RowMapping, Arrival]] = []
    missing: list[int] = []
    for row in rows:
        raw = _raw(data, row["sha256"])
        if raw is None:
            missing.append(row["id"])
        else:
            read.append((row, _without_files(arrival_within(raw))))
    told = "\n".join(_told(arrival) for _, arrival in read)
    return Replay(
        mails=len(rows),
        kinds=dict(sorted(Counter(arrival.read.kind for _, arrival in read).items())),
        links=sum(len(arrival.read.links) for _, arrival in read),
        attachments=sum(len(arrival.read.attachments) for _, arrival in read),
        warnings=sum(len(arrival.read.warnings) for _, arrival in read),
        changed=tuple(row["id"] for row, a in read if row["kind"] not in (None, a.read.kind)),
        missing=tuple(missing),
        digest=hashlib.sha256(told.encode()).hexdigest(),
    )


def _without_files(arrival: Arrival) -> Arrival:
    """Return what was read without the bytes of its files: many mails are held at once."""
    files_only = tuple(replace(each, data=b"") for each in arrival.read.attachments)
    return replace(arrival, read=replace(arrival.read, attachments=files_only))


def _raw(data: Path, sha256: str) -> bytes | None:
    """Return the raw bytes of a mail, or None when they are not there as they were stored."""
    path = files.path_of(data, sha256)
    raw = path.read_bytes() if path.is_file() else None
    return raw if raw is not None and hashlib.sha256(raw).hexdigest() == sha256 else None


def _told(arrival: Arrival) -> str:
    read = arrival.read
    parts = [read.kind, read.sender, read.subject, read.message_id, read.text, *read.links]
    parts += [each.sha256 for each in read.attachments]
    return json.dumps(parts, ensure_ascii=True)
