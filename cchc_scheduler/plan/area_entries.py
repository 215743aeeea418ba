"""The areas of a plan's file, with their tasks and the deadlines as stated."""

from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from cchc_scheduler.core.plans import Area, StatedDeadline, Task
from cchc_scheduler.plan.fields import Clause, Day, FileModel, Id, Line, Text
from cchc_scheduler.words import Bound, DeadlineKind


class DeadlineEntry(FileModel):
    """A task's deadline: the words as written, and what they were read as."""

    text: Line | None = None
    kind: DeadlineKind = "unknown"
    bound: Bound | None = None
    last_day: Day | None = None

    def value(self) -> StatedDeadline:
        """Return the deadline as a value of the rules."""
        return StatedDeadline(self.text, self.kind, self.bound, self.last_day)


class TaskEntry(FileModel):
    """One clause of an area; without a `lead` of its own it is the area's.

    `id` is written only where it is not the clause: a task that was renumbered keeps the id by
    which its obligations are known.
    """

    id: Clause | None = None
    clause: Clause
    text: Text
    lead: list[Id] | None = None
    lead_clause: Clause | None = None
    support: list[Id] = Field(default_factory=list)
    deadline: DeadlineEntry = Field(default_factory=DeadlineEntry)

    @model_serializer(mode="wrap")
    def _without_usual_id(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave an id that is not written out, so that documents stay as they always were."""
        content: dict[str, Any] = write(self)
        if content.get("id") is None:
            content.pop("id", None)
        return content


class AreaEntry(FileModel):
    """A field of work with the units that lead it and its tasks."""

    clause: Clause
    title: Line
    lead: list[Id]
    lead_clause: Clause
    tasks: list[TaskEntry]

    def value(self) -> Area:
        """Return the area as a value of the rules."""
        return Area(self.clause, self.clause, self.title, tuple(self.lead), self.lead_clause)

    def task_values(self) -> tuple[Task, ...]:
        """Return the area's tasks as values of the rules."""
        return tuple(self._task(task) for task in self.tasks)

    def _task(self, task: TaskEntry) -> Task:
        return Task(
            id=task.id or task.clause,
            clause=task.clause,
            area=self.clause,
            text=task.text,
            lead=tuple(self.lead if task.lead is None else task.lead),
            support=tuple(task.support),
            deadline=task.deadline.value(),
            lead_clause=task.lead_clause,
        )
