"""Deciding alone: the core's ladder played over a year with nobody acting, no store, no letters."""

import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.figures import Figure, middle
from benchmarks.offices import large_office, unit_id
from benchmarks.sizes import Sizes
from cchc_scheduler.clock import office_instant
from cchc_scheduler.core.addressees import Directory
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.deadlines import Deadline, resolve
from cchc_scheduler.core.forecast import forecast
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.plan.calendars import work_calendar
from cchc_scheduler.plan.documents import calendar_from_document, office_from_document

FIRST, DAYS, UNITS, ROUNDS = date(2025, 1, 1), 365, 100, 3


def measure(sizes: Sizes, _folder: Path) -> list[Figure]:
    """Every obligation lives its whole ladder within the year, up to the leaders."""
    documents = large_office(UNITS)
    office = next(office_from_document(d.content) for d in documents if d.kind == "office")
    years = [calendar_from_document(d.content) for d in documents if d.kind == "calendar"]
    calendar = work_calendar(years)
    policy = Policy()
    cases = [_case(number, sizes.forecast, calendar, policy) for number in range(sizes.forecast)]
    begin = office_instant(FIRST, policy.window.opens)
    span = (begin - timedelta(days=31), begin + timedelta(days=DAYS + 31))
    rounds: list[float] = []
    notices = 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        notices = len(forecast(cases, Directory(office), calendar, span))
        rounds.append(DAYS / (time.perf_counter() - began))
    words = f"deciding alone, {sizes.forecast:,} obligations a year, nobody acts"
    parts = {"notices": float(notices), "notices/s": round(notices * middle(rounds) / DAYS)}
    return [
        Figure("deciding", words, middle(rounds), "days/s", "at least", 500.0, tuple(rounds), parts)
    ]


def _case(number: int, count: int, calendar: WorkCalendar, policy: Policy) -> Case:
    """Return an obligation of a group of 100, the groups spread evenly over the year.

    All share one policy, as the obligations of a service share the revision they began with.
    """
    group = number // UNITS
    groups = max(count // UNITS, 1)
    last_day = FIRST + timedelta(days=group * DAYS // groups)
    task = f"viec-{group}"
    unit = unit_id(number % UNITS)
    begun = office_instant(FIRST - timedelta(days=60), policy.window.opens)
    return Case(
        obligation=f"{task}/2025-Q1/{unit}",
        unit=unit,
        group=f"{task}/2025-Q1",
        state="scheduled",
        deadline=Deadline(1, "plan", resolve(last_day, calendar), begun),
        policy=policy,
    )
