"""What an amended plan changes task by task; a new number alone is no change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from cchc_scheduler.core.annexes.keys import key
from cchc_scheduler.core.plan_matching import match_tasks
from cchc_scheduler.core.plans import Task

Sign = Literal["+", "~", "-"]
Part = Literal["text", "lead", "support", "deadline"]
PARTS: Final[tuple[Part, ...]] = ("text", "lead", "support", "deadline")


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One task that is added (`was` None), changed in `parts`, or withdrawn (`is_now` None)."""

    sign: Sign
    was: Task | None
    is_now: Task | None
    parts: tuple[Part, ...] = ()

    @property
    def task(self) -> Task:
        """The task as it will be, or as it was when it is withdrawn."""
        found = self.is_now or self.was
        if found is None:
            raise ValueError("a change is of some task")
        return found


def task_changes(old: Sequence[Task], new: Sequence[Task]) -> tuple[TaskChange, ...]:
    """Return what changes, in the order of the new plan, withdrawn tasks last."""
    known = {task.id for task in old}
    settled = {at: task.id for at, task in enumerate(new) if _goes_on(task, known)}
    matched = match_tasks(old, new, settled)
    by_new = {id(now): was for was, now in matched.pairs}
    changes = (_change(by_new.get(id(task)), task) for task in new)
    gone = (TaskChange("-", task, None) for task in matched.withdrawn)
    return (*(each for each in changes if each is not None), *gone)


def _goes_on(task: Task, known: set[str]) -> bool:
    """Tell whether a task bears the id of an older one under a number of its own."""
    return task.id != task.clause and task.id in known


def _change(was: Task | None, is_now: Task) -> TaskChange | None:
    if was is None:
        return TaskChange("+", None, is_now)
    parts = tuple(_differing(was, is_now))
    return TaskChange("~", was, is_now, parts) if parts else None


def _differing(was: Task, is_now: Task) -> Iterator[Part]:
    if key(was.text) != key(is_now.text):
        yield "text"
    if set(was.lead) != set(is_now.lead):
        yield "lead"
    if set(was.support) != set(is_now.support):
        yield "support"
    if _day(was) != _day(is_now):
        yield "deadline"


def _day(task: Task) -> tuple[object, ...]:
    return task.deadline.kind, task.deadline.last_day, key(task.deadline.text or "")
