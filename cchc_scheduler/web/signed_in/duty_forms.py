"""The forms of the page on which one duty is worked at: what was typed, what is wrong with it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from cchc_scheduler.actions.record_submission import Handed
from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.submissions import (
    LONGEST_NAME,
    LONGEST_NOTE,
    Bounds,
    FieldProblem,
    HandedFile,
    Handing,
    came_at,
    problems_of,
    text_problems,
)
from cchc_scheduler.documents.marked import NamedContent, marked_in
from cchc_scheduler.mail.attachments import safe_name, type_of
from cchc_scheduler.web.reading import Typed, day_of, is_nonce, new_nonce
from cchc_scheduler.words import SUBMISSION_KINDS

UNKNOWN_TYPE: Final = "application/octet-stream"
# All fields of the page's forms, so that a page shown again keeps what was typed.
FIELDS: Final = (
    "spoke_with",
    "day",
    "at",
    "words",
    "proves",
    "kind",
    "by",
    "link",
    "number",
    "arrived",
    "note",
    "reason",
    "document",
    "choice",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """One form: which it is, what was typed, what is wrong, and what makes its sending unique."""

    form: str
    texts: dict[str, str]
    problems: tuple[FieldProblem, ...]
    nonce: str
    content: bytes = b""
    file: HandedFile | None = None
    moment: datetime | None = field(default=None)
    day: date | None = field(default=None)


def empty() -> Filled:
    """Return a page's forms before anything is typed."""
    return Filled("", dict.fromkeys(FIELDS, ""), (), new_nonce())


def of_call(found: Typed, now: datetime) -> Filled:
    """Return the note of a call."""
    problems = [
        *text_problems("spoke_with", found.line("spoke_with"), LONGEST_NAME, needed=True),
        *text_problems("words", found.text("words"), LONGEST_NOTE, needed=True),
    ]
    moment, wrong = _moment(found, now)
    problems += wrong
    return _filled("goi", found, problems, moment=moment)


def of_answer(found: Typed) -> Filled:
    """Return the answer to a request: agreed to, refused with its reason, or decided by a leader.

    `document` is the leader's paper, needed for an extension and a waiver.
    """
    choice = found.text("choice")
    problems: list[FieldProblem] = []
    if choice == "refuse":
        problems += text_problems("reason", found.text("reason"), LONGEST_NOTE, needed=True)
    elif choice in ("extend", "waive"):
        problems += text_problems("document", found.line("document"), LONGEST_NAME, needed=True)
    elif choice != "grant":
        problems.append(FieldProblem("choice", "missing"))
    return _filled("tra-loi", found, problems)


async def on_behalf(found: Typed, bounds: Bounds, now: datetime) -> Filled:
    """Return what is recorded for a unit; files are read once, their type by their content."""
    kind = next((each for each in SUBMISSION_KINDS if each == found.text("kind")), None)
    content = await found.file.read() if found.file and kind == "file" else b""
    file = _file(found, content) if found.file and kind == "file" else None
    arrived, wrong = day_of(found.text("arrived"))
    handing = Handing(
        kind=kind or "file",
        by=found.line("by"),
        link=found.text("link") or None,
        file=file,
        number=found.line("number") or None,
        document_day=arrived if kind == "elsewhere" else None,
        note=found.text("note") or None,
    )
    problems = list(problems_of(handing, bounds, office_date(now)))
    if kind is None:
        problems = [FieldProblem("kind", "missing")]
    problems = [
        FieldProblem("arrived", each.problem) if each.field == "document_day" else each
        for each in problems
    ]
    if wrong:
        problems.append(FieldProblem("arrived", "not-a-day"))
    named = NamedContent(file.name, file.type, content) if file else None
    filled = _filled("ghi", found, problems, content=content, file=file, day=arrived)
    return filled if named is None else _refused_if_marked(filled, named)


def handed_of(filled: Filled, obligation: str, who: str, now: datetime) -> Handed:
    """Return what was typed as what is recorded."""
    texts, file = filled.texts, filled.file
    kind = next(each for each in SUBMISSION_KINDS if each == texts["kind"])
    elsewhere = kind == "elsewhere"
    return Handed(
        obligation=obligation,
        kind=kind,
        carrier=f"desk:{filled.nonce}",
        by=" ".join(texts["by"].split()),
        recorded_by=who,
        link=texts["link"] or None if kind == "link" else None,
        file_name=file.name if file else None,
        file_size=file.size if file else None,
        file_sha256=file.sha256 if file else None,
        file_type=file.type if file else None,
        number=" ".join(texts["number"].split()) or None if elsewhere else None,
        document_day=filled.day if elsewhere else None,
        note=texts["note"] or None,
        handed_in_at=came_at(filled.day, now) if elsewhere else None,
    )


def _filled(form: str, found: Typed, problems: list[FieldProblem], **more: object) -> Filled:
    texts = {name: found.text(name) for name in FIELDS}
    if marked_in(texts.values()) is not None:
        problems = [FieldProblem("marked", "marked")]
    nonce = found.text("nonce")
    unique = nonce if is_nonce(nonce) else new_nonce()
    return Filled(form, texts, tuple(problems), unique, **more)  # type: ignore[arg-type]


def _refused_if_marked(filled: Filled, named: NamedContent) -> Filled:
    if marked_in([], named) is None:
        return filled
    problems = (FieldProblem("marked", "marked"),)
    return Filled(filled.form, filled.texts, problems, filled.nonce)


def _moment(found: Typed, now: datetime) -> tuple[datetime | None, Iterator[FieldProblem]]:
    """Return when a call was, now where nothing else is said, and what is wrong with it."""
    day, wrong = day_of(found.text("day"))
    try:
        at = time.fromisoformat(found.text("at")) if found.text("at") else None
    except ValueError:
        return None, iter([FieldProblem("at", "not-a-day")])
    if wrong or (at is not None and at.tzinfo is not None):
        return None, iter([FieldProblem("day", "not-a-day")])
    if day is None and at is None:
        return now, iter(())
    local = office_instant(day or office_date(now), at or time(0))
    return local, iter([FieldProblem("day", "future")] if local > now else ())


def _file(found: Typed, content: bytes) -> HandedFile:
    name = found.file.filename if found.file else None
    return HandedFile(
        name=safe_name(name or ""),
        type=type_of(content, UNKNOWN_TYPE),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
