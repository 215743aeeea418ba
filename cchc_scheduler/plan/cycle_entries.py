"""The reporting cycles of a plan's file: who owes a report for each period, and by when."""

from typing import Annotated, Any, Final

from pydantic import (
    Field,
    PlainValidator,
    SerializerFunctionWrapHandler,
    WithJsonSchema,
    model_serializer,
)
from pydantic_core import PydanticCustomError

from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.plans import Cycle, MonthDay, OwnDays, Rhythm
from cchc_scheduler.plan.fields import (
    Clause,
    Day,
    DayOfMonth,
    FileModel,
    Id,
    Line,
    PeriodName,
    PeriodWord,
    Text,
)
from cchc_scheduler.words import Bound, Roll

LAST: Final = "last"
LONGEST_MONTH: Final = 31
LATER: Final = (
    "periods",
    "own_days",
    "cutoff_months_after",
    "upstream_months_after",
    "compile_months_after",
)


def _month_day(value: object) -> MonthDay:
    if value == LAST:
        return LAST
    if not isinstance(value, int) or isinstance(value, bool):
        raise PydanticCustomError("month_day", "is no day of a month; write 1 to 31, or last")
    if not 1 <= value <= LONGEST_MONTH:
        most = value > LONGEST_MONTH
        told = f"must be at most {LONGEST_MONTH}" if most else "must be at least 1"
        raise PydanticCustomError("month_day", "{told}", {"told": told})
    return value


# A day of a month by its number, or `last` for the month's last day, whichever that is.
DayOrLast = Annotated[
    MonthDay,
    PlainValidator(_month_day),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 31}, {"const": LAST}]}),
]
MonthsAfter = Annotated[int, Field(ge=-11, le=12)]


class RuleEntry(FileModel):
    """When a cycle's report is owed; `day` empty stands for the last day of the month."""

    bound: Bound
    day: DayOfMonth | None
    months_after: MonthsAfter = 0
    roll: Roll = "forward"

    def value(self) -> DeadlineRule:
        """Return the rule as a value."""
        return DeadlineRule(self.bound, self.day, self.months_after, self.roll)


class OwnDaysEntry(FileModel):
    """Days a document names for one period (`2025-Q3`, `2025-08-15`) or one kind of it (`Y`)."""

    period: PeriodName
    last_day: Day | None = None
    deadline: RuleEntry | None = None
    cutoff: Day | None = None
    upstream_day: Day | None = None
    compile_day: Day | None = None

    def value(self) -> OwnDays:
        """Return the days as a value of the rules."""
        return OwnDays(
            self.period,
            self.last_day,
            self.deadline.value() if self.deadline else None,
            self.cutoff,
            self.upstream_day,
            self.compile_day,
        )


class CycleEntry(FileModel):
    """A reporting regime; the three days stay empty while no document names them."""

    id: Id
    clause: Clause
    title: Line
    wording: Text
    frequency: Rhythm
    periods: list[PeriodWord] = Field(default_factory=list)
    with_year: bool = False
    recipient: Id
    units: list[Id] = Field(min_length=1)
    deadline: RuleEntry
    cutoff_day: DayOrLast | None
    cutoff_months_after: MonthsAfter = 0
    upstream_day: DayOrLast | None
    upstream_months_after: MonthsAfter = 0
    compile_day: DayOrLast | None
    compile_months_after: MonthsAfter = 0
    own_days: list[OwnDaysEntry] = Field(default_factory=list)

    @model_serializer(mode="wrap")
    def _without_empty(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what is empty of what came later: an older document stays the same document."""
        content: dict[str, Any] = handler(self)
        return {name: value for name, value in content.items() if value or name not in LATER}

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
            periods=tuple(self.periods),
            own_days=tuple(own.value() for own in self.own_days),
            cutoff_months_after=self.cutoff_months_after,
            upstream_months_after=self.upstream_months_after,
            compile_months_after=self.compile_months_after,
        )
