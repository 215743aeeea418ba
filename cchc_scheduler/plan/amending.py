"""A plan with a reviewed annex in it: its rows become tasks of the plan's document.

The annex takes the place of what an annex before it brought (areas `PL.…`), and of every area that
it holds whole under the area's own clause and title, as an exported annex does. All else stays.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cchc_scheduler.core.annexes.keys import key
from cchc_scheduler.core.plan_reviews import Review, ReviewedRow
from cchc_scheduler.core.plans import Plan, StatedDeadline, Task
from cchc_scheduler.plan.annex_proposal import (
    PART_OF_CLAUSE,
    UNTITLED,
    area_clauses,
    clean,
    clean_line,
)
from cchc_scheduler.plan.documents import Document, plan_from_document
from cchc_scheduler.plan.identities import known_tasks, put_id, task_ids

OF_ANNEX: Final = "PL."


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with the clause of its area and its own."""

    row: ReviewedRow
    area: str
    clause: str

    @property
    def task(self) -> Task:
        """The row as a task whose id is still to be found."""
        row = self.row
        lead = (row.lead,) if row.lead else ()
        text = clean(row.text)
        return Task(
            self.clause, self.clause, self.area, text, lead, row.support, _clean(row.deadline)
        )


def amended(document: Document, review: Review, past: Sequence[Document] = ()) -> Document:
    """Return a plan's document with the rows of a reviewed annex; each goes on what it did before.

    `past` are earlier versions of the plan, oldest first. Raises BadInput when it is no plan.
    """
    plan = plan_from_document(document.content)
    rows = [row for row in review.rows if clean(row.text)]
    titles = _titles(plan, rows)
    replaced = {area.id for area in plan.areas if area.id.startswith(OF_ANNEX)}
    replaced |= set(titles.values()) & {area.id for area in plan.areas}
    staying = [task for task in plan.tasks if task.area not in replaced]
    rows = [row for row in rows if not any(_says_the_same(row, task) for task in staying)]
    placed = list(_placed(rows, titles, {task.clause for task in staying}))
    content = copy.deepcopy(document.content)
    made = _entries(placed, content, (document, past), replaced)
    content["areas"] = list(_areas(content["areas"], titles, made, replaced))
    content["annex"] = {**content["annex"], "imported": True}
    return Document(document.kind, document.name, content)


def _titles(plan: Plan, rows: Sequence[ReviewedRow]) -> dict[str, str]:
    """Return the clause of each section's area: of the plan's own area, else one of the annex."""
    sections = list(dict.fromkeys(row.proposed.section for row in rows))
    own = {key(area.title): area.id for area in plan.areas if area.id.startswith(OF_ANNEX)}
    own |= {key(f"{area.clause} {area.title}"): area.id for area in plan.areas}
    known = {
        section: own[key(section.rpartition(" › ")[2])]
        for section in sections
        if key(section.rpartition(" › ")[2]) in own
    }
    return area_clauses([each for each in sections if each not in known]) | known


def _placed(
    rows: Sequence[ReviewedRow], titles: dict[str, str], taken: set[str]
) -> Iterator[_Placed]:
    for row in rows:
        area = titles[row.proposed.section]
        clause = _clause(row, area, taken)
        taken.add(clause)
        yield _Placed(row, area, clause)


def _clause(row: ReviewedRow, area: str, taken: set[str]) -> str:
    """Return the clause of a row: its own number, under its area's."""
    part = row.key.partition("/")[2]
    number = PART_OF_CLAUSE.sub(".", row.proposed.number).strip(".")
    whole = number if number.startswith(f"{area}.") else f"{area}.{number}" if number else ""
    clause = ".".join(each for each in (whole or f"{area}.d{row.proposed.row}", part) if each)
    while clause in taken:
        clause = f"{clause}.d{row.proposed.row}" if ".d" not in clause else f"{clause}x"
    return clause


def _entries(
    placed: Sequence[_Placed],
    content: dict[str, Any],
    versions: tuple[Document, Sequence[Document]],
    replaced: set[str],
) -> dict[str, list[dict[str, Any]]]:
    """Return the tasks of each area, as the document holds them."""
    old, earlier = known_tasks(*versions)
    ours = tuple(task for task in old if task.area in replaced)
    settled = {at: each.row.same_as for at, each in enumerate(placed)}
    new = [each.task for each in placed]
    ids = task_ids(
        new,
        (ours, earlier),
        {at: each for at, each in settled.items() if each is not None},
        (task.id for task in old if task.area not in replaced),
    )
    before = {task.id: task for task in ours}
    written = _written(content, old)
    found: dict[str, list[dict[str, Any]]] = {}
    for each, task, task_id in zip(placed, new, ids, strict=True):
        was = before.get(task_id)
        entry = _new_entry(task) if was is None else _changed(written[task_id], was, task)
        put_id(entry, task_id)
        found.setdefault(each.area, []).append(entry)
    return found


def _written(content: dict[str, Any], old: Sequence[Task]) -> dict[str, dict[str, Any]]:
    entries = [entry for area in content["areas"] for entry in area["tasks"]]
    return {task.id: entry for task, entry in zip(old, entries, strict=True)}


def _new_entry(task: Task) -> dict[str, Any]:
    return {
        "clause": task.clause,
        "text": task.text,
        "lead": list(task.lead),
        "lead_clause": None,
        "support": list(task.support),
        "deadline": _deadline(task.deadline),
    }


def _changed(entry: dict[str, Any], was: Task, task: Task) -> dict[str, Any]:
    """Return a task's entry with what is really new; what only looks otherwise stays verbatim."""
    changed = {**entry, "clause": task.clause}
    if key(was.text) != key(task.text):
        changed["text"] = task.text
    if not _same_units(was, task):
        changed |= {"lead": list(task.lead), "support": list(task.support)}
    if not _same_deadline(was.deadline, task.deadline):
        changed["deadline"] = _deadline(task.deadline)
    return changed


def _says_the_same(row: ReviewedRow, task: Task) -> bool:
    """Tell whether a row only repeats a task of the plan's own text."""
    if key(row.text) != key(task.text) or row.same_as == "":
        return False
    own = Task("", "", "", row.text, (row.lead,) if row.lead else (), row.support, row.deadline)
    return _same_units(task, own) and _same_deadline(task.deadline, own.deadline)


def _same_units(was: Task, task: Task) -> bool:
    """Tell whether the same units are named; an annex has one lead, others stand in support."""
    together = {*was.lead, *was.support} == {*task.lead, *task.support}
    return together and set(task.lead) <= set(was.lead) and bool(task.lead) == bool(was.lead)


def _same_deadline(was: StatedDeadline, deadline: StatedDeadline) -> bool:
    """Tell whether a deadline is the same; words that only stand for "none written" are none."""
    if (was.kind, was.last_day) != (deadline.kind, deadline.last_day):
        return False
    return was.text is None or key(was.text) == key(deadline.text or "")


def _deadline(deadline: StatedDeadline) -> dict[str, Any]:
    last_day = deadline.last_day.isoformat() if deadline.last_day else None
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "bound": deadline.bound,
        "last_day": last_day,
    }


def _clean(deadline: StatedDeadline) -> StatedDeadline:
    text = clean_line(deadline.text or "") or None
    return StatedDeadline(text, deadline.kind, deadline.bound, deadline.last_day)


def _areas(
    areas: Sequence[dict[str, Any]],
    titles: dict[str, str],
    made: dict[str, list[dict[str, Any]]],
    replaced: set[str],
) -> Iterator[dict[str, Any]]:
    """Yield the plan's areas, those of the annex in the place of what they replace."""
    left = dict(made)
    for area in areas:
        if area["clause"] not in replaced:
            yield area
        elif area["clause"] in left and area["clause"] in titles.values():
            title = {clause: section for section, clause in titles.items()}[area["clause"]]
            yield _renewed(area, title, left.pop(area["clause"]))
    for section, clause in titles.items():
        if clause in left:
            title = clean_line(section) or UNTITLED
            head = {"clause": clause, "title": title, "lead": [], "lead_clause": clause}
            yield {**head, "tasks": left[clause]}


def _renewed(area: dict[str, Any], section: str, tasks: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an area with other tasks; its title follows the annex where the annex brought it."""
    last = key(section.rpartition(" › ")[2])
    own = last in (key(area["title"]), key(f"{area['clause']} {area['title']}"))
    title = area["title"] if own else clean_line(section) or UNTITLED
    return {**area, "title": title, "tasks": tasks}
