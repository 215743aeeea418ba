"""What the page "Kế hoạch" shows of the plan in force: its decision, tasks and reporting cycles."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import decision_words
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.plans import Plan, Task, plan_named
from cchc_scheduler.documents.list_tables import Column, ListTable
from cchc_scheduler.documents.plan_rows import deadline_cell
from cchc_scheduler.documents.vietnamese import clause_words

COLUMNS: Final = (
    Column("Căn cứ"),
    Column("Lĩnh vực"),
    Column("Nội dung nhiệm vụ"),
    Column("Chủ trì"),
    Column("Phối hợp"),
    Column("Thời hạn"),
    Column("Ngày cuối", "day"),
)


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A reporting cycle as printed, with the units that report."""

    clause: str
    wording: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan; `others` are the other plans in force, ids with titles."""

    id: str
    title: str
    decision: str
    first_day: date
    last_day: date
    tasks: int
    to_confirm: tuple[str, ...]
    annex_missing: str | None
    cycles: tuple[CycleLine, ...]
    others: tuple[tuple[str, str], ...]


def plan_page(desk: Desk, plan_id: str | None) -> PlanPage:
    """Return one plan in force, the newest when none is named; BadInput for a wrong one."""
    plans = desk.in_force.plans
    plan = plan_named(plans, plan_id)
    office = desk.in_force.office
    return PlanPage(
        id=plan.id,
        title=plan.title,
        decision=decision_words(plan),
        first_day=plan.first_day,
        last_day=plan.last_day,
        tasks=len(plan.tasks),
        to_confirm=plan.to_confirm,
        annex_missing=None if plan.annex_imported else plan.annex_wording,
        cycles=tuple(
            CycleLine(clause_words(cycle.clause), cycle.wording, _names(office, cycle.units))
            for cycle in plan.cycles
        ),
        others=tuple((each.id, each.title) for each in plans if each.id != plan.id),
    )


def plan_table(desk: Desk, plan_id: str | None) -> ListTable:
    """Return a plan's tasks as a table, in the plan's order."""
    plan = plan_named(desk.in_force.plans, plan_id)
    rows = tuple(_row(desk.in_force.office, plan, task) for task in plan.tasks)
    return ListTable(f"ke-hoach-{plan.id}", plan.title, COLUMNS, rows)


def _row(office: Office, plan: Plan, task: Task) -> tuple[str | date | None, ...]:
    area = next((each.title for each in plan.areas if each.id == task.area), "")
    return (
        clause_words(task.clause),
        area,
        task.text,
        "; ".join(_names(office, task.lead)),
        "; ".join(_names(office, task.support)),
        deadline_cell(task.deadline),
        task.deadline.last_day,
    )


def _names(office: Office, units: tuple[str, ...]) -> tuple[str, ...]:
    known = {unit.id: unit.short for unit in office.units}
    return tuple(known.get(unit, unit) for unit in units)
