"""What the tracking sheet is made of, as values: tasks, what is owed, when what came."""

from dataclasses import dataclass, field
from datetime import date, datetime

from cchc_scheduler.core.evidence import Evidence


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of the plan in its own words, and what units said of it in the period.

    `deadline` is the wording as printed, None where the plan states none; `states` and `results`
    name their unit where more than one said something.
    """

    clause: str
    area: str
    text: str
    lead: str
    support: str
    deadline: str | None
    states: str
    results: str


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One report or dated task that a unit owes; `agreed_day` is the day that was agreed since."""

    period: str
    unit: str
    clause: str
    title: str
    plan_day: date
    agreed_day: date | None
    state: str


@dataclass(frozen=True, slots=True)
class TrackingFacts:
    """Everything the tracking sheet of one period holds; `as_of` is the instant of reading.

    `notes` are sentences for its first page, such as that nothing is in force yet.
    """

    office: str
    coordinator: str
    decision: str
    period_words: str
    as_of: datetime
    tasks: tuple[TaskLine, ...]
    owed: tuple[OwedLine, ...]
    sent: tuple[Evidence, ...]
    notes: tuple[str, ...] = field(default=())
