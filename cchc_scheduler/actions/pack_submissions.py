"""Pack everything that was handed in into one .zip with its manifest, file by file as a stream.

What was erased, bears a marking of a state secret, is gone or no longer whole is named in the
manifest and never packed; everything else is.
"""

import hashlib
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import receipt_code
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.markings import marking_in, marking_in_name
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.reports import Finding
from cchc_scheduler.core.submissions import FILE_TYPES
from cchc_scheduler.documents.manifest import (
    Fate,
    HandedIn,
    Manifest,
    manifest_csv,
    manifest_text,
)
from cchc_scheduler.documents.vietnamese import short_period
from cchc_scheduler.mail.attachments import safe_name
from cchc_scheduler.store import files, inbound, obligations, submissions

PIECE: Final = 1 << 20
MANIFEST: Final = "MANIFEST"
EARLIEST: Final = 1980  # a .zip knows no earlier year
READABLE: Final = 0o100644 << 16
TOLD: Final = (
    *("by", "version", "kind", "link", "number", "document_day", "note", "usable"),
    *("file_name", "file_size", "file_sha256", "file_type"),
)
HELD_BACK: Final = "(không ghi)"
FINDINGS: Final[dict[Fate, str]] = {
    "missing": 'Không tìm thấy tệp lưu "{name}" ({reference}) của {unit}.',
    "damaged": 'Tệp lưu "{name}" ({reference}) của {unit} không còn nguyên vẹn.',
    "marked": "Một tài liệu của {unit} ({reference}) có dấu hiệu nội dung bí mật nhà nước, "
    "không đưa vào gói.",
}


def handed_in(desk: Desk, periods: Collection[str] | None) -> tuple[HandedIn, ...]:
    """Return everything handed in for these periods (None: all), in order of period and unit.

    Mail that was held back for its marking stands among it, without a word of its own.
    """
    office = desk.in_force.office
    rows = {row["id"]: row for row in obligations.every(desk.connection)}
    kept = {key: row for key, row in rows.items() if periods is None or row["period"] in periods}
    found = [
        _line(office, kept[each["obligation"]], each)
        for each in submissions.every(desk.connection)
        if each["obligation"] in kept
    ]
    found += [
        _held_back(office, kept[each["obligation"]], each)
        for each in inbound.marked(desk.connection)
        if each["obligation"] in kept
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                period_named(each.period).last_day,
                office.order_of(each.unit),
                each.received_at,
                each.reference,
            ),
        )
    )


def pack(target: IO[bytes], data: Path | None, manifest: Manifest) -> tuple[HandedIn, ...]:
    """Write the .zip into an open file; return every line with its fate.

    One piece of one file is in memory at a time.
    The same lines, files and time give the same bytes. Raises OSError when `target` can't be
    written.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        lines = tuple(_put(archive, data, line) for line in manifest.lines)
        whole = replace(manifest, lines=lines)
        for name, content in _manifests(whole):
            archive.writestr(_info(name, manifest.as_of), content)
    return lines


def findings_of(lines: Iterable[HandedIn]) -> Iterator[Finding]:
    """Yield what a person should look at: files that could not be packed, and why."""
    for line in lines:
        if line.fate in FINDINGS:
            words = FINDINGS[line.fate].format(
                name=line.file_name or "", reference=line.reference, unit=line.unit_name
            )
            yield Finding(f"kept-file-{line.fate}", line.unit, words)


def _line(office: Office, owed: RowMapping, row: RowMapping) -> HandedIn:
    about = _about(office, owed, row["handed_in_at"], receipt_code(owed["id"], row["id"]))
    told = {name: row[name] for name in TOLD}
    if row["erased_at"] is not None:
        return HandedIn(**about, **told, fate="erased")
    if _is_marked(row):
        hidden = dict.fromkeys(("file_name", "file_sha256", "link", "number", "note"))
        return HandedIn(**about, **{**told, **hidden, "by": HELD_BACK}, fate="marked")
    return HandedIn(**about, **told)


def _held_back(office: Office, owed: RowMapping, mail: RowMapping) -> HandedIn:
    about = _about(office, owed, mail["arrived_at"], f"thư đến số {mail['id']}")
    return HandedIn(**about, by=HELD_BACK, fate="marked")


def _about(office: Office, owed: RowMapping, at: datetime, reference: str) -> dict[str, Any]:
    return {
        "reference": reference,
        "period": owed["period"],
        "period_words": short_period(period_named(owed["period"])),
        "unit": owed["unit"],
        "unit_name": office.unit(owed["unit"]).name,
        "title": owed["title"],
        "received_at": at,
    }


def _is_marked(row: RowMapping) -> bool:
    """Tell whether a name or a word beside it bears a marking; files are read when they come."""
    if row["file_name"] and marking_in_name(row["file_name"]):
        return True
    beside = (row[name] for name in ("by", "number", "note", "link"))
    return any(marking_in(words) for words in beside if words)


def _put(archive: zipfile.ZipFile, data: Path | None, line: HandedIn) -> HandedIn:
    """Pack a line's file if it has a whole one; return the line with its fate."""
    if line.fate != "no-file" or line.kind != "file":
        return line
    if line.file_sha256 is None or data is None:
        return replace(line, fate="missing")
    path = files.path_of(data, line.file_sha256)
    try:
        whole = _sha256(path) == line.file_sha256
    except OSError:
        return replace(line, fate="missing" if not path.exists() else "damaged")
    if not whole:
        return replace(line, fate="damaged")
    name = _name(line)
    info = _info(name, line.received_at)
    # What may be handed in is compressed already.
    info.compress_type, info.file_size = zipfile.ZIP_STORED, path.stat().st_size
    with archive.open(info, "w") as member:
        for piece in _pieces(path):
            member.write(piece)
    return replace(line, fate="packed", path=name)


def _name(line: HandedIn) -> str:
    """Return a file's name in the pack: told apart by its receipt, readable by its own name."""
    own = safe_name(line.file_name or "")
    ending = FILE_TYPES.get(line.file_type or "", "")
    if ending and not own.lower().endswith(ending):
        own += ending
    return f"{line.period}/{safe_name(line.unit)}/{line.reference}_lan-{line.version}_{own}"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            yield piece


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    """Return a member's head; what tells the machine that made it is always the same."""
    local = at.astimezone(OFFICE_ZONE)
    clock = (local.month, local.day, local.hour, local.minute, local.second)
    info = zipfile.ZipInfo(name, (max(local.year, EARLIEST), *clock))
    info.create_system, info.external_attr = 3, READABLE
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _manifests(manifest: Manifest) -> Sequence[tuple[str, bytes]]:
    return (
        (f"{MANIFEST}.csv", manifest_csv(manifest)),
        (f"{MANIFEST}.txt", manifest_text(manifest)),
    )
