"""Capability links as rows: what a token opens, its generation, and whether it still does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, UniqueConstraint, bindparam, func, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import among_keys, insert_if_new
from cchc_scheduler.store.prepared import Prepared, Row
from cchc_scheduler.store.tables import one_of, table_of

PURPOSES: Final = ("page", "reply", "bounce", "feed", "report", "leader", "supervision")


class Capability(SQLModel, table=True):
    """One link; `fingerprint` is the hash of its token, which itself is never stored."""

    __tablename__ = "capability"
    __table_args__ = (
        UniqueConstraint("purpose", "subject", "generation", name="uq_capability_key"),
        one_of("purpose", PURPOSES),
    )

    fingerprint: str = Field(primary_key=True)
    purpose: str
    subject: str
    generation: int
    made_at: datetime
    revoked_at: datetime | None = Field(default=None)


CAPABILITY = table_of(Capability)
KEY = ("fingerprint",)
# Built once: every page and every letter asks these.
_BY_FINGERPRINTS: Final = Prepared(
    select(
        CAPABILITY.c.fingerprint,
        CAPABILITY.c.purpose,
        CAPABILITY.c.subject,
        CAPABILITY.c.generation,
        CAPABILITY.c.revoked_at,
    ).where(among_keys(CAPABILITY.c.fingerprint))
)
_NEWEST: Final = select(func.max(CAPABILITY.c.generation)).where(
    CAPABILITY.c.purpose == bindparam("purpose"), CAPABILITY.c.subject == bindparam("subject")
)


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert links that are new; return how many were."""
    return insert_if_new(connection, CAPABILITY, rows, KEY)


def by_fingerprints(connection: Connection, fingerprints: Iterable[str]) -> dict[str, Row]:
    """Return the links that tokens open, revoked or not, by the fingerprints that are known."""
    found = _BY_FINGERPRINTS.read(connection, keys=list(fingerprints))
    return {row["fingerprint"]: row for row in found}


def newest_generation(connection: Connection, purpose: str, subject: str) -> int:
    """Return the newest generation of a link; 0 while there is none."""
    asked = {"purpose": purpose, "subject": subject}
    newest: int | None = connection.execute(_NEWEST, asked).scalar_one()
    return newest or 0


def newest(connection: Connection, purpose: str, subject: str) -> RowMapping | None:
    """Return the newest link of one purpose about one subject, revoked or not."""
    query = (
        select(CAPABILITY)
        .where(CAPABILITY.c.purpose == purpose, CAPABILITY.c.subject == subject)
        .order_by(CAPABILITY.c.generation.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().one_or_none()


def revoke(connection: Connection, purpose: str, subject: str, now: datetime) -> int:
    """Revoke every link of one purpose about one subject; return how many were still good."""
    statement = (
        update(CAPABILITY)
        .where(CAPABILITY.c.purpose == purpose, CAPABILITY.c.subject == subject)
        .where(CAPABILITY.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return connection.execute(statement).rowcount
