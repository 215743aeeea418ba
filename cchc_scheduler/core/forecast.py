"""The forecast: which notices a set of obligations will cause if nobody does anything.

It plays `decide` forward over the calendar, taking every letter as accepted when it is written.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from cchc_scheduler.core.addressees import Directory
from cchc_scheduler.core.cases import ApprovalRecord, Case, NoticeRecord
from cchc_scheduler.core.ladder import Decision, Skip, Wanted, decide, ladder_starts, want_late
from cchc_scheduler.core.leaders import Group, leaders_gate
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


class _Forecast:
    """The play itself: cases by id, and a heap of when each is looked at next."""

    def __init__(self, cases: Iterable[Case], directory: Directory, calendar: WorkCalendar) -> None:
        self._cases: Final = {case.obligation: case for case in cases}
        self._directory: Final = directory
        self._calendar: Final = calendar
        self._heap: Final[list[tuple[datetime, str]]] = []

    def play(self, start: datetime, end: datetime) -> Iterator[Coming | Passed]:
        for case in self._cases.values():
            opens = ladder_starts(case.deadline.days, case.policy, self._calendar)
            heapq.heappush(self._heap, (max(start, opens), case.obligation))
        while self._heap and self._heap[0][0] <= end:
            now, obligation = heapq.heappop(self._heap)
            yield from self._look(self._opened(obligation), now)

    def _opened(self, obligation: str) -> Case:
        case = self._cases[obligation]
        if case.state == "scheduled":
            case = self._cases[obligation] = replace(case, state="open")
        return case

    def _look(self, case: Case, now: datetime) -> Iterator[Coming | Passed]:
        decision = decide(case, self._directory, self._calendar, now)
        yield from self._skips(case.obligation, decision.skips, now)
        if decision.ask is not None:
            self._ask(case.obligation, decision.ask.rung)
        elif decision.leaders_ready_since is not None:
            yield from self._leaders(case, decision.leaders_ready_since, now)
        elif decision.wanted is not None:
            yield self._send(case.obligation, decision.wanted, now)
            heapq.heappush(self._heap, (now, case.obligation))
        elif decision.next_check is not None:
            heapq.heappush(self._heap, (decision.next_check, case.obligation))

    def _leaders(self, case: Case, since: datetime, now: datetime) -> Iterator[Coming | Passed]:
        group = self._group(case, now)
        ready = dict(group.ready_since) | {case.obligation: since}
        gate = leaders_gate(replace(group, ready_since=ready), case.policy, self._calendar, now)
        for obligation in gate.to_page:
            skip = Skip("late-5", "leaders-page", now)
            yield from self._skips(obligation, (skip,), now)
        for obligation in gate.go:
            wanted = self._wanted_up(self._cases[obligation], now)
            if wanted is not None:
                yield self._send(obligation, wanted, now)
        if gate.next_check is not None:
            heapq.heappush(self._heap, (gate.next_check, case.obligation))

    def _group(self, case: Case, now: datetime) -> Group:
        cases = [each for each in self._cases.values() if each.group == case.group]
        looks = {
            each.obligation: decide(each, self._directory, self._calendar, now).leaders_ready_since
            for each in cases
            if each.state != "scheduled"
        }
        ready = {obligation: since for obligation, since in looks.items() if since is not None}
        told = any(_was_told(each.notices.get("late-5")) for each in cases)
        return Group(cases, ready, told)

    def _wanted_up(self, case: Case, now: datetime) -> Wanted | None:
        decision: Decision = want_late(case, self._directory, self._calendar, now, "leaders")
        return decision.wanted

    def _send(self, obligation: str, wanted: Wanted, now: datetime) -> Coming:
        self._record(obligation, wanted.rung, NoticeRecord("spent", now))
        person = wanted.addressee.person
        return Coming(now, obligation, wanted.rung, wanted.addressee.post.id, person.address)

    def _skips(self, obligation: str, skips: Iterable[Skip], now: datetime) -> Iterator[Passed]:
        for skip in skips:
            self._record(obligation, skip.rung, NoticeRecord("skipped", skip.at, why=skip.why))
            yield Passed(now, obligation, skip.rung, skip.why)

    def _ask(self, obligation: str, rung: Rung) -> None:
        case = self._cases[obligation]
        approvals = dict(case.approvals) | {rung: ApprovalRecord("asked")}
        self._cases[obligation] = replace(case, approvals=approvals)

    def _record(self, obligation: str, rung: Rung, record: NoticeRecord) -> None:
        case = self._cases[obligation]
        self._cases[obligation] = replace(case, notices=dict(case.notices) | {rung: record})


def _was_told(record: NoticeRecord | None) -> bool:
    return record is not None and record.state in ("spent", "carried")
