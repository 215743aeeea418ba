"""Links to sign in by, and the sessions that were opened with them; tokens are kept as hashes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.tables import table_of


class SignInRow(SQLModel, table=True):
    """A link that signs a person in once; `made_by` is the person, or who made it for them."""

    __tablename__ = "sign_in"

    fingerprint: str = Field(primary_key=True)
    person: str = Field(index=True)
    made_at: datetime
    made_by: str
    ends_at: datetime
    used_at: datetime | None = Field(default=None)


class SessionRow(SQLModel, table=True):
    """A browser in which a person is signed in; `browser` is what it says of itself."""

    __tablename__ = "session"

    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = Field(unique=True)
    person: str = Field(index=True)
    begun_at: datetime
    ends_at: datetime
    ended_at: datetime | None = Field(default=None)
    ended_by: str | None = Field(default=None)
    browser: str


SIGN_IN = table_of(SignInRow)
SESSION = table_of(SessionRow)
# Every page of a signed-in person asks this.
_IN_FORCE: Final = select(SESSION).where(
    SESSION.c.fingerprint == bindparam("fingerprint"),
    SESSION.c.ended_at.is_(None),
    SESSION.c.ends_at > bindparam("now"),
)


def add_link(connection: Connection, row: Mapping[str, Any]) -> None:
    """Record a link to sign in by."""
    connection.execute(insert(SIGN_IN), row)


def link(connection: Connection, fingerprint: str, now: datetime) -> RowMapping | None:
    """Return a link that still signs in, or None."""
    query = (
        select(SIGN_IN)
        .where(SIGN_IN.c.fingerprint == fingerprint, SIGN_IN.c.used_at.is_(None))
        .where(SIGN_IN.c.ends_at > now)
    )
    return connection.execute(query).mappings().one_or_none()


def newest_link(connection: Connection, person: str) -> datetime | None:
    """Return when the newest link of a person was made, or None."""
    query = (
        select(SIGN_IN.c.made_at)
        .where(SIGN_IN.c.person == person)
        .order_by(SIGN_IN.c.made_at.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()


def use_link(connection: Connection, fingerprint: str, now: datetime) -> bool:
    """Mark a link used; False when it was used before or its time is over."""
    statement = (
        update(SIGN_IN)
        .where(SIGN_IN.c.fingerprint == fingerprint, SIGN_IN.c.used_at.is_(None))
        .where(SIGN_IN.c.ends_at > now)
        .values(used_at=now)
    )
    return connection.execute(statement).rowcount == 1


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Record a session; return its number."""
    found = connection.execute(insert(SESSION), row).inserted_primary_key
    return int(found[0]) if found else 0


def in_force(connection: Connection, fingerprint: str, now: datetime) -> RowMapping | None:
    """Return the session a cookie stands for, or None when it ended or never was."""
    found = connection.execute(_IN_FORCE, {"fingerprint": fingerprint, "now": now})
    return found.mappings().one_or_none()


def open_now(connection: Connection, now: datetime) -> Sequence[RowMapping]:
    """Return the sessions in force, the newest first."""
    query = (
        select(SESSION)
        .where(SESSION.c.ended_at.is_(None), SESSION.c.ends_at > now)
        .order_by(SESSION.c.id.desc())
    )
    return connection.execute(query).mappings().all()


def one(connection: Connection, session: int) -> RowMapping | None:
    """Return a session by its number, or None."""
    query = select(SESSION).where(SESSION.c.id == session)
    return connection.execute(query).mappings().one_or_none()


def end(connection: Connection, session: int, by: str, now: datetime) -> bool:
    """End a session; False when it was ended before."""
    statement = (
        update(SESSION)
        .where(SESSION.c.id == session, SESSION.c.ended_at.is_(None))
        .values(ended_at=now, ended_by=by)
    )
    return connection.execute(statement).rowcount == 1
