"""Read what an organisation that follows the work sees: progress, and its own opinions.

No person stands there: no name, no address, no telephone, nothing that a unit wrote.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.leaders_board import Board, Trend, leaders_screen
from cchc_scheduler.documents.list_tables import Column, ListTable
from cchc_scheduler.store import opinions, organisations


@dataclass(frozen=True, slots=True)
class OpinionShown:
    """One opinion with its number and day, and the answer once there is one."""

    number: int
    organisation: str
    text: str
    given_at: datetime
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Supervision:
    """One organisation's page."""

    number: int
    organisation: str
    office: str
    coordinator: str
    now: datetime
    boards: tuple[tuple[Board, tuple[Trend, ...]], ...]
    opinions: tuple[OpinionShown, ...]

    def opinion(self, number: str) -> OpinionShown | None:
        """Return one of its own opinions by its number as it stands in an address."""
        return next((each for each in self.opinions if str(each.number) == number), None)


def read_supervision(desk: Desk, links: Links, token: str) -> Supervision | None:
    """Return the page a token opens; None when it opens nothing (any more)."""
    subject = links.subject_of(desk.connection, "supervision", token)
    row = organisations.one(desk.connection, int(subject)) if subject else None
    if row is None:
        return None
    screen = leaders_screen(desk)
    own = [r for r in opinions.every(desk.connection) if r["organisation"] == row["id"]]
    boards = tuple((_impersonal(board), trend) for board, trend in screen.boards)
    return Supervision(
        number=row["id"],
        organisation=row["name"],
        office=screen.office,
        coordinator=screen.coordinator,
        now=desk.now,
        boards=boards,
        opinions=_shown(own),
    )


def read_opinions(desk: Desk) -> tuple[OpinionShown, ...]:
    """Return all opinions: those that wait for an answer first, then the newest."""
    rows = opinions.every(desk.connection)
    return _shown(sorted(rows, key=lambda row: row["state"] != "asked"))


def opinions_table(shown: Sequence[OpinionShown]) -> ListTable:
    """Return the register of opinions as a table."""
    columns = (
        Column("Số", "number"),
        Column("Ngày nhận", "moment"),
        Column("Tổ chức"),
        Column("Ý kiến"),
        Column("Trả lời"),
        Column("Ngày trả lời", "moment"),
    )
    rows = tuple(
        (each.number, each.given_at, each.organisation, each.text, each.answer, each.answered_at)
        for each in shown
    )
    return ListTable("gop-y", "Sổ ý kiến giám sát", columns, rows)


def _impersonal(board: Board) -> Board:
    """Return a board without what units wrote themselves, in which people may be named."""
    return replace(board, rows=tuple(replace(row, opinion=None) for row in board.rows))


def _shown(rows: Sequence[RowMapping]) -> tuple[OpinionShown, ...]:
    return tuple(
        OpinionShown(
            number=row["id"],
            organisation=row["organisation_name"],
            text=row["text"],
            given_at=row["given_at"],
            answer=row["answer"],
            answered_at=row["answered_at"],
        )
        for row in rows
    )
