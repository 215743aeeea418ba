"""Submissions (báo cáo đã gửi): what a unit handed in, versioned, unique by what carried it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import SUBMISSION_KINDS, SubmissionKind


class Submission(SQLModel, table=True):
    """One thing handed in for one obligation; `usable` is false once returned as unusable.

    `erased_at` is when its content was removed for good; what stays says that it came and when.
    """

    __tablename__ = "submission"
    __table_args__ = (one_of("kind", SUBMISSION_KINDS),)

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(foreign_key="obligation.id", index=True)
    version: int
    kind: str
    carrier: str = Field(unique=True)
    by: str
    link: str | None = Field(default=None)
    file_name: str | None = Field(default=None)
    file_size: int | None = Field(default=None)
    file_sha256: str | None = Field(default=None)
    number: str | None = Field(default=None)
    note: str | None = Field(default=None)
    handed_in_at: datetime
    recorded_at: datetime
    recorded_by: str
    usable: bool = Field(default=True)
    file_type: str | None = Field(default=None)
    document_day: date | None = Field(default=None)
    erased_at: datetime | None = Field(default=None)


SUBMISSION = table_of(Submission)


def by_carrier(connection: Connection, carrier: str) -> RowMapping | None:
    """Return the submission that this form, mail or command carried, if it is recorded."""
    query = select(SUBMISSION).where(SUBMISSION.c.carrier == carrier)
    return connection.execute(query).mappings().one_or_none()


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert a submission as the obligation's next version; return its id."""
    last = select(func.max(SUBMISSION.c.version)).where(
        SUBMISSION.c.obligation == row["obligation"]
    )
    version = (connection.execute(last).scalar_one() or 0) + 1
    key = connection.execute(insert(SUBMISSION), {**row, "version": version}).inserted_primary_key
    number: int = key[0] if key else 0
    return number


def one(connection: Connection, submission: int) -> RowMapping:
    """Return one submission."""
    query = select(SUBMISSION).where(SUBMISSION.c.id == submission)
    return connection.execute(query).mappings().one()


def latest(connection: Connection, obligations: Iterable[str]) -> dict[str, RowMapping]:
    """Return the newest submission of each obligation that has one."""
    query = (
        select(SUBMISSION)
        .where(SUBMISSION.c.obligation.in_(list(obligations)))
        .order_by(SUBMISSION.c.version)
    )
    return {row["obligation"]: row for row in connection.execute(query).mappings()}


def of_obligation(connection: Connection, obligation: str) -> Sequence[RowMapping]:
    """Return all versions handed in for one obligation, the first one first."""
    query = (
        select(SUBMISSION)
        .where(SUBMISSION.c.obligation == obligation)
        .order_by(SUBMISSION.c.version)
    )
    return connection.execute(query).mappings().all()


def mark_unusable(connection: Connection, submission: int) -> None:
    """Note that a version was returned as unusable; it no longer counts as handed in."""
    connection.execute(update(SUBMISSION).where(SUBMISSION.c.id == submission).values(usable=False))


def first_usable_at(
    connection: Connection, obligation: str, kinds: Sequence[SubmissionKind] = SUBMISSION_KINDS
) -> datetime | None:
    """Return when the first version of these kinds that still counts was handed in, or None."""
    query = select(func.min(SUBMISSION.c.handed_in_at)).where(
        SUBMISSION.c.obligation == obligation,
        SUBMISSION.c.usable.is_(True),
        SUBMISSION.c.kind.in_(kinds),
    )
    first: datetime | None = connection.execute(query).scalar_one()
    return first


def with_file(connection: Connection, sha256: str) -> Sequence[RowMapping]:
    """Return every submission that holds the very same file."""
    query = select(SUBMISSION).where(SUBMISSION.c.file_sha256 == sha256).order_by(SUBMISSION.c.id)
    return connection.execute(query).mappings().all()


def every(connection: Connection) -> Sequence[RowMapping]:
    """Return everything that was handed in, in order of recording."""
    return connection.execute(select(SUBMISSION).order_by(SUBMISSION.c.id)).mappings().all()
