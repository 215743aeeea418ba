"""Plays the ladder by hand: looks at cases, takes every letter as accepted at once, remembers."""

from dataclasses import replace

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.cases import ApprovalRecord, NoticeRecord
from cchc_scheduler.core.ladder import Skip, decide, want_late
from cchc_scheduler.core.leaders import Group, leaders_gate
from cchc_scheduler.core.rungs import ladder_starts
from tests.core.cast import CALENDAR


class Player:
    """The cases of one period, what was sent about them and what was skipped."""

    def __init__(self, cases, directory, calendar=CALENDAR):
        self.cases = {case.obligation: case for case in cases}
        self.directory = directory
        self.calendar = calendar
        self.sent = []
        self.skipped = []
        self.asked = []

    def look(self, key, now):
        """Look at one case until it asks for nothing more; return when to look again."""
        while True:
            decision = decide(self.cases[key], self.directory, self.calendar, now)
            for skip in decision.skips:
                self._skip(key, skip, now)
            if decision.ask is not None:
                self.asked.append((now, key, decision.ask.rung))
                self._approve(key, decision.ask.rung, "asked")
                return None
            if decision.leaders_ready_since is not None:
                return self._gate(key, decision.leaders_ready_since, now)
            if decision.wanted is None:
                return decision.next_check
            self._send(key, decision.wanted, now)

    def run(self, until):
        """Look at every case exactly when its last look said so."""
        starts = {
            key: ladder_starts(case.deadline.days, case.policy, self.calendar)
            for key, case in self.cases.items()
        }
        while starts:
            key = min(starts, key=lambda each: (starts[each], each))
            now = starts.pop(key)
            if now > until:
                return self
            then = self.look(key, now)
            if then is not None:
                assert then > now
                starts[key] = then
        return self

    def look_all(self, moments):
        """Look at every case at each of these instants."""
        for now in moments:
            for key in self.cases:
                self.look(key, now)
        return self

    def moments(self):
        """Return what was sent as (office time, rung, address)."""
        return [
            (f"{now.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}", wanted.rung, _address(wanted))
            for now, _, wanted in self.sent
        ]

    def by_day(self):
        """Return what was sent as a set of (obligation, rung, day, address)."""
        return {
            (key, wanted.rung, now.astimezone(OFFICE_ZONE).date(), _address(wanted))
            for now, key, wanted in self.sent
        }

    def _gate(self, key, since, now):
        ready = {
            each: decide(case, self.directory, self.calendar, now).leaders_ready_since
            for each, case in self.cases.items()
        }
        told = any(
            (record := case.notices.get("late-5")) is not None and record.state == "spent"
            for case in self.cases.values()
        )
        known = {each: moment for each, moment in ready.items() if moment} | {key: since}
        group = Group(tuple(self.cases.values()), known, told)
        gate = leaders_gate(group, self.cases[key].policy, self.calendar, now)
        for each in gate.to_page:
            self._skip(each, Skip("late-5", "leaders-page", now), now)
        for each in gate.go:
            made = want_late(self.cases[each], self.directory, self.calendar, now, "leaders")
            if made.wanted is not None:
                self._send(each, made.wanted, now)
        return gate.next_check

    def _send(self, key, wanted, now):
        self.sent.append((now, key, wanted))
        self._record(key, wanted.rung, NoticeRecord("spent", now))

    def _skip(self, key, skip, now):
        self.skipped.append((now, key, skip.rung, skip.why))
        self._record(key, skip.rung, NoticeRecord("skipped", skip.at, why=skip.why))

    def _approve(self, key, rung, state):
        case = self.cases[key]
        given = dict(case.approvals) | {rung: ApprovalRecord(state)}
        self.cases[key] = replace(case, approvals=given)

    def _record(self, key, rung, record):
        case = self.cases[key]
        self.cases[key] = replace(case, notices=dict(case.notices) | {rung: record})


def _address(wanted):
    return wanted.addressee.person.address
