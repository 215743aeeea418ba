"""The log as a page shows it: newest first, in words, found without marks, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.clock import office_instant
from cchc_scheduler.core.search import finds, folded
from cchc_scheduler.documents.list_tables import Column, ListTable, shown
from cchc_scheduler.documents.log_words import (
    actor_words,
    detail_words,
    subject_words,
    verb_words,
)
from cchc_scheduler.store import audit, letters

PAGE: Final = 100
CHUNK: Final = 1000
# One request looks through no more than this; the page says where it went no further.
MOST_LOOKED_AT: Final = 20_000
MOST_CARRIED_OUT: Final = 10_000
MIDNIGHT: Final = time(0)
HEADINGS: Final = ("Số", "Lúc", "Người thực hiện", "Việc", "Về", "Chi tiết")


@dataclass(frozen=True, slots=True)
class LogAsked:
    """What is looked for: words, from and to a day (both included), by whom, about what."""

    words: str = ""
    first: date | None = None
    last: date | None = None
    actor: str = ""
    subject: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry in words; `letter` is the number of the letter it is about, if it is about one."""

    number: int
    at: datetime
    who: str
    actor: str
    did: str
    about: str
    subject: str
    detail: str
    letter: int | None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries, newest first; `older` is where to go on, `looked_through` whether all was seen."""

    lines: tuple[LogLine, ...]
    older: int | None
    looked_through: bool
    actors: tuple[tuple[str, str], ...]


def read_log(desk: Desk, asked: LogAsked, most: int = PAGE) -> LogPage:
    """Return one page of the log."""
    found: list[LogLine] = []
    looked_at, last = 0, None
    for line in _lines(desk, asked):
        if looked_at >= MOST_LOOKED_AT or len(found) >= most:
            return LogPage(tuple(found), last, len(found) >= most, _actors(desk))
        looked_at, last = looked_at + 1, line.number
        if not asked.words.strip() or finds(asked.words, _texts(line)):
            found.append(line)
    return LogPage(tuple(found), None, looked_through=True, actors=_actors(desk))


def log_table(page: LogPage) -> ListTable:
    """Return the entries of a page as a table to carry out."""
    kinds = {"Số": "number", "Lúc": "moment"}
    columns = tuple(Column(title, kinds.get(title, "text")) for title in HEADINGS)  # type: ignore[arg-type]
    rows = tuple(
        (line.number, line.at, line.who, line.did, line.about, line.detail) for line in page.lines
    )
    return ListTable("nhat-ky", "Nhật ký", columns, rows)


def _texts(line: LogLine) -> list[str]:
    return [line.who, line.did, line.about, line.detail, line.subject, shown(line.at)]


def _lines(desk: Desk, asked: LogAsked) -> Iterator[LogLine]:
    wanted = audit.Asked(
        actor=asked.actor or None,
        subject=asked.subject or None,
        since=office_instant(asked.first, MIDNIGHT) if asked.first else None,
        until=_end_of(asked.last) if asked.last else None,
        before=asked.before,
    )
    most = CHUNK if asked.words.strip() else PAGE + 1
    while rows := audit.newest_first(desk.connection, wanted, most):
        about = _letters(desk, rows)
        yield from (_line(desk, row, about) for row in rows)
        wanted = replace(wanted, before=rows[-1]["number"])


def _line(desk: Desk, row: RowMapping, about: dict[str, RowMapping]) -> LogLine:
    office, subject = desk.in_force.office, row["subject"]
    letter = about.get(subject)
    words = f'thư "{letter["subject"]}"' if letter else subject_words(office, subject)
    return LogLine(
        number=row["number"],
        at=row["at"],
        who=actor_words(office, row["actor"]),
        actor=row["actor"],
        did=verb_words(row["verb"]),
        about=words,
        subject=subject,
        detail=detail_words(row["detail"]),
        letter=letter["id"] if letter else _number_of(subject),
    )


def _letters(desk: Desk, rows: Sequence[RowMapping]) -> dict[str, RowMapping]:
    """Return the letters that the rows are about, by their Message-ID."""
    ids = {row["subject"] for row in rows if row["subject"].startswith("<")}
    return letters.by_message_ids(desk.connection, ids) if ids else {}


def _number_of(subject: str) -> int | None:
    head, _, rest = subject.partition(" ")
    return int(rest) if head == "letter" and rest.isdecimal() else None


def _actors(desk: Desk) -> tuple[tuple[str, str], ...]:
    office = desk.in_force.office
    known = ((each, actor_words(office, each)) for each in audit.actors(desk.connection))
    return tuple(sorted(known, key=lambda each: folded(each[1])))


def _end_of(day: date) -> datetime:
    return office_instant(day + timedelta(days=1), MIDNIGHT)
