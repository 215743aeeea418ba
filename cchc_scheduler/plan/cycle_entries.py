"""The reporting cycles of a plan's file: who owes a report for each period, and by when."""

from pydantic import Field

from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.periods import Frequency
from cchc_scheduler.core.plans import Cycle
from cchc_scheduler.plan.fields import Clause, DayOfMonth, FileModel, Id, Line, Text
from cchc_scheduler.words import Bound, Roll


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
