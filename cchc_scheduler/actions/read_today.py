"""Read the desk's first page: what to do, then a row for each unit. Writes nothing.

Only what is shown is read, so the page costs the same with five thousand obligations as with fifty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.contacts import Contact, contacts_of
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.duty_rows import DutyRow, duty_rows
from cchc_scheduler.actions.letter_facts import report_words
from cchc_scheduler.actions.to_do import to_do
from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.forecast import Coming, next_for_each
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.policies import LATE_RUNGS
from cchc_scheduler.documents.digests import ToDo
from cchc_scheduler.documents.vietnamese import sentence_case, short_period
from cchc_scheduler.store import obligations, overview
from cchc_scheduler.words import Rung

# How far the next notice is looked for, in working days.
AHEAD: Final = 60
# What stands on one page; the rest has a page for each unit.
MOST_ROWS: Final = 60
CLOSED: Final = ("waived", "cancelled")
ABOVE_HEAD: Final[tuple[Rung, ...]] = ("late-3", "late-5")


@dataclass(frozen=True, slots=True)
class Section:
    """One period: its units in the plan's order; `settled` are those that need no row."""

    title: str
    period: str
    rows: tuple[DutyRow, ...]
    settled: tuple[str, ...]
    expected: int
    received: int
    late: int


@dataclass(frozen=True, slots=True)
class LevelDue:
    """A level above that a person may steer; `at` is when it goes, None while a word is awaited."""

    rung: Rung
    group: str
    period: str
    at: datetime | None
    units: tuple[str, ...]
    obligations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """The whole page."""

    todo: tuple[ToDo, ...]
    levels: tuple[LevelDue, ...]
    sections: tuple[Section, ...]
    others: tuple[DutyRow, ...]
    contacts: Mapping[str, Contact]

    @property
    def quiet(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.todo or self.levels)


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of the page: of each period, and what each unit owes first besides."""

    groups: dict[str, list[RowMapping]]
    others: Sequence[RowMapping]

    @property
    def every(self) -> list[RowMapping]:
        return [*(row for rows in self.groups.values() for row in rows), *self.others]


def read_today(desk: Desk) -> Today:
    """Return the page as it stands at the desk's moment."""
    found = _found(desk)
    cases = load_cases(desk.connection, desk.in_force, found.every)
    coming = coming_of(desk, list(cases.values()))
    asked = frozenset(key for key, case in cases.items() if awaiting_word(case))
    lines = duty_rows(desk, found.every, coming, asked)
    levels = tuple(_levels(desk, cases, coming))
    todo = _todo(desk, levels)
    return Today(
        todo=todo,
        levels=levels,
        sections=tuple(_sections(desk, found, lines)),
        others=tuple(lines[row["id"]] for row in found.others),
        contacts=contacts_of(desk, todo, found.every),
    )


def levels_due(desk: Desk) -> list[LevelDue]:
    """Return the levels that a person may steer now, as the page shows them."""
    cases = load_cases(desk.connection, desk.in_force, _found(desk).every)
    return _levels(desk, cases, coming_of(desk, list(cases.values())))


def coming_of(desk: Desk, cases: Sequence[Case]) -> dict[str, Coming]:
    """Return the next notice of each case if nobody acts, by the engine of the simulation."""
    calendar = desk.in_force.calendar
    last = calendar.shift(office_date(desk.now), AHEAD)
    until = office_instant(last, desk.in_force.policy.window.closes)
    return next_for_each(cases, desk.directory, calendar, (desk.now, until))


def _found(desk: Desk) -> _Found:
    cycles = {cycle.id for plan in desk.in_force.plans for cycle in plan.cycles}
    order = desk.in_force.office.order_of
    groups: dict[str, list[RowMapping]] = {}
    for each in overview.unfinished_groups(desk.connection):
        if each["task"] in cycles:
            rows = obligations.in_group(desk.connection, each["task_group"])
            groups[each["task_group"]] = sorted(rows, key=lambda row: order(row["unit"]))
    return _Found(groups, overview.nearest_outside(desk.connection, cycles))


def _sections(desk: Desk, found: _Found, lines: dict[str, DutyRow]) -> list[Section]:
    """Return the periods, the newest first; what came in only stands by name once rows are many."""
    room, sections = MOST_ROWS, []
    for rows in found.groups.values():
        owed = [row for row in rows if row["state"] not in CLOSED]
        shown = [lines[row["id"]] for row in owed]
        if len(shown) > room:
            shown = [each for each in shown if each.state != "accepted"]
        room = max(room - len(shown), 0)
        kept = {each.obligation for each in shown}
        period = period_named(owed[0]["period"])
        words = report_words(owed[0], desk.in_force.cycle(owed[0]["task"]), period)
        sections.append(
            Section(
                title=sentence_case(words),
                period=short_period(period),
                rows=tuple(shown),
                settled=tuple(lines[r["id"]].unit for r in owed if r["id"] not in kept),
                expected=len(owed),
                received=sum(lines[row["id"]].came for row in owed),
                late=sum(lines[row["id"]].state == "late" for row in owed),
            )
        )
    return sections


def _todo(desk: Desk, levels: Sequence[LevelDue]) -> tuple[ToDo, ...]:
    """Return what is to be done but the levels that await a word: these stand above the list."""
    shown = {obligation for each in levels if each.at is None for obligation in each.obligations}
    return tuple(each for each in to_do(desk) if each.kind != "approval" or each.key not in shown)


def _levels(desk: Desk, cases: dict[str, Case], coming: dict[str, Coming]) -> list[LevelDue]:
    """Return what awaits a person's word, and what goes above a head by the next working day."""
    until = desk.in_force.calendar.shift(office_date(desk.now), 1)
    found: dict[tuple[Rung, str, datetime | None], list[Case]] = {}
    for key, case in cases.items():
        next_one = coming.get(key)
        for rung in awaiting_word(case):
            found.setdefault((rung, case.group, None), []).append(case)
        if next_one and next_one.rung in ABOVE_HEAD and office_date(next_one.at) <= until:
            key_of = (next_one.rung, case.group, next_one.at)
            found.setdefault(key_of, []).append(case)
    office = desk.in_force.office
    return [
        LevelDue(
            rung,
            group,
            short_period(period_named(group.split("/")[1])),
            at,
            tuple(office.unit(case.unit).name for case in about),
            tuple(case.obligation for case in about),
        )
        for (rung, group, at), about in found.items()
    ]


def awaiting_word(case: Case) -> list[Rung]:
    """Return the late rungs about which a person was asked and has said nothing yet."""
    return [
        rung
        for rung in LATE_RUNGS
        if (given := case.approvals.get(rung)) is not None
        and given.state == "asked"
        and case.state in ("open", "returned")
    ]
