"""What a plan must keep besides its fields: known units, unique clauses, days that exist."""

from cchc_scheduler.core.annexes.keys import key
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
    _check_ids(plan)
    _check_same_tasks(plan)


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


def _check_ids(plan: Source) -> None:
    """Record an id that two tasks share, also where one has it by its clause."""
    owner: dict[str, Path] = {}
    for path in _task_paths(plan):
        named = plan.text(*path, "id")
        task_id = named or plan.text(*path, "clause")
        if task_id is None:
            continue
        if named and "/" in named:
            plan.add((*path, "id"), "must not hold a slash, which parts the ids of what is owed")
        first = owner.setdefault(task_id, path)
        if first != path and (named or plan.text(*first, "id")):
            part = "id" if named else "clause"
            plan.add((*path, part), f"is the id of the task on line {plan.line_of(first)} too")


def _check_same_tasks(plan: Source) -> None:
    """Record a task that stands twice: the same words, the same units and the same deadline."""
    first: dict[object, Path] = {}
    for path in _task_paths(plan):
        text = plan.text(*path, "text")
        if text is None:
            continue
        lead, support = (
            tuple(sorted(word for _, word in plan.words(*path, part)))
            for part in ("lead", "support")
        )
        day = plan.text(*path, "deadline", "last_day"), plan.text(*path, "deadline", "text")
        other = first.setdefault((key(text), lead or path[:2], support, day), path)
        if other != path:
            line = plan.line_of((*other, "text"))
            plan.add((*path, "text"), f"is the same task as on line {line}; keep one of them")


def _check_task_deadline(plan: Source, path: Path) -> None:
    kind, last_day = plan.text(*path, "kind"), day_at(plan, *path, "last_day")
    if kind == "once" and plan.value_at((*path, "last_day")) is None:
        plan.add((*path, "kind"), "needs a last_day; while it is unclear, write unknown")
    first = day_at(plan, "first_day")
    if kind == "once" and last_day is not None and first is not None and last_day < first:
        plan.add((*path, "last_day"), f"lies before the plan's first_day ({first.isoformat()})")
    if kind != "once" and last_day is not None:
        plan.add((*path, "last_day"), "belongs to a deadline of kind once only")
