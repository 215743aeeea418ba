"""What was collected for one period, as values: what each unit gave, and when it came."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from cchc_scheduler.core.answers import Answers
from cchc_scheduler.core.cycles import days_of
from cchc_scheduler.core.evidence import Evidence
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.periods import Period
from cchc_scheduler.core.plans import Cycle, Plan
from cchc_scheduler.core.reports import Finding, Source
from cchc_scheduler.words import MatterKind, MatterState, SubmissionKind

Standing = Literal["form", "nil", "unread", "none", "waived"]


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of one unit; `clauses` is what it tells about, whatever outline asked it.

    `text` is what was typed; `value` what a figure means, None for a text and for what is no
    number.
    """

    unit: str
    key: str
    clauses: tuple[str, ...]
    text: str
    state: str | None = None
    value: Decimal | None = None
    estimated: bool = False
    unchanged: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What the newest submission is that brought no answers: a link, a file or a paper."""

    kind: SubmissionKind
    number: str | None = None
    day: date | None = None
    file_name: str | None = None


@dataclass(frozen=True, slots=True)
class UnitMaterial:
    """Everything one unit gave for the period.

    `form`: answers were read. `nil`: nothing arose, `note` says so. `unread`: `handed` came, and
    its content is not in the record as answers. `none`: nothing usable came. `last` are the answers
    for the period before, `earlier` those of earlier periods of the same year, in order.
    """

    unit: str
    standing: Standing
    source: Source | None = None
    handed: HandedIn | None = None
    note: str = ""
    given: tuple[Given, ...] = ()
    last: Answers = field(default_factory=dict)
    earlier: tuple[tuple[str, Answers], ...] = ()

    @property
    def owes(self) -> bool:
        """Whether a report of the unit is counted on."""
        return self.standing != "waived"

    @property
    def answers(self) -> Mapping[str, Given]:
        """What was given, by its key."""
        return {each.key: each for each in self.given}


@dataclass(frozen=True, slots=True)
class Raised:
    """A difficulty or proposal that a unit raised on its page, and the answer to it."""

    unit: str
    kind: MatterKind
    text: str
    day: date
    state: MatterState
    answer: str | None = None
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything collected for one period of one cycle, in the plan's order of units."""

    office: Office
    plan: Plan
    cycle: Cycle
    period: Period
    made_at: datetime
    units: tuple[UnitMaterial, ...]
    raised: tuple[Raised, ...] = ()
    hand_ins: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def cutoff(self) -> date | None:
        """The day up to which figures count, None while no document names it."""
        return days_of(self.cycle, self.period).cutoff

    @property
    def year_too(self) -> bool:
        """Whether the period's report is the year's report, alone or joined to its last period."""
        joined = self.cycle.with_year and self.period.ends_year
        return self.period.frequency == "year" or joined

    def name_of(self, unit: str) -> str:
        """Return a unit's name as the Decision writes it."""
        return self.office.unit(unit).name
