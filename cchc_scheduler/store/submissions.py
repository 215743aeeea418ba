"""Submissions (báo cáo đã gửi): what a unit handed in, versioned, unique by what carried it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Index,
    RowMapping,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from cchc_scheduler.core.policies import LATE_RUNGS
from cchc_scheduler.store.notices import NOTICE
from cchc_scheduler.store.obligations import OBLIGATION
from cchc_scheduler.store.portable import among_keys
from cchc_scheduler.store.prepared import Prepared, Row
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import SUBMISSION_KINDS, SubmissionKind


class Submission(SQLModel, table=True):
    """One thing handed in for one obligation; `usable` is false once returned as unusable.

    `erased_at` is when its content was removed for good; what stays says that it came and when.
    `receipt_owed_since` is set with the row where a receipt follows, and empty once it is written.
    """

    __tablename__ = "submission"
    __table_args__ = (
        one_of("kind", SUBMISSION_KINDS),
        Index(
            "ix_submission_receipt_owed_since",
            "receipt_owed_since",
            sqlite_where=text("receipt_owed_since IS NOT NULL"),
            postgresql_where=text("receipt_owed_since IS NOT NULL"),
        ),
    )

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
    receipt_owed_since: datetime | None = Field(default=None)


SUBMISSION = table_of(Submission)
# Built once: every form that comes in asks these.
_CARRIED: Final = Prepared(
    select(SUBMISSION.c.carrier, SUBMISSION.c.id).where(among_keys(SUBMISSION.c.carrier))
)
_STANDING: Final = Prepared(
    select(
        OBLIGATION.c.id,
        OBLIGATION.c.state,
        OBLIGATION.c.version,
        OBLIGATION.c.policy_revision,
        OBLIGATION.c.first_complete_at,
        OBLIGATION.c.closed_at,
        select(func.max(SUBMISSION.c.version))
        .where(SUBMISSION.c.obligation == OBLIGATION.c.id)
        .scalar_subquery()
        .label("last"),
        exists()
        .where(NOTICE.c.obligation == OBLIGATION.c.id)
        .where(or_(*(NOTICE.c.rung == rung for rung in LATE_RUNGS)))
        .where(NOTICE.c.accepted_at.is_not(None), NOTICE.c.letter.is_not(None))
        .label("told_late"),
    ).where(among_keys(OBLIGATION.c.id))
)
_LAST_ID: Final = Prepared(select(func.max(SUBMISSION.c.id).label("last")))
_ADD: Final = Prepared(insert(SUBMISSION).inline(), SUBMISSION.c.keys())
_UNSAID: Final[Row] = dict.fromkeys(SUBMISSION.c.keys()) | {"usable": True}
_OWING: Final = (
    select(SUBMISSION.c.id)
    .where(SUBMISSION.c.receipt_owed_since.is_not(None))
    .order_by(SUBMISSION.c.receipt_owed_since, SUBMISSION.c.id)
)
_SETTLE: Final = (
    update(SUBMISSION)
    .where(SUBMISSION.c.id == bindparam("key"), SUBMISSION.c.receipt_owed_since.is_not(None))
    .values(receipt_owed_since=None)
)


def by_carriers(connection: Connection, carriers: Iterable[str]) -> dict[str, int]:
    """Return the submissions that these forms, mails or commands carried, if they are recorded."""
    found = _CARRIED.read(connection, keys=list(carriers))
    return {row["carrier"]: row["id"] for row in found}


def standing(connection: Connection, obligations: Iterable[str]) -> dict[str, Row]:
    """Return how obligations stand for those who hand in, by their ids.

    `last` is the newest version handed in, None before the first; `told_late` whether a letter of
    a late rung about it was accepted. The other names are those of the obligation's row.
    """
    return {row["id"]: row for row in _STANDING.read(connection, keys=list(obligations))}


def next_id(connection: Connection) -> int:
    """Return the id that the next submission may take, inside a write transaction."""
    last: int | None = _LAST_ID.read(connection)[0]["last"]
    return (last or 0) + 1


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert a submission as the obligation's next version; return its id."""
    number, last = next_id(connection), standing(connection, [row["obligation"]])
    version = next((each["last"] or 0 for each in last.values()), 0) + 1
    add_many(connection, [{**row, "id": number, "version": version}])
    return number


def add_many(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert submissions whose ids and versions the caller has chosen."""
    _ADD.write(connection, [{**_UNSAID, **row} for row in rows])


def owing_receipt(connection: Connection) -> Sequence[int]:
    """Return the submissions whose receipt is owed, the longest owed first."""
    return connection.execute(_OWING).scalars().all()


def settle_receipt(connection: Connection, submission: int) -> bool:
    """Note that a receipt is owed no longer; tell whether it was."""
    return connection.execute(_SETTLE, {"key": submission}).rowcount == 1


def one(connection: Connection, submission: int) -> RowMapping:
    """Return one submission."""
    query = select(SUBMISSION).where(SUBMISSION.c.id == submission)
    return connection.execute(query).mappings().one()


def find(connection: Connection, submission: int) -> RowMapping | None:
    """Return one submission, or None when there is none of this number."""
    query = select(SUBMISSION).where(SUBMISSION.c.id == submission)
    return connection.execute(query).mappings().one_or_none()


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


def of_obligations(
    connection: Connection, obligations: Iterable[str]
) -> dict[str, list[RowMapping]]:
    """Return the same of several obligations at once, by their ids."""
    query = (
        select(SUBMISSION)
        .where(SUBMISSION.c.obligation.in_(list(obligations)))
        .order_by(SUBMISSION.c.version)
    )
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["obligation"], []).append(row)
    return found


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
