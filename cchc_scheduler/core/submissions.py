"""What may be handed in: one rule for page, reply, command line and simulation.

Problems are values; the page says them in Vietnamese, the command line in English.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Literal
from urllib.parse import urlsplit

from cchc_scheduler.clock import office_instant
from cchc_scheduler.words import SUBMISSION_KINDS, SubmissionKind, TimelinessBy

Problem = Literal[
    "missing",
    "too-long",
    "no-link",
    "scheme",
    "user-info",
    "own-page",
    "empty-file",
    "too-large",
    "wrong-type",
    "locked",
    "not-a-day",
    "future",
    "undeclared",
    "unseen",
    "no-address",
    "ended",
    "before",
    "past",
    "beyond",
    "marked",
    "changed",
]
LONGEST_NAME: Final = 200
LAST_MINUTE: Final = time(23, 59)
LONGEST_NOTE: Final = 2_000
LONGEST_LINK: Final = 2_000
# Signs that nobody can see, but for the two that form lines.
UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")
NO_PART_OF_LINKS: Final = re.compile(r"[\s\x00-\x1f]")
OFFICE: Final = "application/vnd.openxmlformats-officedocument"
# What is taken, by content.
FILE_TYPES: Final[dict[str, str]] = {
    f"{OFFICE}.wordprocessingml.document": ".docx",
    f"{OFFICE}.spreadsheetml.sheet": ".xlsx",
    "application/pdf": ".pdf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/zip": ".zip",
}
# Which kinds decide timeliness, as the office sets it: a nil report is complete by itself.
DECIDING: Final[dict[TimelinessBy, tuple[SubmissionKind, ...]]] = {
    "first": SUBMISSION_KINDS,
    "text": ("link", "file", "nil"),
    "paper": ("elsewhere", "nil"),
}
# A document locked by a password is wrapped in this old container.
LOCKED: Final = "application/x-ole-storage"


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file as it came: its harmless name, its type by content, its size in bytes, its hash."""

    name: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Handing:
    """What somebody wants to hand in for one obligation."""

    kind: SubmissionKind
    by: str
    link: str | None = None
    file: HandedFile | None = None
    number: str | None = None
    document_day: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of what is handed in."""

    field: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the office sets: the largest file in bytes, and the host of its own pages."""

    largest_file: int = 20 * 1024 * 1024
    own_host: str | None = None


def problems_of(handing: Handing, bounds: Bounds, today: date) -> tuple[FieldProblem, ...]:
    """Return everything that is wrong, field by field; nothing when it may be recorded."""
    found = [*text_problems("by", handing.by, LONGEST_NAME, needed=True)]
    found += text_problems("note", handing.note or "", LONGEST_NOTE, needed=handing.kind == "nil")
    if handing.kind == "link":
        found += _link(handing.link or "", bounds)
    elif handing.kind == "file":
        found += _file(handing.file, bounds)
    elif handing.kind == "elsewhere":
        found += text_problems("number", handing.number or "", LONGEST_NAME, needed=True)
        if handing.document_day is not None and handing.document_day > today:
            found.append(FieldProblem("document_day", "future"))
    return tuple(found)


def came_at(day: date | None, now: datetime) -> datetime | None:
    """Return the instant by which a document of a register was there: the end of its day, or now.

    A register tells the day only, and only days matter for whether a report was in time.
    """
    if day is None:
        return None
    return min(office_instant(day, LAST_MINUTE), now)


def is_outside(link: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether a link leads outside the hosts the office keeps its papers on."""
    host = (urlsplit(link).hostname or "").lower()
    return not any(host == known or host.endswith(f".{known}") for known in hosts)


def text_problems(field: str, text: str, most: int, *, needed: bool) -> Iterator[FieldProblem]:
    """Yield what is wrong with a typed text: missing, longer than `most`, signs nobody can see."""
    if needed and not text.strip():
        yield FieldProblem(field, "missing")
    elif len(text) > most:
        yield FieldProblem(field, "too-long")
    elif UNSEEN.search(text):
        yield FieldProblem(field, "unseen")


def _link(link: str, bounds: Bounds) -> Iterator[FieldProblem]:
    problem = _wording_problem(link.strip()) or _address_problem(link.strip(), bounds)
    if problem is not None:
        yield FieldProblem("link", problem)


def _wording_problem(link: str) -> Problem | None:
    if not link:
        return "missing"
    if len(link) > LONGEST_LINK:
        return "too-long"
    return "no-link" if NO_PART_OF_LINKS.search(link) else None


def _address_problem(link: str, bounds: Bounds) -> Problem | None:
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "no-link"
    if parts.scheme.lower() not in ("http", "https"):
        return "scheme"
    if "@" in parts.netloc:
        return "user-info"
    if bounds.own_host is not None and host == bounds.own_host.lower():
        return "own-page"
    return None if host else "no-link"


def _file(file: HandedFile | None, bounds: Bounds) -> Iterator[FieldProblem]:
    if file is None:
        yield FieldProblem("file", "missing")
    elif file.size == 0:
        yield FieldProblem("file", "empty-file")
    elif file.size > bounds.largest_file:
        yield FieldProblem("file", "too-large")
    elif file.type == LOCKED:
        yield FieldProblem("file", "locked")
    elif file.type not in FILE_TYPES:
        yield FieldProblem("file", "wrong-type")
