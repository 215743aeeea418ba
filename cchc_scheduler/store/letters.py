"""Letters (thư): rows with frozen bytes, written before anything is sent, and their states."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Index,
    Integer,
    RowMapping,
    Select,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.notices import NOTICE
from cchc_scheduler.store.portable import among_keys, insert_all
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import AT_ONCE_KINDS, LETTER_KINDS, LETTER_STATES, SLOT_HOLDING, SLOTS

_HOLDS_SLOT = "slot IS NOT NULL AND state IN ({})".format(
    ", ".join(f"'{state}'" for state in SLOT_HOLDING)
)


class Letter(SQLModel, table=True):
    """One mail to one To address; `bytes` never change after the row is written.

    `addressee` is the address it is meant for; `to_address` the one it goes to (the coordinator's
    during rehearsal). `cause` with kind and address makes every letter outside the ladder unique.
    `marked_at` is set just before DATA; `lost` counts how often its fate became unknown.
    """

    __tablename__ = "letter"
    __table_args__ = (
        one_of("kind", LETTER_KINDS),
        one_of("state", LETTER_STATES),
        one_of("slot", SLOTS),
        Index(
            "uq_letter_slot",
            "addressee",
            "slot_day",
            "slot",
            unique=True,
            sqlite_where=text(_HOLDS_SLOT),
            postgresql_where=text(_HOLDS_SLOT),
        ),
        Index(
            "uq_letter_cause",
            "kind",
            "addressee",
            "cause",
            unique=True,
            sqlite_where=text("cause IS NOT NULL"),
            postgresql_where=text("cause IS NOT NULL"),
        ),
        Index(
            "ix_letter_next_attempt_at",
            "next_attempt_at",
            sqlite_where=text("next_attempt_at IS NOT NULL"),
            postgresql_where=text("next_attempt_at IS NOT NULL"),
        ),
        Index("ix_letter_to_address", "addressee", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    template: str
    cause: str | None = Field(default=None)
    addressee: str
    post: str | None = Field(default=None)
    to_address: str
    cc: str = Field(default="[]")
    subject: str
    message_id: str = Field(unique=True)
    sender: str
    state: str
    slot_day: date | None = Field(default=None)
    slot: str | None = Field(default=None)
    rehearsal: bool = Field(default=False)
    held: bool = Field(default=False)
    created_at: datetime
    next_attempt_at: datetime | None = Field(default=None)
    expires_at: datetime | None = Field(default=None)
    attempts: int = Field(default=0)
    marked_at: datetime | None = Field(default=None)
    lost: int = Field(default=0)
    sent_at: datetime | None = Field(default=None)
    reply: str | None = Field(default=None)
    sha256: str
    bytes: bytes


LETTER = table_of(Letter)
BRIEF = [column for column in LETTER.c if column.name != "bytes"]


def add(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert one letter; return its id."""
    key = connection.execute(insert(LETTER), row).inserted_primary_key
    number: int = key[0] if key else 0
    return number


def add_many(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert letters whose ids the caller has chosen with `next_id`."""
    insert_all(connection, LETTER, rows)


def next_id(connection: Connection) -> int:
    """Return the id that the next letter may take, inside a write transaction."""
    last = connection.execute(select(func.max(LETTER.c.id))).scalar_one()
    return (last or 0) + 1


def known_cause(connection: Connection, kind: str, addressee: str, cause: str) -> bool:
    """Tell whether a letter outside the ladder was already written for this cause."""
    query = select(LETTER.c.id).where(
        LETTER.c.kind == kind, LETTER.c.addressee == addressee, LETTER.c.cause == cause
    )
    return connection.execute(query).first() is not None


def slots_taken(connection: Connection, day: date, slot: str, addresses: Iterable[str]) -> set[str]:
    """Return which of the addresses already have their letter of this day and slot.

    A letter that the server refused for good counts: the next try is the next working day's, or
    the same refusal would be asked for at every tick.
    """
    query = select(LETTER.c.addressee).where(
        LETTER.c.slot_day == day,
        LETTER.c.slot == slot,
        LETTER.c.addressee.in_(list(addresses)),
        LETTER.c.state.in_((*SLOT_HOLDING, "dead")),
    )
    return set(connection.execute(query).scalars())


def tries_of_slot(
    connection: Connection, day: date, slot: str, addresses: Iterable[str]
) -> dict[str, int]:
    """Return how many letters each address was ever written for this day and slot."""
    query = (
        select(LETTER.c.addressee, func.count())
        .where(LETTER.c.slot_day == day, LETTER.c.slot == slot)
        .where(LETTER.c.addressee.in_(list(addresses)))
        .group_by(LETTER.c.addressee)
    )
    return dict(connection.execute(query).all())


def one(connection: Connection, letter: int) -> RowMapping | None:
    """Return one letter with its bytes, or None."""
    query = select(LETTER).where(LETTER.c.id == letter)
    return connection.execute(query).mappings().one_or_none()


_DUE = (
    select(LETTER)
    .where(LETTER.c.next_attempt_at.is_not(None))
    .where(LETTER.c.next_attempt_at <= bindparam("now"))
    .order_by(LETTER.c.next_attempt_at, LETTER.c.id)
    .limit(bindparam("most", type_=Integer))
)


def due(connection: Connection, now: datetime, limit: int) -> Sequence[RowMapping]:
    """Return the letters to attempt by `now`, with their bytes, the longest waiting first."""
    return connection.execute(_DUE, {"now": now, "most": limit}).mappings().all()


_NEXT_DUE = (
    select(LETTER.c.next_attempt_at)
    .where(LETTER.c.next_attempt_at.is_not(None))
    .order_by(LETTER.c.next_attempt_at)
    .limit(1)
)


def next_due(connection: Connection) -> datetime | None:
    """Return the earliest instant at which any letter is to be attempted."""
    return connection.execute(_NEXT_DUE).scalar_one_or_none()


_BRIEF = select(*BRIEF).where(among_keys(LETTER.c.id)).order_by(LETTER.c.id)


def brief(connection: Connection, letters: Iterable[int]) -> Sequence[RowMapping]:
    """Return letters by id, without their bytes."""
    return connection.execute(_BRIEF, {"keys": list(letters)}).mappings().all()


_FATES = select(LETTER.c.id, LETTER.c.state, LETTER.c.sent_at, LETTER.c.created_at).where(
    among_keys(LETTER.c.id)
)


def fates(connection: Connection, letters: Iterable[int]) -> Sequence[RowMapping]:
    """Return what became of letters and when, and nothing more of them."""
    return connection.execute(_FATES, {"keys": list(letters)}).mappings().all()


def every_brief(connection: Connection) -> Sequence[RowMapping]:
    """Return every letter without its bytes, in order of writing."""
    return connection.execute(select(*BRIEF).order_by(LETTER.c.id)).mappings().all()


def brief_after(connection: Connection, number: int) -> Sequence[RowMapping]:
    """Return the letters written after the one with this id, without their bytes, in order."""
    query = select(*BRIEF).where(LETTER.c.id > number).order_by(LETTER.c.id)
    return connection.execute(query).mappings().all()


def in_state(connection: Connection, *states: str) -> Sequence[RowMapping]:
    """Return the letters in any of these states, without bytes, in order of writing."""
    return connection.execute(_in_state(states)).mappings().all()


def newest_in_state(
    connection: Connection, states: Iterable[str], most: int
) -> Sequence[RowMapping]:
    """Return at most so many letters in any of these states, without bytes, the newest first."""
    query = _in_state(list(states)).order_by(None).order_by(LETTER.c.id.desc()).limit(most)
    return connection.execute(query).mappings().all()


def _in_state(states: Sequence[str]) -> Select[Any]:
    return select(*BRIEF).where(LETTER.c.state.in_(states)).order_by(LETTER.c.id)


def posts(connection: Connection) -> set[str]:
    """Return the posts that letters were written to."""
    found = connection.execute(select(LETTER.c.post).distinct()).scalars()
    return {post for post in found if post is not None}


def latest_accepted(connection: Connection, address: str) -> RowMapping | None:
    """Return the last letter to this address that a server accepted, without bytes."""
    query = (
        select(*BRIEF)
        .where(LETTER.c.addressee == address, LETTER.c.state == "sent")
        .order_by(LETTER.c.sent_at.desc(), LETTER.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().one_or_none()


def latest_of(connection: Connection, kind: str, address: str) -> RowMapping | None:
    """Return the last letter of a kind that was written for this address, without bytes."""
    query = (
        select(*BRIEF)
        .where(LETTER.c.addressee == address, LETTER.c.kind == kind)
        .order_by(LETTER.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().one_or_none()


def by_message_ids(connection: Connection, ids: Iterable[str]) -> dict[str, RowMapping]:
    """Return the letters with these Message-IDs, without bytes."""
    query = select(*BRIEF).where(LETTER.c.message_id.in_(list(ids)))
    return {row["message_id"]: row for row in connection.execute(query).mappings()}


def by_envelope(connection: Connection, senders: Iterable[str]) -> RowMapping | None:
    """Return the letter that was sent from one of these envelope addresses, or None."""
    query = select(*BRIEF).where(LETTER.c.sender.in_(list(senders))).order_by(LETTER.c.id.desc())
    return connection.execute(query.limit(1)).mappings().one_or_none()


def change(connection: Connection, letters: Iterable[int], **values: object) -> int:
    """Set the same values on several letters; return how many were changed."""
    keys = list(letters)
    if not keys:
        return 0
    statement = update(LETTER).where(LETTER.c.id.in_(keys)).values(**values)
    return connection.execute(statement).rowcount


_CLAIM = (
    update(LETTER)
    .where(LETTER.c.id == bindparam("key"), LETTER.c.state == bindparam("was"))
    .values(state="sending", attempts=LETTER.c.attempts + 1, next_attempt_at=None, marked_at=None)
)


def set_rehearsed_aside(connection: Connection) -> None:
    """Take slot and cause from every letter of the rehearsal: the real ones may need them."""
    statement = (
        update(LETTER)
        .where(LETTER.c.rehearsal.is_(True))
        .values(slot=None, slot_day=None, cause=None)
    )
    connection.execute(statement)


def claim(connection: Connection, rows: Iterable[RowMapping]) -> int:
    """Take letters for sending, each from the state it was read in; return how many were taken."""
    bound = [{"key": row["id"], "was": row["state"]} for row in rows]
    return connection.execute(_CLAIM, bound).rowcount if bound else 0


_SETTLE = update(LETTER).where(LETTER.c.id == bindparam("key"), LETTER.c.state == "sending")


def settle(connection: Connection, results: Sequence[tuple[int, Mapping[str, object]]]) -> None:
    """Write the outcome of letters that were being sent; one settled before is left alone."""
    alike: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for letter, values in results:
        bound = {f"to_{name}": value for name, value in values.items()}
        alike.setdefault(tuple(sorted(values)), []).append({"key": letter, **bound})
    for names, rows in alike.items():
        changes: dict[str, object] = {name: bindparam(f"to_{name}") for name in names}
        connection.execute(_SETTLE.values(changes), rows)


def counts(connection: Connection) -> dict[str, int]:
    """Return how many letters stand in each state."""
    query = select(LETTER.c.state, func.count()).group_by(LETTER.c.state)
    return dict(connection.execute(query).all())


def ever_lost(connection: Connection) -> Sequence[str]:
    """Return the Message-ID of every letter whose fate was ever unknown, oldest first."""
    query = select(LETTER.c.message_id).where(LETTER.c.lost > 0).order_by(LETTER.c.id)
    return connection.execute(query).scalars().all()


def first_of(connection: Connection, obligations: Iterable[str]) -> dict[str, str]:
    """Return the Message-ID of the first ladder letter about each obligation: its thread's root."""
    rows = (
        select(NOTICE.c.obligation, func.min(LETTER.c.id).label("first"))
        .join(LETTER, LETTER.c.id == NOTICE.c.letter)
        .where(NOTICE.c.obligation.in_(list(obligations)))
        .group_by(NOTICE.c.obligation)
        .subquery()
    )
    query = select(rows.c.obligation, LETTER.c.message_id).join(rows, rows.c.first == LETTER.c.id)
    return dict(connection.execute(query).all())


def count_fresh(connection: Connection, since: datetime) -> int:
    """Return how many letters written since an instant wait for their first attempt."""
    query = select(func.count()).where(
        LETTER.c.next_attempt_at.is_not(None),
        LETTER.c.created_at >= since,
        LETTER.c.attempts == 0,
        LETTER.c.kind.not_in(AT_ONCE_KINDS),
    )
    return connection.execute(query).scalar_one()


def held(connection: Connection) -> Sequence[RowMapping]:
    """Return the letters that are held until a person releases them, without bytes."""
    query = select(*BRIEF).where(LETTER.c.held.is_(True)).order_by(LETTER.c.id)
    return connection.execute(query).mappings().all()
