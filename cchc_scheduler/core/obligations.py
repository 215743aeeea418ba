"""What a plan makes each unit owe: one obligation per unit and period of a cycle or dated task.

Where a document names the office's own day upward, the coordinating unit owes that report too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from cchc_scheduler.core.cycles import days_of, periods_ending_within, roll_of
from cchc_scheduler.core.deadlines import Days, resolve
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.periods import Period, period_of
from cchc_scheduler.core.plans import Cycle, Plan, Task
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import Roll

# The office's own duty upward; its title stands in the record beside the plan's own words.
UPSTREAM: Final = "upstream"
UPSTREAM_TITLE: Final = "báo cáo tổng hợp của xã gửi cấp trên"


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation the plan makes: what one unit owes for one period of a cycle, or one task.

    `item` is the id of the cycle or task. `cutoff`, `upstream_day` and `compile_day` are the
    cycle's days in this period, None while no document names them (and always for a task).
    """

    id: str
    item: str
    unit: str
    period: str
    title: str
    clause: str
    days: Days
    roll: Roll
    cutoff: date | None = None
    upstream_day: date | None = None
    compile_day: date | None = None

    @property
    def last_day(self) -> date:
        """The last permitted day as written."""
        return self.days.last_day


def obligation_id(item: str, period_id: str, unit: str) -> str:
    """Return an obligation's id, such as `bao-cao-quy/2025-Q3/phong-kinh-te`."""
    return f"{item}/{period_id}/{unit}"


def upstream_id(period_id: str) -> str:
    """Return the id of the office's own duty upward for a period: `upstream/2025-Q3`."""
    return f"{UPSTREAM}/{period_id}"


def owed(plan: Plan, calendar: WorkCalendar, upward: set[str] | None = None) -> tuple[Owed, ...]:
    """Return every obligation the plan makes, cycles first, in the plan's order.

    A cycle counts for each period that ends while the plan is in force, and makes the office's own
    report upward an obligation where its day is known; a task only when it has one dated deadline,
    in the quarter of that day. A continuous or unclear task makes none. `upward` are ids of reports
    upward that other plans have taken; this plan's are added to them.
    Raises ValueError when a cycle's deadline names a day that a month lacks.
    """
    of_cycles = (one for cycle in plan.cycles for one in _of_cycle(cycle, plan, calendar))
    of_tasks = (one for task in plan.tasks for one in _of_task(task, calendar))
    taken = set() if upward is None else upward
    return (*of_cycles, *of_tasks, *_upward(plan, calendar, taken))


def owed_in(office: Office, plans: Iterable[Plan], calendar: WorkCalendar) -> tuple[Owed, ...]:
    """Return what the plans make the office's units owe: nothing for a day a unit does not exist.

    Raises KeyError for a unit the office does not know.
    """
    upward: set[str] = set()
    made = (each for plan in plans for each in owed(plan, calendar, upward))
    return tuple(each for each in made if office.unit(each.unit).exists_on(each.last_day))


def _of_cycle(cycle: Cycle, plan: Plan, calendar: WorkCalendar) -> Iterator[Owed]:
    for period in periods_ending_within(cycle, plan.first_day, plan.last_day):
        named, roll = days_of(cycle, period), roll_of(cycle, period)
        for unit in cycle.units:
            yield Owed(
                id=obligation_id(cycle.id, period.id, unit),
                item=cycle.id,
                unit=unit,
                period=period.id,
                title=cycle.title,
                clause=cycle.clause,
                days=resolve(named.last_day, calendar, roll),
                roll=roll,
                cutoff=named.cutoff,
                upstream_day=named.upstream_day,
                compile_day=named.compile_day,
            )


def _upward(plan: Plan, calendar: WorkCalendar, taken: set[str]) -> Iterator[Owed]:
    """Yield what the coordinating unit sends up, `upstream/2025-Q3`.

    Of a second cycle with the same period the id ends with the cycle's own.
    """
    for cycle in plan.cycles:
        for period in periods_ending_within(cycle, plan.first_day, plan.last_day):
            day = days_of(cycle, period).upstream_day
            if day is not None and cycle.recipient is not None:
                roll = roll_of(cycle, period)
                yield Owed(
                    id=_upward_id(period, cycle, taken),
                    item=UPSTREAM,
                    unit=cycle.recipient,
                    period=period.id,
                    title=UPSTREAM_TITLE,
                    clause=cycle.clause,
                    days=resolve(day, calendar, roll),
                    roll=roll,
                )


def _upward_id(period: Period, cycle: Cycle, taken: set[str]) -> str:
    name = upstream_id(period.id)
    name = f"{name}/{cycle.id}" if name in taken else name
    taken.add(name)
    return name


def _of_task(task: Task, calendar: WorkCalendar) -> Iterator[Owed]:
    last_day = task.deadline.last_day
    if task.deadline.kind != "once" or last_day is None:
        return
    period = period_of("quarter", last_day).id
    for unit in task.lead:
        yield Owed(
            id=obligation_id(task.id, period, unit),
            item=task.id,
            unit=unit,
            period=period,
            title=task.text,
            clause=task.clause,
            days=resolve(last_day, calendar),
            roll="forward",
        )
