"""How a period stands, as leaders see it: one source for their letter, their screen and links."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows, counted, item
from cchc_scheduler.actions.period_board import period_rows
from cchc_scheduler.actions.read_way import newest_groups
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.facts import Counted, PageRow
from cchc_scheduler.documents.vietnamese import short_period
from cchc_scheduler.store import obligations

PERIODS_SHOWN: Final = 4
# What a leader has to know about: missing, being compared, being completed.
OPEN_STATES: Final = ("chưa nhận được", "đang đối chiếu", "đang bổ sung")


@dataclass(frozen=True, slots=True)
class Board:
    """One period: its words and days, four numbers, and the units in the plan's order.

    `subject` is what the explanation of its day is made from.
    """

    subject: About
    period: str
    period_short: str
    due_words: str
    last_day: date
    counted: Counted
    rows: tuple[PageRow, ...]

    @property
    def waiting(self) -> tuple[PageRow, ...]:
        """The units of which something is missing after its day."""
        return tuple(row for row in self.rows if row.state in OPEN_STATES)


@dataclass(frozen=True, slots=True)
class Trend:
    """One period of several: its short name and its numbers."""

    period_short: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Screen:
    """The leaders' screen at a moment: for each cycle its newest period and the ones before."""

    office: str
    coordinator: str
    now: datetime
    boards: tuple[tuple[Board, tuple[Trend, ...]], ...]


def leaders_screen(desk: Desk) -> Screen:
    """Return everything the leaders' screen shows."""
    office = desk.in_force.office
    boards = tuple(
        (leaders_board(desk, group), trend(desk, group)) for group in newest_groups(desk)
    )
    return Screen(office.name, office.coordinator.name, desk.now, boards)


def leaders_board(desk: Desk, group: str) -> Board:
    """Return one cycle's period; its day is the plan's own."""
    rows = obligations.in_group(desk.connection, group)
    subject: About = about_rows(desk, [(rows[0], None)], history=False)[0]
    by_plan = About(subject.row, subject.plan_deadline, subject.plan_deadline)
    words = item(desk, by_plan)
    return Board(
        subject=by_plan,
        period=words.period,
        period_short=words.period_short,
        due_words=words.due_words,
        last_day=words.last_day,
        counted=counted(desk, group),
        rows=period_rows(desk, group, for_leaders=True),
    )


def trend(desk: Desk, group: str) -> tuple[Trend, ...]:
    """Return the last four periods of a group's cycle that have begun, the oldest first."""
    cycle = group.split("/", maxsplit=1)[0]
    begun = [each for each in obligations.begun_groups(desk.connection) if _of(each, cycle)]
    begun.sort(key=lambda each: period_named(each.split("/")[1]).last_day)
    return tuple(
        Trend(short_period(period_named(each.split("/")[1])), counted(desk, each))
        for each in begun[-PERIODS_SHOWN:]
    )


def _of(group: str, cycle: str) -> bool:
    return group.split("/", maxsplit=1)[0] == cycle
