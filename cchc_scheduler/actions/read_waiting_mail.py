"""Read the mails that wait for a person, and to what each may be filed. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import report_words
from cchc_scheduler.actions.tell_of_mail import why_words
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.store import inbound, obligations


@dataclass(frozen=True, slots=True)
class Choice:
    """One obligation that a mail may be filed to, in words."""

    obligation: str
    unit: str
    report: str


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A mail that waits: from whom, about what, why, its first words.

    Of one with a marking of a state secret neither subject nor words are shown (`marked`).
    `suggested` is the obligation it seems to be about, an empty text when nothing is known.
    """

    number: int
    at: datetime
    sender: str
    subject: str
    why: str
    excerpt: str
    marked: bool
    strange: bool
    suggested: str


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """All mails that wait, the oldest first, and what they may be filed to."""

    mails: tuple[WaitingMail, ...]
    choices: tuple[Choice, ...]


def read_waiting_mail(desk: Desk) -> WaitingPage:
    """Return the page of mails that wait for a person."""
    owed = obligations.unfinished(desk.connection)
    return WaitingPage(
        mails=tuple(_mail(row, owed) for row in inbound.waiting(desk.connection)),
        choices=tuple(_choice(desk, row) for row in owed),
    )


def _mail(row: RowMapping, owed: Sequence[RowMapping]) -> WaitingMail:
    marked = row["why"] == "marked"
    return WaitingMail(
        number=row["id"],
        at=row["arrived_at"],
        sender=row["sender"] or "",
        subject="" if marked else row["subject"] or "",
        why=why_words(row),
        excerpt="" if marked else row["excerpt"] or "",
        marked=marked,
        strange=row["state"] == "quarantined",
        suggested=_suggested(row, owed),
    )


def _suggested(row: RowMapping, owed: Sequence[RowMapping]) -> str:
    """Return what a mail seems to be about: what it was matched to, or its unit's only one."""
    if row["obligation"] in {each["id"] for each in owed}:
        return str(row["obligation"])
    mine = [each["id"] for each in owed if each["unit"] == row["unit"] and each["state"] == "open"]
    return str(mine[0]) if len(mine) == 1 else ""


def _choice(desk: Desk, row: RowMapping) -> Choice:
    cycle, period = desk.in_force.cycle(row["task"]), period_named(row["period"])
    unit = desk.in_force.office.unit(row["unit"]).name
    return Choice(row["id"], unit, report_words(row, cycle, period))
