"""The forecast: which notices a set of obligations will cause if nobody does anything.

It plays `decide` forward over the calendar, taking every letter as accepted when it is written.
"""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from cchc_scheduler.core.addressees import Directory
from cchc_scheduler.core.cases import ApprovalRecord, Case, NoticeRecord
from cchc_scheduler.core.ladder import Decision, Skip, Wanted, decide, want_late
from cchc_scheduler.core.leaders import Group, leaders_gate
from cchc_scheduler.core.policies import LEVEL_OF_RUNG, UNIT_RUNGS
from cchc_scheduler.core.rungs import ladder_starts
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import Rung


@dataclass(frozen=True, slots=True)
class Coming:
    """One coming notice: to whom, about which obligation, at which instant."""

    at: datetime
    obligation: str
    rung: Rung
    post: str
    address: str


@dataclass(frozen=True, slots=True)
class Passed:
    """One rung that will be recorded as skipped, and why."""

    at: datetime
    obligation: str
    rung: Rung
    why: str


def forecast(
    cases: Iterable[Case],
    directory: Directory,
    calendar: WorkCalendar,
    span: tuple[datetime, datetime],
) -> tuple[Coming | Passed, ...]:
    """Return what will happen between two instants, both included, in order of time."""
    return tuple(_Forecast(cases, directory, calendar).play(*span))


def next_for_each(
    cases: Iterable[Case],
    directory: Directory,
    calendar: WorkCalendar,
    span: tuple[datetime, datetime],
) -> dict[str, Coming]:
    """Return the first coming notice of each case, by obligation; nothing for who gets none.

    Only the leaders' common letter depends on others, so the cases of a group are given whole and
    played together only where it may come next.
    """
    found: dict[str, Coming] = {}
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.group, []).append(case)
    for members in groups.values():
        alone: dict[str, Coming] = {}
        for case in members:
            alone |= _first_of([case], directory, calendar, span)
        common = any(LEVEL_OF_RUNG[each.rung] == "leaders" for each in alone.values())
        found |= _first_of(members, directory, calendar, span) if common else alone
    return found


def _first_of(
    cases: Collection[Case],
    directory: Directory,
    calendar: WorkCalendar,
    span: tuple[datetime, datetime],
) -> dict[str, Coming]:
    """Play until each case had its first notice, or the span is over."""
    found: dict[str, Coming] = {}
    for each in _Forecast(cases, directory, calendar).play(*span):
        if isinstance(each, Coming):
            found.setdefault(each.obligation, each)
            if len(found) == len(cases):
                break
    return found


class _Forecast:
    """The play itself: cases by id and by group, and a heap of when each is looked at next.

    Each case gets a record of notices of its own, which the play writes into.
    """

    def __init__(self, cases: Iterable[Case], directory: Directory, calendar: WorkCalendar) -> None:
        self._notices: Final[dict[str, dict[Rung, NoticeRecord]]] = {}
        self._cases: Final[dict[str, Case]] = {}
        self._groups: Final[dict[str, list[str]]] = {}
        self._directory: Final = directory
        self._calendar: Final = calendar
        self._heap: Final[list[tuple[datetime, str]]] = []
        for case in cases:
            own = self._notices[case.obligation] = dict(case.notices)
            self._cases[case.obligation] = replace(case, notices=own)
            self._groups.setdefault(case.group, []).append(case.obligation)

    def play(self, start: datetime, end: datetime) -> Iterator[Coming | Passed]:
        for case in self._cases.values():
            opens = ladder_starts(case.deadline.days, case.policy, self._calendar)
            heapq.heappush(self._heap, (max(start, opens), case.obligation))
        while self._heap and self._heap[0][0] <= end:
            yield from self._moment(self._heap[0][0])

    def _moment(self, now: datetime) -> Iterator[Coming | Passed]:
        """Look at all that is due at one instant; then let each group's common letter decide."""
        groups: dict[str, dict[str, datetime]] = {}
        while self._heap and self._heap[0][0] == now:
            _, obligation = heapq.heappop(self._heap)
            case = self._opened(obligation)
            decision = decide(case, self._directory, self._calendar, now)
            yield from self._skips(obligation, decision.skips, now)
            if decision.leaders_ready_since is not None:
                groups.setdefault(case.group, {})[obligation] = decision.leaders_ready_since
            else:
                yield from self._follow(case, decision, now)
        for group, ready in groups.items():
            yield from self._leaders(group, ready, now)

    def _opened(self, obligation: str) -> Case:
        case = self._cases[obligation]
        if case.state == "scheduled":
            case = self._cases[obligation] = replace(case, state="open")
        return case

    def _follow(self, case: Case, decision: Decision, now: datetime) -> Iterator[Coming]:
        """Do what was decided; a level that was told is looked at again for the one above it."""
        if decision.ask is not None:
            self._ask(case, decision.ask.rung)
            return
        again = decision.next_check
        if decision.wanted is not None:
            yield self._send(case.obligation, decision.wanted, now)
            again = again if decision.wanted.rung in UNIT_RUNGS else now
        if again is not None:
            heapq.heappush(self._heap, (again, case.obligation))

    def _leaders(
        self, group: str, looked_at: Mapping[str, datetime], now: datetime
    ) -> Iterator[Coming | Passed]:
        cases = [self._cases[obligation] for obligation in self._groups[group]]
        ready = self._ready((each for each in cases if each.obligation not in looked_at), now)
        ready |= looked_at
        told = any(_was_told(each.notices.get("late-5")) for each in cases)
        gate = leaders_gate(Group(cases, ready, told), cases[0].policy, self._calendar, now)
        for obligation in gate.to_page:
            yield from self._skips(obligation, (Skip("late-5", "leaders-page", now),), now)
        for obligation in gate.go:
            wanted = self._wanted_up(self._cases[obligation], now)
            if wanted is not None:
                yield self._send(obligation, wanted, now)
        if gate.next_check is not None:
            for obligation in ready:
                heapq.heappush(self._heap, (gate.next_check, obligation))

    def _ready(self, cases: Iterable[Case], now: datetime) -> dict[str, datetime]:
        """Return since when each case awaits only the common letter."""
        looks = {
            each.obligation: decide(each, self._directory, self._calendar, now).leaders_ready_since
            for each in cases
            if each.state != "scheduled"
        }
        return {obligation: since for obligation, since in looks.items() if since is not None}

    def _wanted_up(self, case: Case, now: datetime) -> Wanted | None:
        decision: Decision = want_late(case, self._directory, self._calendar, now, "leaders")
        return decision.wanted

    def _send(self, obligation: str, wanted: Wanted, now: datetime) -> Coming:
        self._notices[obligation][wanted.rung] = NoticeRecord("spent", now)
        person = wanted.addressee.person
        return Coming(now, obligation, wanted.rung, wanted.addressee.post.id, person.address)

    def _skips(self, obligation: str, skips: Iterable[Skip], now: datetime) -> Iterator[Passed]:
        for skip in skips:
            self._notices[obligation][skip.rung] = NoticeRecord("skipped", skip.at, why=skip.why)
            yield Passed(now, obligation, skip.rung, skip.why)

    def _ask(self, case: Case, rung: Rung) -> None:
        approvals = dict(case.approvals) | {rung: ApprovalRecord("asked")}
        self._cases[case.obligation] = replace(case, approvals=approvals)


def _was_told(record: NoticeRecord | None) -> bool:
    return record is not None and record.state in ("spent", "carried")
