"""What the pages of a reporting period speak of, as values: actions fill them, templates show."""

from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.documents.period_timeline import Timeline


@dataclass(frozen=True, slots=True)
class Tally:
    """Completeness and timeliness of one item: how many reports of how many.

    `by_plan` counts those in time by the plan's own day, `by_agreed` by the day in force. `texts`
    are those of which a text to compile from came, `papers` those with a signed paper's number.
    """

    expected: int
    received: int
    by_plan: int
    by_agreed: int
    completing: int
    missing: int
    texts: int
    papers: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit's one obligation: its state in words, its days, what came and how it is judged."""

    obligation: str
    task: str
    unit: str
    unit_name: str
    state: str
    tone: str
    plan_day: date
    agreed_day: date | None
    received_at: datetime | None
    by_plan: bool | None
    by_agreed: bool | None
    text_at: datetime | None
    paper_number: str | None
    paper_day: date | None


@dataclass(frozen=True, slots=True)
class PeriodItem:
    """One thing that is owed in a period: a cycle's report, or a task with a day of its own."""

    task: str
    title: str
    clause: str
    periodic: bool
    tally: Tally


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's row of the grid: a cell for each item, None where it does not owe it."""

    unit: str
    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class ClosedNote:
    """Since when a period is closed, by whom and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period in the list of periods; `tally` is that of its report."""

    period: str
    name: str
    last_day: date
    tally: Tally
    closed: ClosedNote | None


@dataclass(frozen=True, slots=True)
class PeriodShown:
    """Everything on a period's page; `timeline` None where the period has no report of a cycle."""

    period: str
    name: str
    items: tuple[PeriodItem, ...]
    rows: tuple[UnitRow, ...]
    closed: ClosedNote | None
    timeline: Timeline | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, unit by unit."""
        return tuple(cell for row in self.rows for cell in row.cells if cell is not None)

    @property
    def main(self) -> PeriodItem | None:
        """The item whose numbers stand large: the first report of a cycle."""
        return next((each for each in self.items if each.periodic), None)
