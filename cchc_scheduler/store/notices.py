"""Notices (lượt nhắc): one row per rung that was decided, unique by invariant 1."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Index,
    RowMapping,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.obligations import OBLIGATION
from cchc_scheduler.store.portable import among_keys, insert_if_new
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import NOTICE_STATES, ROLES, RUNGS, Rung


class Notice(SQLModel, table=True):
    """One rung of one deadline version for one role; `letter` carries it, acceptance spends it.

    `proven` is false once the letter that carried it bounced. `why` holds a skipped rung's reason,
    or by whom the post was told by telephone.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("obligation", "deadline_version", "rung", "role", name="uq_notice_key"),
        one_of("state", NOTICE_STATES),
        one_of("rung", RUNGS),
        one_of("role", ROLES),
        Index(
            "ix_notice_letter",
            "letter",
            sqlite_where=text("letter IS NOT NULL"),
            postgresql_where=text("letter IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(foreign_key="obligation.id")
    deadline_version: int
    rung: str
    role: str
    state: str
    why: str | None = Field(default=None)
    letter: int | None = Field(default=None, foreign_key="letter.id")
    fire_at: datetime
    decided_at: datetime
    accepted_at: datetime | None = Field(default=None)
    proven: bool = Field(default=False)


NOTICE = table_of(Notice)
KEY = ("obligation", "deadline_version", "rung", "role")

_CARRY = (
    update(NOTICE)
    .where(
        NOTICE.c.obligation == bindparam("b_obligation"),
        NOTICE.c.deadline_version == bindparam("b_version"),
        NOTICE.c.rung == bindparam("b_rung"),
        NOTICE.c.role == bindparam("b_role"),
        NOTICE.c.state == "waiting",
    )
    .values(state="carried", letter=bindparam("b_letter"), decided_at=bindparam("b_now"), why=None)
)
_IN_FORCE: Final = (
    select(NOTICE)
    .join(
        OBLIGATION,
        (OBLIGATION.c.id == NOTICE.c.obligation)
        & (OBLIGATION.c.deadline_version == NOTICE.c.deadline_version),
    )
    .where(among_keys(NOTICE.c.obligation))
)
_OF_OBLIGATIONS: Final = select(NOTICE).where(among_keys(NOTICE.c.obligation)).order_by(NOTICE.c.id)
_OF_LETTERS: Final = (
    select(
        NOTICE,
        OBLIGATION.c.state.label("obligation_state"),
        OBLIGATION.c.deadline_version.label("version_in_force"),
        OBLIGATION.c.closed_at.label("period_closed_at"),
        OBLIGATION.c.unit,
        OBLIGATION.c.task_group,
    )
    .join(OBLIGATION, OBLIGATION.c.id == NOTICE.c.obligation)
    .where(among_keys(NOTICE.c.letter))
    .order_by(NOTICE.c.id)
)
_SPEND: Final = (
    update(NOTICE)
    .where(among_keys(NOTICE.c.letter), NOTICE.c.state == "carried")
    .values(state="spent", accepted_at=bindparam("b_at"), proven=True)
)


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert notices whose key is new; return how many were."""
    return insert_if_new(connection, NOTICE, rows, KEY)


def carry_waiting(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Put waiting notices into a new letter; return how many were still waiting."""
    if not rows:
        return 0
    bound = [
        {
            "b_obligation": row["obligation"],
            "b_version": row["deadline_version"],
            "b_rung": row["rung"],
            "b_role": row["role"],
            "b_letter": row["letter"],
            "b_now": row["decided_at"],
        }
        for row in rows
    ]
    return connection.execute(_CARRY, bound).rowcount


def bring_forward(connection: Connection, row: RowMapping, rung: Rung, at: datetime) -> None:
    """Let a waiting notice of an obligation's deadline in force go from `at` on."""
    statement = (
        update(NOTICE)
        .where(NOTICE.c.obligation == row["id"], NOTICE.c.rung == rung)
        .where(NOTICE.c.deadline_version == row["deadline_version"])
        .where(NOTICE.c.state == "waiting", NOTICE.c.fire_at > at)
        .values(fire_at=at)
    )
    connection.execute(statement)


def in_force(connection: Connection, obligations: Iterable[str]) -> dict[str, list[RowMapping]]:
    """Return the notices of each obligation's deadline in force."""
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(_IN_FORCE, {"keys": list(obligations)}).mappings():
        found.setdefault(row["obligation"], []).append(row)
    return found


def of_obligations(connection: Connection, obligations: Iterable[str]) -> Sequence[RowMapping]:
    """Return all notices of these obligations, of every deadline version, in order of decision."""
    return connection.execute(_OF_OBLIGATIONS, {"keys": list(obligations)}).mappings().all()


def of_letters(connection: Connection, letters: Iterable[int]) -> dict[int, list[RowMapping]]:
    """Return the notices each letter carries, with the state of what they are about."""
    found: dict[int, list[RowMapping]] = {}
    for row in connection.execute(_OF_LETTERS, {"keys": list(letters)}).mappings():
        found.setdefault(row["letter"], []).append(row)
    return found


def spend(connection: Connection, letters: Iterable[int], at: datetime) -> None:
    """Spend every notice of letters that a server accepted at `at`."""
    connection.execute(_SPEND, {"keys": list(letters), "b_at": at})


def free(connection: Connection, letters: Iterable[int]) -> None:
    """Set the notices of letters that will not go (or bounced) waiting again.

    What is proven in another way since, by telephone, stays so.
    """
    statement = (
        update(NOTICE)
        .where(NOTICE.c.letter.in_(list(letters)), NOTICE.c.state.in_(("carried", "spent")))
        .where(NOTICE.c.proven.is_(False))
        .values(state="waiting", letter=None, proven=False, accepted_at=None)
    )
    connection.execute(statement)


def set_values(connection: Connection, notice: int, **values: object) -> None:
    """Change one notice."""
    connection.execute(update(NOTICE).where(NOTICE.c.id == notice).values(**values))


def doubt(connection: Connection, letter: int) -> None:
    """Take the proof from the notices of a letter that bounced."""
    statement = (
        update(NOTICE)
        .where(NOTICE.c.letter == letter, NOTICE.c.state == "spent")
        .values(proven=False)
    )
    connection.execute(statement)


def leaders_told(connection: Connection, group: str) -> bool:
    """Tell whether the period's letter to the leaders is written or sent."""
    query = (
        select(func.count())
        .select_from(NOTICE)
        .join(OBLIGATION, OBLIGATION.c.id == NOTICE.c.obligation)
        .where(OBLIGATION.c.task_group == group, NOTICE.c.rung == "late-5")
        .where(NOTICE.c.state.in_(("carried", "spent")))
    )
    return bool(connection.execute(query).scalar_one())


def skipped(connection: Connection) -> Sequence[RowMapping]:
    """Return every rung recorded as skipped, in order of decision."""
    query = select(NOTICE).where(NOTICE.c.state == "skipped").order_by(NOTICE.c.id)
    return connection.execute(query).mappings().all()


def skip_waiting(connection: Connection, row: Mapping[str, Any]) -> None:
    """Record that a notice that was waiting for another letter will not be sent after all."""
    statement = (
        update(NOTICE)
        .where(
            NOTICE.c.obligation == row["obligation"],
            NOTICE.c.deadline_version == row["deadline_version"],
            NOTICE.c.rung == row["rung"],
            NOTICE.c.role == row["role"],
            NOTICE.c.state == "waiting",
        )
        .values(state="skipped", why=row["why"], fire_at=row["fire_at"])
    )
    connection.execute(statement)


def remove_version(connection: Connection, obligation: str, version: int) -> None:
    """Remove the notices of one deadline version: only when it is taken back before any went."""
    statement = delete(NOTICE).where(
        NOTICE.c.obligation == obligation, NOTICE.c.deadline_version == version
    )
    connection.execute(statement)


def remove_all(connection: Connection) -> None:
    """Remove every notice: only when rehearsal ends, before anybody was really told."""
    connection.execute(delete(NOTICE))
