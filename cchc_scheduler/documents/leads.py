"""What a unit reports on, by the plan: the areas it leads, single tasks, or its standing duties."""

from cchc_scheduler.core.plans import Plan, Task
from cchc_scheduler.documents.vietnamese import clause_words


def leads_of(plan: Plan, unit: str) -> tuple[str, ...]:
    """Return the areas and tasks a unit leads, each with its clause; else its standing duties."""
    areas = [f"{area.title} ({clause_words(area.clause)})" for area in plan.areas_led_by(unit)]
    tasks = [_with_clause(task.text, task.clause) for task in _led_alone(plan, unit)]
    duties = [_with_clause(duty.text, duty.clause) for duty in plan.duties_of(unit)]
    return (*areas, *tasks) or tuple(duties)


def leads_in_brief(plan: Plan, unit: str) -> tuple[str, ...]:
    """Return the same for a table: an area by its title, anything else by its clause alone."""
    areas = [f"{area.title} ({clause_words(area.clause)})" for area in plan.areas_led_by(unit)]
    tasks = [f"nhiệm vụ tại {clause_words(task.clause)}" for task in _led_alone(plan, unit)]
    duties = [
        f"nhiệm vụ tại {clause_words(duty.clause.rpartition('.')[0])}"
        for duty in plan.duties_of(unit)
    ]
    return (*areas, *tasks) or tuple(dict.fromkeys(duties))


def _led_alone(plan: Plan, unit: str) -> list[Task]:
    """Return the tasks that a unit leads though another leads their area (III.1.b by V.2.b)."""
    own = {area.id for area in plan.areas_led_by(unit)}
    return [task for task in plan.tasks if unit in task.lead and task.area not in own]


def _with_clause(text: str, clause: str) -> str:
    """Quote the plan's own words; they are not the letter's."""
    return f'"{text.rstrip(".;")}" ({clause_words(clause)})'
