"""Which rows hold what a submission or a mail brought, and how they are emptied.

The statements serve the store itself and every copy of it, so they also fit tables of older
releases: a column or table that a copy lacks is left out.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

Execute = Callable[[str, tuple[Any, ...]], Any]
CONTENT: Final = (
    "link",
    "file_name",
    "file_size",
    "file_sha256",
    "file_type",
    "number",
    "document_day",
    "note",
)
WORDS: Final = ("subject", "excerpt")
BLANK: Final = b"Subject: erased\r\n\r\n"
BLANK_SHA256: Final = hashlib.sha256(BLANK).hexdigest()
WAITING: Final = ("queued", "deferred")
# States in which a mail stands in every digest until a person has looked at it.
WAITS: Final = ("person", "quarantined", "poisoned")


@dataclass(frozen=True, slots=True)
class Key:
    """Which submission; `carrier` besides the number, since a restored store may reuse numbers."""

    submission: int
    obligation: str
    carrier: str


@dataclass(frozen=True, slots=True)
class MailKey:
    """Which mail that came in; by the hash of its bytes besides its number."""

    mail: int
    sha256: str


_WHERE: Final = "id = ? AND obligation = ? AND carrier = ?"
_OF_MAIL: Final = (
    "submission = ? "
    "OR message_id IN (SELECT message_id FROM incoming WHERE submission = ?) "
    "OR content IN (SELECT content FROM incoming WHERE submission = ?)"
)


def holds(execute: Execute, key: Key | MailKey) -> bool:
    """Tell whether a store or a copy of it has what is asked for with any content."""
    table, wanted = ("submission", CONTENT) if isinstance(key, Key) else ("incoming", WORDS)
    known = columns(execute, table, wanted)
    if not known:
        return False
    some = " OR ".join(f'"{name}" IS NOT NULL' for name in known)
    where = _WHERE if isinstance(key, Key) else "id = ? AND sha256 = ?"
    query = f"SELECT count(*) FROM {table} WHERE {where} AND ({some})"  # noqa: S608
    return bool(execute(query, _values(key)).fetchone()[0])


def blank(execute: Execute, key: Key | MailKey, now: datetime) -> None:
    """Empty the rows of a submission or a mail, and those that repeat it."""
    if isinstance(key, Key):
        _blank_compiled(execute, key)
        _blank_submission(execute, key, now)
        _blank_receipts(execute, key)
        _blank_report(execute, key)
    if columns(execute, "incoming", WORDS):
        for row in _mails(execute, key):
            _blank_mail(execute, row)


def mails_of(execute: Execute, submission: int) -> list[str]:
    """Return the hashes of the raw mails that carried a submission, repeated deliveries too."""
    query = f"SELECT sha256 FROM incoming WHERE {_OF_MAIL} ORDER BY id"  # noqa: S608
    return [row[0] for row in execute(query, (submission,) * 3).fetchall()]


def columns(execute: Execute, table: str, wanted: Iterable[str]) -> list[str]:
    """Return which of the wanted columns a table has; none when there is no such table."""
    known = {row[1] for row in execute(f"PRAGMA table_info({table})", ()).fetchall()}
    return [name for name in wanted if name in known]


def _values(key: Key | MailKey) -> tuple[Any, ...]:
    if isinstance(key, Key):
        return key.submission, key.obligation, key.carrier
    return key.mail, key.sha256


def _blank_submission(execute: Execute, key: Key, now: datetime) -> None:
    names = columns(execute, "submission", CONTENT)
    stamp = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    emptied = ", ".join(f'"{name}" = NULL' for name in names)
    if columns(execute, "submission", ("erased_at",)):
        emptied = f"{emptied}, erased_at = coalesce(erased_at, '{stamp}')"
    if columns(execute, "submission", ("receipt_owed_since",)):
        emptied = f"{emptied}, receipt_owed_since = NULL"
    execute(f"UPDATE submission SET {emptied} WHERE {_WHERE}", _values(key))  # noqa: S608


def _blank_receipts(execute: Execute, key: Key) -> None:
    """Empty the receipt, and what told others of the number of the paper."""
    about = (
        "(kind = 'receipt' AND cause = ?) OR "
        "(kind = 'correction' AND (cause = ? OR substr(cause, 1, ?) = ?))"
    )
    news = f"received {key.obligation} "
    which = (f"submission {key.submission}", f"sorry {key.obligation}", len(news), news)
    blank_letters(execute, about, which)


def _blank_report(execute: Execute, key: Key) -> None:
    """Empty what was filled into the form that was handed in, and the drafts beside it."""
    if not columns(execute, "report_form", ("id",)):
        return
    which = "obligation = ? AND (submission IS NULL OR carrier = ?)"
    values = (key.obligation, key.carrier)
    execute(
        f"DELETE FROM report_answer WHERE form IN (SELECT id FROM report_form WHERE {which})",  # noqa: S608
        values,
    )
    execute(f"UPDATE report_form SET unread = NULL WHERE {which}", values)  # noqa: S608


def _blank_compiled(execute: Execute, key: Key) -> None:
    """Empty what was compiled from it, what a person wrote over it, and what it changed."""
    if not columns(execute, "compilation", ("id",)):
        return
    told = f"(SELECT '|' || id || '|' FROM submission WHERE {_WHERE})"  # noqa: S608
    for table, column, sources in (
        ("compiled_passage", "text", "sources"),
        ("kept_text", "text", "sources"),
        ("addendum_change", '"before"', "before_sources"),
        ("addendum_change", '"after"', "after_sources"),
    ):
        execute(
            f"UPDATE {table} SET {column} = NULL WHERE instr({sources}, {told}) > 0",  # noqa: S608
            _values(key),
        )
    number = f"paper_number IN (SELECT number FROM submission WHERE {_WHERE})"  # noqa: S608
    emptied = "paper_number = NULL, paper_day = NULL"
    where = f"obligation = ? AND {number}"
    execute(f"UPDATE evidence SET {emptied} WHERE {where}", (key.obligation, *_values(key)))  # noqa: S608


def _mails(execute: Execute, key: Key | MailKey) -> list[Any]:
    """Return number, subject key and times of the mails that hold the content.

    The times are those between which a mail waited for a person; none where it never did.
    """
    which, values = (
        (_OF_MAIL, (key.submission,) * 3)
        if isinstance(key, Key)
        else ("id = ? AND sha256 = ?", _values(key))
    )
    waited = f"(settled_at IS NOT NULL OR state IN {WAITS})"
    query = (
        f"SELECT id, subject_key, CASE WHEN {waited} THEN stored_at END, settled_at "  # noqa: S608
        f"FROM incoming WHERE {which}"
    )
    found: list[Any] = execute(query, values).fetchall()
    return found


def _blank_mail(execute: Execute, row: Any) -> None:
    """Empty a mail's row, the answer to it, and what told the coordinator of its words.

    A mail that waited for a person stood in every digest until it was settled.
    """
    mail, subject, since, settled = row
    execute("UPDATE incoming SET subject = NULL, excerpt = NULL WHERE id = ?", (mail,))
    told = f"mail {subject} "
    # A day far ahead, written as one: a bare number would be less than every day.
    about = (
        "cause = ? OR (kind = 'system' AND substr(cause, 1, ?) = ?) OR "
        "(kind = 'digest' AND created_at >= ? AND created_at <= coalesce(?, '9999-12-31'))"
    )
    blank_letters(execute, about, (f"mail {mail}", len(told), told, since, settled))


def blank_letters(execute: Execute, about: str, which: tuple[Any, ...]) -> None:
    """Empty letters that repeat the content; those that still wait are cancelled."""
    execute(
        "UPDATE letter SET state = 'cancelled', next_attempt_at = NULL "  # noqa: S608
        f"WHERE state IN {WAITING} AND ({about})",
        which,
    )
    execute(
        f"UPDATE letter SET bytes = ?, sha256 = ? WHERE {about}",  # noqa: S608
        (BLANK, BLANK_SHA256, *which),
    )
