"""The documents in force as core values: office, plan, policy and calendar, read from the store."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.core.addressees import Directory
from cchc_scheduler.core.errors import NotConfigured
from cchc_scheduler.core.obligations import UPSTREAM
from cchc_scheduler.core.offices import Office, with_former
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.plans import Cycle, Plan, for_period_ending, oldest_first
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.plan.calendars import work_calendar
from cchc_scheduler.plan.documents import (
    calendar_from_document,
    office_from_document,
    plan_from_document,
    policy_from_document,
)
from cchc_scheduler.store import directory, revisions


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds now: `policy_number` is the revision that new ladders begin with.

    `number` is the newest revision of any kind; it changes whenever anything in force does.
    """

    office: Office
    plans: tuple[Plan, ...]
    policies: Mapping[int, Policy]
    policy_number: int
    number: int
    calendar: WorkCalendar
    live_since: datetime | None = field(default=None)

    @property
    def policy(self) -> Policy:
        """The policy for what concerns no single obligation."""
        return self.policies[self.policy_number]

    @property
    def rehearsal(self) -> bool:
        """Whether letters still go to the coordinator only (invariant 12)."""
        return self.live_since is None

    def policy_of(self, revision: int | None) -> Policy:
        """Return the policy an obligation's ladder began with; the newest before it began."""
        return self.policies.get(revision or 0, self.policy)

    def cycle(self, task: str, period: str | None = None) -> Cycle | None:
        """Return the cycle behind an obligation's task, if it is one.

        Plans of two years may hold a cycle of the same id: `period` says whose is meant.
        """
        found = (plan.cycle(task) for plan in self.plans_for(period))
        return next((cycle for cycle in found if cycle is not None), None)

    def plan_of(self, task: str, period: str | None = None) -> Plan | None:
        """Return the plan that holds a cycle or task; the newest plan when none does.

        The office's own duty upward belongs to the plan in force at its period's end.
        """
        if task == UPSTREAM and period is not None:
            return next(iter(self.plans_for(period)), None)
        for plan in self.plans_for(period):
            if plan.cycle(task) or any(each.id == task for each in plan.tasks):
                return plan
        return self.plans[-1] if self.plans else None

    def plans_for(self, period: str | None) -> tuple[Plan, ...]:
        """Return the plans, those in force on a period's last day before all others."""
        if period is None:
            return self.plans
        return for_period_ending(self.plans, period_named(period).last_day)


class Records:
    """Reads what is in force, parsing documents again only when a new revision was applied."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._number = -1
        self._cached: InForce | None = None

    def read(self, connection: Connection) -> InForce:
        """Return what is in force; NotConfigured when nothing was ever applied."""
        newest, live_since = revisions.standing(connection)
        if newest == 0:
            raise NotConfigured(
                "No plan is in force yet. Run `cchc plan apply` to rehearse, or `cchc go-live`."
            )
        if self._cached is None or newest != self._number:
            self._cached = self._parse(connection, live_since)
            self._number = newest
        if self._cached.live_since != live_since:
            self._cached = self._parse(connection, live_since)
        return self._cached

    def directory(self, connection: Connection, in_force: InForce) -> Directory:
        """Return the posts with today's absences and addresses that don't work."""
        return Directory(
            in_force.office, directory.absences(connection), directory.dead_addresses(connection)
        )

    def _parse(self, connection: Connection, live_since: datetime | None) -> InForce:
        rows = revisions.in_force(connection)
        office = _only(rows, "office")
        policies = {
            row["id"]: policy_from_document(json.loads(row["document"]))
            for row in revisions.of_kind(connection, "policy")
        }
        if office is None or not policies:
            raise NotConfigured(
                "The office or its policy was never applied: run `cchc plan apply`."
            )
        plans = oldest_first(plan_from_document(document) for document in _all(rows, "plan"))
        years = [calendar_from_document(document) for document in _all(rows, "calendar")]
        calendar = work_calendar(years)
        return InForce(
            with_former(office_from_document(office), _others(connection, office)),
            plans,
            policies,
            max(policies),
            revisions.newest_number(connection),
            calendar,
            live_since,
        )


def _all(rows: Sequence[RowMapping], kind: str) -> list[Any]:
    return [json.loads(row["document"]) for row in rows if row["kind"] == kind]


def _only(rows: Sequence[RowMapping], kind: str) -> Any:
    found = _all(rows, kind)
    return found[0] if found else None


def _others(connection: Connection, office: Any) -> list[Office]:
    """Return the earlier directories that have units or posts which this one leaves out."""
    known = _ids(office)
    applied = [json.loads(row["document"]) for row in revisions.of_kind(connection, "office")]
    return [office_from_document(each) for each in applied if not _ids(each) <= known]


def _ids(office: Any) -> set[tuple[str, str]]:
    return {(part, each["id"]) for part in ("units", "posts") for each in office[part]}
