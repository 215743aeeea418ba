"""What differs between two documents of one kind: added, changed and withdrawn, by content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from cchc_scheduler.core.plan_changes import Part, TaskChange, task_changes
from cchc_scheduler.core.plans import Task
from cchc_scheduler.plan.documents import Document, plan_from_document, withdrawn

KEYS: Final = ("id", "clause", "day", "post", "name")
Sign = Literal["+", "-", "~"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `path` says where, `was` and `is_now` are short texts."""

    sign: Sign
    where: str
    path: str
    was: str | None = None
    is_now: str | None = None

    def __str__(self) -> str:
        """Return the change as one line."""
        if self.sign == "~":
            return f"~ {self.where}: {self.path}: {self.was} -> {self.is_now}"
        return f"{self.sign} {self.where}: {self.path}: {self.is_now or self.was}"


def differences(
    in_force: Mapping[tuple[str, str], Document], documents: Sequence[Document]
) -> tuple[Change, ...]:
    """Return every difference of a whole home from what is in force, withdrawn documents last."""
    changed = (
        change
        for document in documents
        for change in _of_document(in_force.get((document.kind, document.name)), document)
    )
    gone = (
        Change("-", f"{kind} {name}", "whole document", was="has no file any more")
        for kind, name in withdrawn(in_force, documents)
    )
    return (*changed, *gone)


def _of_document(old: Document | None, new: Document) -> tuple[Change, ...]:
    """Return the differences of one document; a plan's tasks are compared by what they say."""
    if old is None or new.kind != "plan" or old.content == new.content:
        return diff(old, new)
    return (*diff(_without_tasks(old), _without_tasks(new)), *_of_tasks(old, new))


def changed_tasks(old: Document | None, new: Document) -> tuple[TaskChange, ...]:
    """Return what a plan's document changes task by task."""
    before = plan_from_document(old.content).tasks if old else ()
    return task_changes(before, plan_from_document(new.content).tasks)


def _without_tasks(document: Document) -> Document:
    areas = [{**area, "tasks": []} for area in document.content["areas"]]
    return Document(document.kind, document.name, {**document.content, "areas": areas})


def _of_tasks(old: Document, new: Document) -> Iterator[Change]:
    where = f"{new.kind} {new.name}"
    changes = changed_tasks(old, new)
    for change in changes:
        path = f"tasks.{change.task.clause}"
        if change.sign == "+":
            yield Change("+", where, path, is_now=_task(change.task))
        elif change.sign == "-":
            yield Change("-", where, path, was=_task(change.task))
        else:
            yield from _parts(where, path, change)
    numbers = _renumbered(old, new)
    if numbers:
        yield Change("~", where, "numbers", *numbers)


def _parts(where: str, path: str, change: TaskChange) -> Iterator[Change]:
    for part in change.parts:
        was, is_now = (_part(task, part) for task in (change.was, change.is_now))
        yield Change("~", where, f"{path}.{part}", _short(was), _short(is_now))


def _part(task: Task | None, part: Part) -> str:
    if task is None:
        return ""
    if part == "deadline":
        return _day(task)
    value = getattr(task, part)
    return value if isinstance(value, str) else str(list(value))


def _task(task: Task) -> str:
    lead = ", ".join(task.lead) or "nobody"
    return f"{_short(task.text)} ({lead}; {_day(task)})"


def _day(task: Task) -> str:
    deadline = task.deadline
    day = deadline.last_day.isoformat() if deadline.last_day else deadline.kind
    return f"{day} {deadline.text!r}" if deadline.text else day


def _renumbered(old: Document, new: Document) -> tuple[str, str] | None:
    """Return numbers before and after of tasks that only stand elsewhere."""
    before = {task.id: task.clause for task in plan_from_document(old.content).tasks}
    moved = [
        (before[task.id], task.clause)
        for task in plan_from_document(new.content).tasks
        if before.get(task.id, task.clause) != task.clause
    ]
    if not moved:
        return None
    return _short(", ".join(was for was, _ in moved)), _short(", ".join(now for _, now in moved))


def diff(old: Document | None, new: Document) -> tuple[Change, ...]:
    """Return every difference; everything is added when there was no such document."""
    where = new.kind if new.name == new.kind else f"{new.kind} {new.name}"
    if old is None:
        return (Change("+", where, "whole document", is_now=f"{len(new.content)} entries"),)
    return tuple(_changes(where, "", old.content, new.content))


def _changes(where: str, path: str, old: Any, new: Any) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_mappings(where, path, old, new)
    elif _is_list_of_entries(old) and _is_list_of_entries(new):
        yield from _of_mappings(where, path, _by_key(old), _by_key(new))
    elif old != new:
        yield Change("~", where, path, _short(old), _short(new))


def _of_mappings(
    where: str, path: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Change]:
    for key in dict.fromkeys([*old, *new]):
        here = f"{path}.{key}" if path else str(key)
        if key not in new:
            yield Change("-", where, here, was=_short(old[key]))
        elif key not in old:
            yield Change("+", where, here, is_now=_short(new[key]))
        else:
            yield from _changes(where, here, old[key], new[key])


def _is_list_of_entries(value: Any) -> bool:
    return (
        isinstance(value, list) and all(isinstance(each, Mapping) for each in value) and bool(value)
    )


def _by_key(entries: list[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return entries under what names them, so that order does not matter."""
    found: dict[str, Mapping[str, Any]] = {}
    for number, entry in enumerate(entries):
        name = next((str(entry[key]) for key in KEYS if entry.get(key)), str(number))
        found[name if name not in found else f"{name}#{number}"] = entry
    return found


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004
