"""What is known beside the words, and what the words were read as."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cchc_scheduler.core.phrases.reasons import Reason
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import DeadlineKind

PhraseBound = Literal["exclusive", "inclusive", "period_end", "relative", "start_only", "none"]
Then = Literal["continuous", "recurring"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The plan's period, both days included; its day of issue; the calendar; days by the moon.

    `feasts` holds ("tet", year) and ("kings-day", year), the first day of Tết and Giỗ Tổ.
    """

    first: date
    last: date
    issued: date | None = None
    calendar: WorkCalendar = field(default_factory=lambda: WorkCalendar(()))
    feasts: Mapping[tuple[str, int], date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A wording as structure; `due` are last permitted days, in order.

    `reason` is set exactly when a person must confirm. `time` is HH:MM on the last day, `offset` a
    length such as "5 working days", negative before the event. `then` is what follows a milestone.
    """

    phrase: str
    kind: DeadlineKind
    bound: PhraseBound = "none"
    due: tuple[date, ...] = ()
    freq: str | None = None
    start: date | None = None
    event: str | None = None
    offset: str | None = None
    time: str | None = None
    then: Then | None = None
    reason: Reason | None = None

    @property
    def needs_confirmation(self) -> bool:
        """Whether a person must confirm what was read."""
        return self.reason is not None
