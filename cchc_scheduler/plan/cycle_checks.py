"""What a reporting cycle must keep besides its fields: periods that are its own, days that exist.

A cycle whose fields have faults is not looked at further: they are told in their own place.
"""

import json
from dataclasses import replace
from datetime import date
from typing import Final

from pydantic import ValidationError

from cchc_scheduler.core.cycles import PeriodDays, days_of, periods_ending_within, periods_in
from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.obligations import UPSTREAM
from cchc_scheduler.core.periods import WORDS, Period, period_named
from cchc_scheduler.core.plans import Cycle, OwnDays
from cchc_scheduler.plan.checks import day_at, no_repeats
from cchc_scheduler.plan.cycle_entries import CycleEntry
from cchc_scheduler.plan.faults import Path
from cchc_scheduler.plan.sources import Source

LACKS: Final = "is a day that the month lacks, for the period that ends on {}"
END_HINT: Final = "; a month's last day is bound period_end with the day left empty"
# The days that must not lie after the office's own day upward, by their keys in the file.
BEFORE_UPSTREAM: Final = ("cutoff", "compile_day")
MONTH_DAYS: Final = ("cutoff_day", "upstream_day", "compile_day")


def check_cycle(plan: Source, path: Path) -> None:
    """Record what can't be of one cycle, for every period that ends while the plan is in force."""
    cycle = _read(plan, path)
    if cycle is None:
        return
    before = len(plan.faults)
    _check_rhythm(plan, path, cycle)
    _check_own_days(plan, path, cycle)
    first, last = day_at(plan, "first_day"), day_at(plan, "last_day")
    if len(plan.faults) > before or first is None or last is None:
        return
    for period in periods_ending_within(cycle, first, last):
        _check_period(plan, path, cycle, period)


def _read(plan: Source, path: Path) -> Cycle | None:
    try:
        return CycleEntry.model_validate_json(json.dumps(plan.value_at(path))).value()
    except ValidationError:
        return None


def _check_rhythm(plan: Source, path: Path, cycle: Cycle) -> None:
    if cycle.id == UPSTREAM:
        plan.add((*path, "id"), "is the office's own duty upward; give the cycle another id")
    if (cycle.frequency == "several") != bool(cycle.periods):
        plan.add((*path, "frequency"), "needs `periods` when it is several, and has none else")
    no_repeats(plan, [each for each, _ in plan.words(*path, "periods")])
    if cycle.with_year and "Y" in cycle.periods:
        plan.add((*path, "with_year"), "joins the year's report, which is among the periods too")
    by_rule = cycle.frequency != "irregular"
    day, bound = cycle.deadline.day, cycle.deadline.bound
    if by_rule and (bound == "period_end") != (day is None):
        problem = "must be empty with bound period_end, and given with any other"
        plan.add((*path, "deadline", "day"), problem)
    if not by_rule and any((day, cycle.cutoff_day, cycle.upstream_day, cycle.compile_day)):
        plan.add((*path, "frequency"), "has no rule: name every day of it in own_days")
    if not by_rule and not cycle.own_days:
        plan.add((*path, "frequency"), "needs own_days: one entry for each report")


def _check_own_days(plan: Source, path: Path, cycle: Cycle) -> None:
    entries = [each for each, _ in plan.entries(*path, "own_days")]
    no_repeats(plan, [(*each, "period") for each in entries])
    for each, own in zip(entries, cycle.own_days, strict=True):
        problem = _problem(cycle, own)
        if problem is not None:
            plan.add((*each, "period"), problem)


def _problem(cycle: Cycle, own: OwnDays) -> str | None:
    """Return what is wrong with the days named for one period, or None."""
    single = own.period not in WORDS
    if not _is_of(cycle, own.period):
        return "is no period of this cycle"
    if own.last_day is not None and own.deadline is not None:
        return "has both a last_day and a deadline; keep one of them"
    if cycle.frequency == "irregular" and own.last_day is None:
        return "needs its last_day: the cycle has no rule"
    if not single and any((own.last_day, own.cutoff, own.upstream_day, own.compile_day)):
        return "stands for every year, and its days for one; name the period as 2025-Q3"
    if own.deadline and (own.deadline.bound == "period_end") != (own.deadline.day is None):
        return "has a deadline whose day must be empty with bound period_end, and only there"
    return None


def _is_of(cycle: Cycle, name: str) -> bool:
    if name in WORDS:
        return cycle.frequency != "irregular" and name in _words(cycle)
    try:
        period = period_named(name)
    except ValueError:
        return False
    return period in periods_in(cycle, period.year)


def _words(cycle: Cycle) -> set[str]:
    ordinary = 2025  # any year has the same kinds of period
    return {each.id.partition("-")[2] for each in periods_in(cycle, ordinary)}


def _check_period(plan: Source, path: Path, cycle: Cycle, period: Period) -> None:
    days = _days(plan, path, cycle, period)
    if days is None:
        return
    if period.frequency != "dated" and days.last_day < period.first_day:
        problem = f"asks for {period.id} on {days.last_day}, before that period begins"
        plan.add((*path, "deadline", "months_after"), problem)
    if days.upstream_day is None:
        return
    if days.upstream_day < days.last_day:
        _too_early(plan, path, period, f"the units' own last day {days.last_day}")
    for key in BEFORE_UPSTREAM:
        day: date | None = getattr(days, key)
        if day is not None and days.upstream_day < day:
            _too_early(plan, path, period, f"its {key} {day}")


def _too_early(plan: Source, path: Path, period: Period, after: str) -> None:
    plan.add((*path, "upstream_day"), f"lies before {after} in {period.id}")


def _days(plan: Source, path: Path, cycle: Cycle, period: Period) -> PeriodDays | None:
    """Return a period's days; None, with each day that a month lacks told, when one is none."""
    try:
        return days_of(cycle, period)
    except ValueError:
        lacks = LACKS.format(period.last_day)
    for key in ("deadline", *MONTH_DAYS):
        try:
            days_of(_alone(cycle, key), period)
        except ValueError:
            by_rule = key == "deadline"
            plan.add((*path, key, *(("day",) if by_rule else ())), lacks + END_HINT * by_rule)
    return None


def _alone(cycle: Cycle, key: str) -> Cycle:
    """Return a cycle with one of its four days only, the deadline being the first of the month."""
    if key == "deadline":
        return replace(cycle, cutoff_day=None, upstream_day=None, compile_day=None)
    return replace(
        cycle,
        deadline=DeadlineRule("inclusive", 1),
        own_days=tuple(replace(each, deadline=None) for each in cycle.own_days),
        cutoff_day=cycle.cutoff_day if key == "cutoff_day" else None,
        upstream_day=cycle.upstream_day if key == "upstream_day" else None,
        compile_day=cycle.compile_day if key == "compile_day" else None,
    )
