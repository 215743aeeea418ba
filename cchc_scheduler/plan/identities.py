"""Tasks of an amended plan keep the ids of those they go on, whatever number they have now.

The id names what is owed in the record; a number only says where a task stands in the paper.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cchc_scheduler.core.plan_matching import match_tasks
from cchc_scheduler.core.plans import Task
from cchc_scheduler.plan.documents import Document, plan_from_document

Known = tuple[tuple[Task, ...], tuple[Task, ...]]


def identified(
    document: Document, in_force: Document | None, past: Sequence[Document] = ()
) -> Document:
    """Return a plan with the ids its tasks have in force; any other document as it is.

    A task that an earlier version had (`past`, oldest first) and that comes back has its id again;
    one that is new never takes over an id with another's history. Raises BadInput when the document
    is no plan.
    """
    if document.kind != "plan" or (in_force is None and not past):
        return document
    content = copy.deepcopy(document.content)
    entries = list(task_entries(content))
    written = {at: entry["id"] for at, entry in enumerate(entries) if entry.get("id")}
    new = _tasks(document)
    for entry, task_id in zip(
        entries, task_ids(new, known_tasks(in_force, past), written), strict=True
    ):
        put_id(entry, task_id)
    return Document(document.kind, document.name, content)


def known_tasks(in_force: Document | None, past: Sequence[Document]) -> Known:
    """Return the tasks in force, and those that only earlier versions had."""
    old = _tasks(in_force)
    known = {task.id for task in old}
    earlier = {task.id: task for each in past for task in _tasks(each) if task.id not in known}
    return old, tuple(earlier.values())


def task_ids(
    new: Sequence[Task],
    known: Known,
    written: Mapping[int, str],
    others: Iterable[str] = (),
) -> list[str]:
    """Return an id for each task; `written` are ids that are settled, by position.

    A settled "" is a task that goes on none. `others` are ids that stay with other tasks.
    """
    found = {at: task_id for at, task_id in written.items() if task_id}
    taken = set(found.values())
    for old in known:
        left = [(at, task) for at, task in enumerate(new) if at not in found and at not in written]
        free = [task for task in old if task.id not in taken]
        matched = match_tasks(free, [task for _, task in left])
        kept = {id(now): was.id for was, now in matched.pairs}
        found |= {at: kept[id(task)] for at, task in left if id(task) in kept}
        taken |= set(kept.values())
    taken |= {task.id for old in known for task in old} | set(others)
    for at, task in enumerate(new):
        if at not in found:
            found[at] = _free(task.clause, taken)
            taken.add(found[at])
    return [found[at] for at in range(len(new))]


def task_entries(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the tasks of a plan's document, in the order of the plan's values."""
    for area in content["areas"]:
        yield from area["tasks"]


def put_id(entry: dict[str, Any], task_id: str) -> None:
    """Write the id of a task where it is not its clause."""
    entry.pop("id", None)
    if task_id != entry["clause"]:
        entry["id"] = task_id


def _tasks(document: Document | None) -> tuple[Task, ...]:
    return () if document is None else plan_from_document(document.content).tasks


def _free(wanted: str, taken: set[str]) -> str:
    """Return an id that nothing had before."""
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
