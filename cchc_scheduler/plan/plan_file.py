"""`plans/<plan>.yaml`: what the plan says, clause by clause, its texts verbatim."""

from pydantic import Field

from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.periods import Frequency
from cchc_scheduler.core.plans import (
    Area,
    Ask,
    Cycle,
    Decision,
    Duty,
    Plan,
    StatedDeadline,
    Target,
    Task,
)
from cchc_scheduler.plan.fields import Clause, Day, DayOfMonth, FileModel, Id, Line, Text
from cchc_scheduler.words import Bound, DeadlineKind, Roll


class DecisionEntry(FileModel):
    """The document that put the plan in force."""

    number: Line
    day: Day
    issuer: Line
    title: Line


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
    """One clause of an area; without a `lead` of its own it is the area's."""

    clause: Clause
    text: Text
    lead: list[Id] | None = None
    lead_clause: Clause | None = None
    support: list[Id] = Field(default_factory=list)
    deadline: DeadlineEntry = Field(default_factory=DeadlineEntry)


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
            id=task.clause,
            clause=task.clause,
            area=self.clause,
            text=task.text,
            lead=tuple(self.lead if task.lead is None else task.lead),
            support=tuple(task.support),
            deadline=task.deadline.value(),
            lead_clause=task.lead_clause,
        )


class TargetEntry(FileModel):
    """One target."""

    clause: Clause
    text: Text


class DutyEntry(FileModel):
    """One standing duty of a unit."""

    clause: Clause
    unit: Id
    text: Text


class AskEntry(FileModel):
    """A general clause, and by what it is served."""

    clause: Clause
    text: Text
    served_by: Line


class RuleEntry(FileModel):
    """When a cycle's report is owed; `day` empty stands for the last day of the month."""

    bound: Bound
    day: DayOfMonth | None
    months_after: int = Field(default=0, ge=0, le=12)
    roll: Roll = "forward"

    def value(self) -> DeadlineRule:
        """Return the rule as a value."""
        return DeadlineRule(self.bound, self.day, self.months_after, self.roll)


class CycleEntry(FileModel):
    """A reporting regime; the three days stay empty while no document names them."""

    id: Id
    clause: Clause
    title: Line
    wording: Text
    frequency: Frequency
    with_year: bool = False
    recipient: Id
    units: list[Id] = Field(min_length=1)
    deadline: RuleEntry
    cutoff_day: DayOfMonth | None
    upstream_day: DayOfMonth | None
    compile_day: DayOfMonth | None

    def value(self) -> Cycle:
        """Return the cycle as a value of the rules."""
        return Cycle(
            id=self.id,
            clause=self.clause,
            wording=self.wording,
            title=self.title,
            frequency=self.frequency,
            units=tuple(self.units),
            deadline=self.deadline.value(),
            with_year=self.with_year,
            cutoff_day=self.cutoff_day,
            upstream_day=self.upstream_day,
            compile_day=self.compile_day,
            recipient=self.recipient,
        )


class RecipientEntry(FileModel):
    """Someone the results are reported or sent to, and where the document says so."""

    name: Line
    source: Line


class AnnexEntry(FileModel):
    """How the text refers to its annex, and whether the annex's tasks are held here."""

    wording: Text | None
    imported: bool


class PlanFile(FileModel):
    """The whole of one plan's file."""

    id: Id
    title: Line
    decision: DecisionEntry
    first_day: Day
    last_day: Day
    basis: list[Text]
    targets: list[TargetEntry]
    areas: list[AreaEntry]
    cycles: list[CycleEntry]
    duties: list[DutyEntry]
    asks: list[AskEntry]
    recipients: list[RecipientEntry] = Field(min_length=1)
    annex: AnnexEntry
    to_confirm: list[Text]

    def value(self) -> Plan:
        """Return the plan as a value of the rules."""
        return Plan(
            id=self.id,
            title=self.title,
            decision=Decision(**self.decision.model_dump()),
            first_day=self.first_day,
            last_day=self.last_day,
            areas=tuple(area.value() for area in self.areas),
            tasks=tuple(task for area in self.areas for task in area.task_values()),
            targets=tuple(Target(target.clause, target.text) for target in self.targets),
            duties=tuple(Duty(duty.clause, duty.unit, duty.text) for duty in self.duties),
            asks=tuple(Ask(ask.clause, ask.text, ask.served_by) for ask in self.asks),
            cycles=tuple(cycle.value() for cycle in self.cycles),
            recipients=tuple(recipient.name for recipient in self.recipients),
            annex_wording=self.annex.wording,
            annex_imported=self.annex.imported,
            to_confirm=tuple(self.to_confirm),
            basis=tuple(self.basis),
        )
