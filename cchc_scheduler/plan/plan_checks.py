"""What a plan must keep besides its fields: known units, unique clauses, days that exist."""

from cchc_scheduler.plan.checks import day_at, in_order, no_repeats
from cchc_scheduler.plan.cycle_checks import check_cycle
from cchc_scheduler.plan.faults import Path
from cchc_scheduler.plan.sources import Source


def check_plan(plan: Source, units: list[str]) -> None:
    """Record units the office lacks, clauses that repeat, and deadlines that can't be.

    No unit at all means that the office could not be read; that is told in its own place.
    """
    in_order(plan, ("first_day",), ("last_day",))
    for path in _unit_paths(plan) if units else ():
        if plan.text(*path) not in units:
            plan.add_unknown(path, "is no unit", units)
    _check_repeats(plan)
    for path, _ in plan.entries("cycles"):
        check_cycle(plan, path)
    for path in _task_paths(plan):
        _check_task_deadline(plan, (*path, "deadline"))


def _unit_paths(plan: Source) -> list[Path]:
    lists = [(*path, "units") for path, _ in plan.entries("cycles")]
    lists += [(*path, "lead") for path, _ in plan.entries("areas")]
    lists += [(*path, key) for path in _task_paths(plan) for key in ("lead", "support")]
    singles = [(*path, "unit") for path, _ in plan.entries("duties")]
    singles += [(*path, "recipient") for path, _ in plan.entries("cycles")]
    found = [path for listed in lists for path, _ in plan.words(*listed)]
    return found + [path for path in singles if plan.text(*path) is not None]


def _task_paths(plan: Source) -> list[Path]:
    areas = [path for path, _ in plan.entries("areas")]
    return [path for area in areas for path, _ in plan.entries(*area, "tasks")]


def _check_repeats(plan: Source) -> None:
    areas = [path for path, _ in plan.entries("areas")]
    no_repeats(plan, [(*path, "clause") for path in (*areas, *_task_paths(plan))])
    for part in ("targets", "duties", "asks"):
        no_repeats(plan, [(*path, "clause") for path, _ in plan.entries(part)])
    no_repeats(plan, [(*path, "id") for path, _ in plan.entries("cycles")])
    lists = [(*path, "units") for path, _ in plan.entries("cycles")]
    lists += [(*path, "lead") for path in (*areas, *_task_paths(plan))]
    for listed in lists:
        no_repeats(plan, [path for path, _ in plan.words(*listed)])


def _check_task_deadline(plan: Source, path: Path) -> None:
    kind, last_day = plan.text(*path, "kind"), day_at(plan, *path, "last_day")
    if kind == "once" and plan.value_at((*path, "last_day")) is None:
        plan.add((*path, "kind"), "needs a last_day; while it is unclear, write unknown")
    if kind != "once" and last_day is not None:
        plan.add((*path, "last_day"), "belongs to a deadline of kind once only")
