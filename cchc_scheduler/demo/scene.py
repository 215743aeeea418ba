"""What a visitor sees of a moment: how the period stands, one unit's mail, and what will follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.match_mail import contacts_of
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.clock import office_date, office_time
from cchc_scheduler.core.forecast import Coming, forecast
from cchc_scheduler.demo.made import made_of
from cchc_scheduler.demo.mailbox import Received
from cchc_scheduler.demo.obligation_lines import ObligationLine, obligation_lines, period_title
from cchc_scheduler.demo.opened import OpenedLetter
from cchc_scheduler.demo.phrases import COMING
from cchc_scheduler.demo.story import opened_letters
from cchc_scheduler.documents.vietnamese import full_day
from cchc_scheduler.store import inbound

AHEAD: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class ComingLetter:
    """A letter that will go out if nobody acts."""

    day: str
    about: str
    to: str


@dataclass(frozen=True, slots=True)
class ReplyMade:
    """A mail that the visitor sent, and what the service made of it."""

    at: str
    subject: str
    made: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The unit, its period's reports, its letters in order of time, and the letters to come.

    The first `old` letters came before the visitor did anything; `replies` are the visitor's own.
    """

    unit: str
    short: str
    period: str
    now: str
    came: bool
    lines: tuple[ObligationLine, ...]
    coming: tuple[ComingLetter, ...]
    letters: tuple[OpenedLetter, ...]
    old: int
    replies: tuple[ReplyMade, ...] = ()

    def letter(self, number: int) -> OpenedLetter | None:
        """Return the letter that was asked for, else the newest."""
        newest = self.letters[-1] if self.letters else None
        return next((each for each in self.letters if each.number == number), newest)


def read_scene(
    desk: Desk, obligation: str, before: Sequence[Received], since: Sequence[Received]
) -> Scene:
    """Return how it stands for an obligation, with the mail of before and since the moment."""
    row, in_force = find(desk, obligation), desk.in_force
    unit = in_force.office.unit(row["unit"])
    period = period_title(in_force, row["task"], row["period"])
    old = _of_unit(desk, row, before)
    return Scene(
        unit=unit.name,
        short=unit.short,
        period=period,
        now=_wall(desk.now),
        came=row["first_complete_at"] is not None,
        lines=tuple(
            line for line in obligation_lines(desk.connection, in_force) if line.period == period
        ),
        coming=_coming(desk, row),
        letters=_of_unit(desk, row, (*before, *since)),
        old=len(old),
        replies=_replies(desk),
    )


def _of_unit(desk: Desk, row: RowMapping, received: Sequence[Received]) -> tuple[OpenedLetter, ...]:
    letters = opened_letters(desk.connection, received)[1]
    own = contacts_of(desk, row["unit"])
    return tuple(each for each in letters if row["unit"] in each.sent.units and _came_to(own, each))


def _came_to(own: set[str], letter: OpenedLetter) -> bool:
    """Tell whether a letter lies in the unit's mailbox; others only speak of the unit."""
    return any(each.address.lower() in own for each in (*letter.to, *letter.cc))


def _replies(desk: Desk) -> tuple[ReplyMade, ...]:
    return tuple(
        ReplyMade(f"{office_time(row['arrived_at']):%H:%M}", row["subject"] or "", made_of(row))
        for row in inbound.every(desk.connection)
    )


def _coming(desk: Desk, row: RowMapping) -> tuple[ComingLetter, ...]:
    cases = load_cases(desk.connection, desk.in_force, [row])
    span = (desk.now, desk.now + AHEAD)
    found = forecast(cases.values(), desk.directory, desk.in_force.calendar, span)
    return tuple(
        ComingLetter(
            day=full_day(office_date(each.at)),
            about=COMING[each.rung],
            to=desk.in_force.office.post(each.post).title,
        )
        for each in found
        if isinstance(each, Coming)
    )


def _wall(now: datetime) -> str:
    return f"{office_time(now):%H} giờ {office_time(now):%M}, {full_day(office_date(now))}"
