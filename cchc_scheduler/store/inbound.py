"""Mail that came in: one row for each, written before anything is understood, and the mailbox read.

The raw bytes lie in the folder of files under their hash and never change; a row says what was
made of them. A mail delivered twice has two rows, the second of which repeats the first.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, RowMapping, delete, func, select, text, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.portable import insert_if_new
from cchc_scheduler.store.tables import one_of, table_of

# kept: stored, not yet understood. person: waits for the coordinator. quarantined: from a sender
# nobody knows. poisoned: three times not understood. settled: a person has looked at it.
STATES: Final = (
    "kept",
    "recorded",
    "person",
    "quarantined",
    "absence",
    "bounce",
    "automatic",
    "repeat",
    "poisoned",
    "settled",
)
ANSWERS: Final = ("receipt", "read", "which", "stranger")
OPEN: Final = ("person", "quarantined", "poisoned")


class Incoming(SQLModel, table=True):
    """One mail as it came; `content` is the hash of its body, the same however often delivered.

    `subject_key` is what it concerns, for the limit of answers: an obligation, a unit or a sender.
    `answer` is what its sender is to be told, `answered_at` when that was written. `excerpt` holds
    the first words that were typed. `uid` and `validity` say where it lies in the mailbox.
    """

    __tablename__ = "incoming"
    __table_args__ = (
        one_of("state", STATES),
        one_of("answer", ANSWERS),
        Index(
            "ix_incoming_kept",
            "id",
            sqlite_where=text("state = 'kept'"),
            postgresql_where=text("state = 'kept'"),
        ),
        Index("ix_incoming_message_id", "message_id"),
        Index("ix_incoming_subject_key", "subject_key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    size: int
    arrived_at: datetime
    stored_at: datetime
    validity: int | None = Field(default=None)
    uid: int | None = Field(default=None)
    state: str
    tries: int = Field(default=0)
    why: str | None = Field(default=None)
    kind: str | None = Field(default=None)
    sender: str | None = Field(default=None)
    subject: str | None = Field(default=None)
    message_id: str | None = Field(default=None)
    content: str | None = Field(default=None)
    excerpt: str | None = Field(default=None)
    unit: str | None = Field(default=None)
    obligation: str | None = Field(default=None, foreign_key="obligation.id")
    submission: int | None = Field(default=None, foreign_key="submission.id")
    letter: int | None = Field(default=None, foreign_key="letter.id")
    subject_key: str | None = Field(default=None)
    answer: str | None = Field(default=None)
    answered_at: datetime | None = Field(default=None)
    settled_at: datetime | None = Field(default=None)
    settled_by: str | None = Field(default=None)


class Mailbox(SQLModel, table=True):
    """A mailbox that is read: how far, and since when it can't be read; nothing of its password."""

    __tablename__ = "mailbox"

    name: str = Field(primary_key=True)
    validity: int | None = Field(default=None)
    last_uid: int = Field(default=0)
    read_at: datetime | None = Field(default=None)
    fault: str | None = Field(default=None)
    fault_since: datetime | None = Field(default=None)
    faults: int = Field(default=0)
    stuck_uid: int | None = Field(default=None)
    stuck_tries: int = Field(default=0)
    next_try_at: datetime | None = Field(default=None)


INCOMING = table_of(Incoming)
MAILBOX = table_of(Mailbox)
_KEPT: Final = select(INCOMING).where(INCOMING.c.state == "kept").order_by(INCOMING.c.id)
_OPEN: Final = select(INCOMING).where(INCOMING.c.state.in_(OPEN)).order_by(INCOMING.c.id)
_OWED: Final = (
    select(INCOMING)
    .where(INCOMING.c.answer.is_not(None), INCOMING.c.answered_at.is_(None))
    .order_by(INCOMING.c.id)
)


def keep(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Note that a mail is stored, as `kept`; tell whether it is new."""
    return insert_if_new(connection, INCOMING, [{"state": "kept", **row}], ("sha256",)) == 1


def kept(connection: Connection, limit: int) -> Sequence[RowMapping]:
    """Return mails that are stored and not yet understood, the oldest first."""
    return connection.execute(_KEPT.limit(limit)).mappings().all()


def one(connection: Connection, number: int) -> RowMapping | None:
    """Return one mail, or None."""
    query = select(INCOMING).where(INCOMING.c.id == number)
    return connection.execute(query).mappings().one_or_none()


def every(connection: Connection) -> Sequence[RowMapping]:
    """Return all mails in the order in which they were stored."""
    return connection.execute(select(INCOMING).order_by(INCOMING.c.id)).mappings().all()


def change(connection: Connection, number: int, **values: object) -> None:
    """Change what is known of one mail."""
    connection.execute(update(INCOMING).where(INCOMING.c.id == number).values(**values))


def same_id(connection: Connection, message_id: str, before: int) -> Sequence[RowMapping]:
    """Return the mails with this Message-ID that were stored before and have been understood."""
    query = (
        select(INCOMING)
        .where(INCOMING.c.message_id == message_id, INCOMING.c.id < before)
        .where(INCOMING.c.state.not_in(("kept", "poisoned")))
        .order_by(INCOMING.c.id)
    )
    return connection.execute(query).mappings().all()


def same_content(connection: Connection, content: str, before: int) -> RowMapping | None:
    """Return a mail without Message-ID with this content that came before, or None."""
    query = (
        select(INCOMING)
        .where(INCOMING.c.content == content, INCOMING.c.message_id.is_(None))
        .where(INCOMING.c.id < before, INCOMING.c.state.not_in(("kept", "poisoned")))
        .order_by(INCOMING.c.id)
        .limit(1)
    )
    return connection.execute(query).mappings().one_or_none()


def waiting(connection: Connection) -> Sequence[RowMapping]:
    """Return the mails that a person has to look at, the oldest first."""
    return connection.execute(_OPEN).mappings().all()


def marked(connection: Connection) -> Sequence[RowMapping]:
    """Return the mails that were held back for a marking of a state secret, the oldest first."""
    query = select(INCOMING).where(INCOMING.c.why == "marked").order_by(INCOMING.c.id)
    return connection.execute(query).mappings().all()


def owed(connection: Connection) -> Sequence[RowMapping]:
    """Return the mails whose sender is still to be told something, the oldest first."""
    return connection.execute(_OWED).mappings().all()


def last_answered(connection: Connection, subject_key: str) -> datetime | None:
    """Return when a mail about this was answered last."""
    query = select(func.max(INCOMING.c.answered_at)).where(INCOMING.c.subject_key == subject_key)
    last: datetime | None = connection.execute(query).scalar_one()
    return last


def absences_since(connection: Connection, since: datetime) -> Sequence[RowMapping]:
    """Return the automatic answers stored since an instant that told of an absence."""
    query = select(INCOMING).where(INCOMING.c.state == "absence", INCOMING.c.stored_at >= since)
    return connection.execute(query.order_by(INCOMING.c.id)).mappings().all()


def counts(connection: Connection) -> dict[str, int]:
    """Return how many mails stand in each state."""
    query = select(INCOMING.c.state, func.count()).group_by(INCOMING.c.state)
    return dict(connection.execute(query).all())


def uids_done(connection: Connection, validity: int, uids: Sequence[int]) -> list[int]:
    """Return which of these mails of a mailbox nobody has to look at any more."""
    query = select(INCOMING.c.uid).where(
        INCOMING.c.validity == validity,
        INCOMING.c.uid.in_(list(uids)),
        INCOMING.c.state.not_in(("kept", *OPEN)),
    )
    return [uid for uid in connection.execute(query).scalars() if uid is not None]


def mailbox(connection: Connection, name: str) -> RowMapping | None:
    """Return what is known of a mailbox, or None before it was ever read."""
    query = select(MAILBOX).where(MAILBOX.c.name == name)
    return connection.execute(query).mappings().one_or_none()


def failing(connection: Connection) -> Sequence[RowMapping]:
    """Return the mailboxes that can't be read."""
    query = select(MAILBOX).where(MAILBOX.c.fault.is_not(None)).order_by(MAILBOX.c.name)
    return connection.execute(query).mappings().all()


def put_mailbox(connection: Connection, name: str, **values: object) -> None:
    """Change what is known of a mailbox, making its row when there is none."""
    insert_if_new(
        connection,
        MAILBOX,
        [{"name": name, "last_uid": 0, "faults": 0, "stuck_tries": 0}],
        ("name",),
    )
    connection.execute(update(MAILBOX).where(MAILBOX.c.name == name).values(**values))


def forget_other_mailboxes(connection: Connection, name: str) -> None:
    """Forget every mailbox but the one that is set now."""
    connection.execute(delete(MAILBOX).where(MAILBOX.c.name != name))


def lies_at(connection: Connection, sha256: str, validity: int | None, uid: int | None) -> None:
    """Note where a mail that was stored before lies now."""
    statement = update(INCOMING).where(INCOMING.c.sha256 == sha256)
    connection.execute(statement.values(validity=validity, uid=uid))


def raw_of_submission(connection: Connection, submission: int) -> list[str]:
    """Return the hashes of the raw mails that carried a submission, every delivery of them."""
    carried = select(INCOMING.c.content).where(INCOMING.c.submission == submission)
    query = select(INCOMING.c.sha256).where(INCOMING.c.content.in_(carried))
    return list(connection.execute(query.order_by(INCOMING.c.id)).scalars())


def forget_words(connection: Connection, submission: int) -> None:
    """Remove what a mail that carried a submission said, where its content is erased."""
    carried = select(INCOMING.c.content).where(INCOMING.c.submission == submission)
    statement = update(INCOMING).where(INCOMING.c.content.in_(carried.scalar_subquery()))
    connection.execute(statement.values(subject=None, excerpt=None))
