"""The plan and the calendar as JSON, in the form other programs are promised."""

from datetime import date
from typing import Any

from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.plans import Cycle, OwnDays, Plan, Task
from cchc_scheduler.core.workdays import WorkCalendar


def plan_as_json(office: Office, plan: Plan) -> dict[str, Any]:
    """Return a plan with the office's units; keys as documented for `plan show --json`."""
    return {
        "plan": plan.id,
        "title": plan.title,
        "areas": [
            {"id": area.id, "clause": area.clause, "title": area.title, "lead": list(area.lead)}
            for area in plan.areas
        ],
        "tasks": [_task(task) for task in plan.tasks],
        "targets": [{"clause": each.clause, "text": each.text} for each in plan.targets],
        "duties": [
            {"clause": duty.clause, "unit": duty.unit, "text": duty.text} for duty in plan.duties
        ],
        "units": [
            {
                "id": unit.id,
                "name": unit.name,
                "short": unit.short,
                "coordinator": unit.coordinator,
            }
            for unit in office.units
        ],
        "cycles": [_cycle(cycle) for cycle in plan.cycles],
        "asks": [
            {"clause": ask.clause, "text": ask.text, "served_by": ask.served_by}
            for ask in plan.asks
        ],
        "annex": {"wording": plan.annex_wording, "imported": plan.annex_imported},
        "to_confirm": list(plan.to_confirm),
    }


def _task(task: Task) -> dict[str, Any]:
    deadline = {"text": task.deadline.text, "kind": task.deadline.kind}
    if task.deadline.last_day is not None:
        deadline["last_day"] = task.deadline.last_day.isoformat()
    return {
        "id": task.id,
        "clause": task.clause,
        "area": task.area,
        "text": task.text,
        "lead": list(task.lead),
        "support": list(task.support),
        "deadline": deadline,
    }


def _cycle(cycle: Cycle) -> dict[str, Any]:
    return {
        "id": cycle.id,
        "clause": cycle.clause,
        "wording": cycle.wording,
        "frequency": cycle.frequency,
        "units": list(cycle.units),
        "deadline": _rule(cycle.deadline),
        "cutoff": cycle.cutoff_day,
        "upstream_due": cycle.upstream_day,
        "compile_day": cycle.compile_day,
        **{name: value for name, value in _more(cycle).items() if value},
    }


def _more(cycle: Cycle) -> dict[str, Any]:
    """Return what only some regimes have; it is left out where it is empty."""
    months = {
        "cutoff": cycle.cutoff_months_after,
        "upstream_due": cycle.upstream_months_after,
        "compile_day": cycle.compile_months_after,
    }
    return {
        "periods": list(cycle.periods),
        "own_days": [_own(own) for own in cycle.own_days],
        "months_after": months if any(months.values()) else {},
    }


def _own(own: OwnDays) -> dict[str, Any]:
    days = {
        "last_day": own.last_day,
        "cutoff": own.cutoff,
        "upstream_due": own.upstream_day,
        "compile_day": own.compile_day,
    }
    return {
        "period": own.period,
        "deadline": _rule(own.deadline) if own.deadline else None,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


def _rule(rule: DeadlineRule) -> dict[str, Any]:
    return {
        "bound": rule.bound,
        "day": rule.day,
        "months_after": rule.months_after,
        "roll": rule.roll,
    }


def calendar_as_json(calendar: WorkCalendar, year: int) -> dict[str, Any]:
    """Return a year's public holidays and swapped days; ordinary weekends are not listed."""
    known = calendar.years.get(year)
    return {
        "year": year,
        "official": calendar.is_official(year),
        "days_off": [
            {"date": off.day.isoformat(), "name": off.name, "source": off.source}
            for off in (known.days_off if known else ())
        ],
        "make_up_days": [
            {"date": extra.day.isoformat(), "source": extra.source}
            for extra in (known.make_up_days if known else ())
        ],
    }


def calendar_add_as_json(calendar: WorkCalendar, day: date, count: int) -> dict[str, Any]:
    """Return the `count`-th working day after `day` (before, when negative) with every step."""
    if count == 0:
        return {"date": day.isoformat(), "steps": []}
    return {
        "date": calendar.shift(day, count).isoformat(),
        "steps": [
            {"date": step.day.isoformat(), "counted": step.counted, "why": step.why}
            for step in calendar.steps(day, count)
        ],
    }
