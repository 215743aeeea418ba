"""The audit (nhật ký): append-only, each row chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.prepared import MOMENTS, Prepared
from cchc_scheduler.store.tables import table_of

FIRST: Final = "0" * 64
DETAIL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)


class AuditRow(SQLModel, table=True):
    """One decision of the program or one act of a person."""

    __tablename__ = "audit"

    number: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor: str
    verb: str
    subject: str = Field(index=True)
    detail: str
    before: str
    hash: str


AUDIT = table_of(AuditRow)
_COLUMNS: Final = ("at", "actor", "verb", "subject", "detail", "before", "hash")
_ADD: Final = Prepared(insert(AUDIT).inline(), _COLUMNS)
_HASHED: Final = itemgetter("actor", "verb", "subject", "detail", "before")
_LAST_HASH: Final = Prepared(select(AUDIT.c.hash).order_by(AUDIT.c.number.desc()).limit(1))
_ANY_SINCE: Final = (
    select(AUDIT.c.number)
    .where(AUDIT.c.number > bindparam("number"))
    .where(AUDIT.c.verb.not_in(bindparam("verbs", expanding=True)))
    .limit(1)
)
Entry = tuple[str, str, str, Mapping[str, object]]


def write(connection: Connection, now: datetime, entries: Sequence[Entry]) -> None:
    """Append entries (actor, verb, subject, detail) in the transaction of what they tell."""
    if not entries:
        return
    before = _last_hash(connection)
    rows: list[dict[str, Any]] = []
    for actor, verb, subject, detail in entries:
        row = {
            "at": now,
            "actor": actor,
            "verb": verb,
            "subject": subject,
            "detail": DETAIL.encode(detail),
            "before": before,
        }
        before = row["hash"] = _hash(row)
        rows.append(row)
    _ADD.write(connection, rows)


def faults(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every place where the chain does not hold."""
    words = {
        "order": "row {} does not follow the row before it",
        "change": "row {} was changed after it was written",
    }
    query = select(AUDIT).order_by(AUDIT.c.number)
    for number, fault in _broken(connection.execute(query).mappings(), FIRST):
        yield words[fault].format(number)


@dataclass(frozen=True, slots=True)
class Checked:
    """How far the chain was looked at: the last number and hash, how many rows, which break it."""

    number: int = 0
    hash: str = FIRST
    rows: int = 0
    broken: tuple[int, ...] = ()


def check_on(connection: Connection, so_far: Checked, most: int) -> Checked:
    """Look at so many more rows of the chain; what comes back is the same when none is left."""
    query = select(AUDIT).where(AUDIT.c.number > so_far.number).order_by(AUDIT.c.number)
    rows = connection.execute(query.limit(most)).mappings().all()
    if not rows:
        return so_far
    broken = tuple(dict.fromkeys(number for number, _ in _broken(rows, so_far.hash)))
    last = rows[-1]
    return Checked(last["number"], last["hash"], so_far.rows + len(rows), (*so_far.broken, *broken))


def _broken(rows: Iterable[RowMapping], before: str) -> Iterator[tuple[int, str]]:
    """Yield the number of each row that breaks the chain, and how; `before` is the hash so far."""
    for row in rows:
        if row["before"] != before:
            yield row["number"], "order"
        if row["hash"] != _hash(dict(row)):
            yield row["number"], "change"
        before = row["hash"]


def since(connection: Connection, number: int) -> Sequence[RowMapping]:
    """Return the entries after a number, oldest first."""
    query = select(AUDIT).where(AUDIT.c.number > number).order_by(AUDIT.c.number)
    return connection.execute(query).mappings().all()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are asked for: by whom, about what, from and before which instant.

    Only entries before the number `before` are given, so that pages go on where one ended.
    """

    actor: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


def newest_first(connection: Connection, asked: Asked, most: int) -> Sequence[RowMapping]:
    """Return at most so many of the entries that are asked for, the newest first."""
    query = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(most)
    if asked.before is not None:
        query = query.where(AUDIT.c.number < asked.before)
    if asked.actor is not None:
        query = query.where(AUDIT.c.actor == asked.actor)
    if asked.subject is not None:
        query = query.where(AUDIT.c.subject == asked.subject)
    if asked.since is not None:
        query = query.where(AUDIT.c.at >= asked.since)
    if asked.until is not None:
        query = query.where(AUDIT.c.at < asked.until)
    return connection.execute(query).mappings().all()


def actors(connection: Connection) -> list[str]:
    """Return everybody who ever did something."""
    return list(connection.execute(select(AUDIT.c.actor).distinct()).scalars())


def any_since(connection: Connection, number: int, *, but: Sequence[str]) -> bool:
    """Tell whether there is an entry after a number with none of these verbs."""
    found = connection.execute(_ANY_SINCE, {"number": number, "verbs": list(but)})
    return found.first() is not None


def about(connection: Connection, subject: str) -> Sequence[RowMapping]:
    """Return every entry about one subject, oldest first."""
    query = select(AUDIT).where(AUDIT.c.subject == subject).order_by(AUDIT.c.number)
    return connection.execute(query).mappings().all()


def latest(connection: Connection, subject: str, verbs: Sequence[str]) -> RowMapping | None:
    """Return the newest entry about a subject with one of these verbs, or None."""
    query = (
        select(AUDIT)
        .where(AUDIT.c.subject == subject, AUDIT.c.verb.in_(verbs))
        .order_by(AUDIT.c.number.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().one_or_none()


def last_number(connection: Connection) -> int:
    """Return the number of the newest entry; 0 while there is none."""
    query = select(AUDIT.c.number).order_by(AUDIT.c.number.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none() or 0


def _last_hash(connection: Connection) -> str:
    found = _LAST_HASH.read(connection)
    return found[0]["hash"] if found else FIRST


def _hash(row: Mapping[Any, Any]) -> str:
    fields = "\x1f".join((_instant(row["at"]), *_HASHED(row)))
    return hashlib.sha256(fields.encode()).hexdigest()


@lru_cache(MOMENTS)
def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
