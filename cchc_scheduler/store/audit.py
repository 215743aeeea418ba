"""The audit (nhật ký): append-only, each row chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import insert_all
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
_LAST_HASH: Final = select(AUDIT.c.hash).order_by(AUDIT.c.number.desc()).limit(1)
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
    insert_all(connection, AUDIT, rows)


def faults(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every place where the chain does not hold."""
    before = FIRST
    for row in connection.execute(select(AUDIT).order_by(AUDIT.c.number)).mappings():
        if row["before"] != before:
            yield f"row {row['number']} does not follow the row before it"
        if row["hash"] != _hash(dict(row)):
            yield f"row {row['number']} was changed after it was written"
        before = row["hash"]


def since(connection: Connection, number: int) -> Sequence[RowMapping]:
    """Return the entries after a number, oldest first."""
    query = select(AUDIT).where(AUDIT.c.number > number).order_by(AUDIT.c.number)
    return connection.execute(query).mappings().all()


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
    return connection.execute(_LAST_HASH).scalar_one_or_none() or FIRST


def _hash(row: Mapping[Any, Any]) -> str:
    words = (row[name] for name in ("actor", "verb", "subject", "detail", "before"))
    fields = (row["at"].astimezone(UTC).isoformat(), *words)
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()
