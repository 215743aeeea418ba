"""What an administrative-reform plan says, as values: areas, tasks, targets, duties and cycles.

Texts are kept verbatim, each with the clause it stands in (`III.2.a`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.periods import Stretch
from cchc_scheduler.words import Bound, DeadlineKind

# `several` reports on the kinds of period it lists; `irregular` on the days a document names.
Rhythm = Literal[Stretch, "several", "irregular"]
MonthDay = int | Literal["last"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The document that put the plan in force."""

    number: str
    day: date
    issuer: str
    title: str


@dataclass(frozen=True, slots=True)
class Area:
    """A field of work (lĩnh vực) with the units that lead it, and the clause that says so."""

    id: str
    clause: str
    title: str
    lead: tuple[str, ...]
    lead_clause: str | None = None


@dataclass(frozen=True, slots=True)
class StatedDeadline:
    """A task's deadline as written; only `once` with a `last_day` makes an obligation."""

    text: str | None
    kind: DeadlineKind
    bound: Bound | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One clause of the plan's tasks (nhiệm vụ); `lead` may differ from its area's.

    `lead_clause` is the clause that names the lead, where it is not the area's.
    """

    id: str
    clause: str
    area: str
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    deadline: StatedDeadline
    lead_clause: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One target (chỉ tiêu) of the plan."""

    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One standing duty (trách nhiệm) the plan lays on a unit."""

    clause: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What a general clause asks of the service: V.1.a-c, V.2.e, V.2.g and the last of V."""

    clause: str
    text: str
    served_by: str


@dataclass(frozen=True, slots=True)
class OwnDays:
    """Days that a document names for one period, by its id, or for one kind of it, by its word.

    `period` is `2025-Q3`, `2025-08-15` or, for every year, `Y`. Either `last_day` is named, or
    `deadline` is its own rule, or neither; the other days are None where the cycle's rule holds.
    """

    period: str
    last_day: date | None = None
    deadline: DeadlineRule | None = None
    cutoff: date | None = None
    upstream_day: date | None = None
    compile_day: date | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """A reporting regime (chế độ báo cáo): who owes a report for each period, and by when.

    `cutoff_day`, `upstream_day` and `compile_day` are days of the period's last month or of the one
    that lies `..._months_after` it; None while no document names them. `with_year` joins the year's
    report to the last period's. `recipient` is the unit that receives and compiles the reports.
    `periods` are the words of the periods of each year, where `frequency` is `several` (`Q1`, `H1`,
    `9M`, `Y`, `09`). `own_days` stand before the rule; an `irregular` cycle has nothing else.
    """

    id: str
    clause: str
    wording: str
    title: str
    frequency: Rhythm
    units: tuple[str, ...]
    deadline: DeadlineRule
    with_year: bool = False
    cutoff_day: MonthDay | None = None
    upstream_day: MonthDay | None = None
    compile_day: MonthDay | None = None
    recipient: str | None = None
    periods: tuple[str, ...] = ()
    own_days: tuple[OwnDays, ...] = ()
    cutoff_months_after: int = 0
    upstream_months_after: int = 0
    compile_months_after: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in force between two days, both included.

    `annex_wording` quotes how the text refers to its annex; `annex_imported` tells whether the
    annex's tasks are held here. `basis` quotes the documents the plan rests on.
    """

    id: str
    title: str
    decision: Decision
    first_day: date
    last_day: date
    areas: tuple[Area, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    duties: tuple[Duty, ...]
    asks: tuple[Ask, ...]
    cycles: tuple[Cycle, ...]
    recipients: tuple[str, ...]
    annex_wording: str | None
    annex_imported: bool
    to_confirm: tuple[str, ...]
    basis: tuple[str, ...] = ()

    def cycle(self, cycle_id: str) -> Cycle | None:
        """Return the cycle with this id, if the plan has it."""
        return next((cycle for cycle in self.cycles if cycle.id == cycle_id), None)

    @property
    def unclear_tasks(self) -> tuple[Task, ...]:
        """The tasks with a deadline that no rule can follow: a person has to read it first."""
        followed = ("once", "continuous")
        return tuple(task for task in self.tasks if task.deadline.kind not in followed)

    def areas_led_by(self, unit: str) -> tuple[Area, ...]:
        """Return the areas that a unit leads, in the plan's order."""
        return tuple(area for area in self.areas if unit in area.lead)

    def duties_of(self, unit: str) -> tuple[Duty, ...]:
        """Return the standing duties of a unit, in the plan's order."""
        return tuple(duty for duty in self.duties if duty.unit == unit)


def plan_named(plans: tuple[Plan, ...], plan_id: str | None) -> Plan:
    """Return the plan with this id, the newest when none is named; BadInput for a wrong one."""
    if plan_id is None:
        return plans[-1]
    for plan in plans:
        if plan.id == plan_id:
            return plan
    known = ", ".join(plan.id for plan in plans)
    raise BadInput(f"There is no plan {plan_id!r}; known are {known}.")


def for_period_ending(plans: Iterable[Plan], end: date) -> tuple[Plan, ...]:
    """Return plans, those in force on a period's last day before all others, else in their order.

    Plans of two years may hold a cycle or a task of the same id: the first is the one meant.
    """
    return tuple(sorted(plans, key=lambda plan: not plan.first_day <= end <= plan.last_day))


def oldest_first(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """Return plans in order of their last days, so that the last is the newest."""
    return tuple(sorted(plans, key=lambda plan: (plan.last_day, plan.id)))
