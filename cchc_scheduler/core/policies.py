"""The office's policy: rungs of the ladder, hours of the window, authority and safety limits.

The defaults are those of `config/policy.yaml`; an obligation keeps the policy it began with.
"""

from dataclasses import dataclass, field
from datetime import time
from typing import Final

from cchc_scheduler.words import Escalation, Level, Rung, TimelinessBy

UNIT_RUNGS: Final[tuple[Rung, ...]] = ("opening", "remind-7", "remind-3", "remind-1", "due-day")
LATE_RUNGS: Final[tuple[Rung, ...]] = ("late-1", "late-3", "late-5")
LEVEL_OF_RUNG: Final[dict[Rung, Level]] = {
    **dict.fromkeys(UNIT_RUNGS, "unit"),
    "late-1": "head",
    "late-3": "office",
    "late-5": "leaders",
}
RUNG_OF_LEVEL: Final[dict[Level, Rung]] = {
    "head": "late-1",
    "office": "late-3",
    "leaders": "late-5",
}


@dataclass(frozen=True, slots=True)
class RungDays:
    """Working days of each rung: before `target` for the unit's, after lateness for the others."""

    opening: int = 15
    remind_7: int = 7
    remind_3: int = 3
    remind_1: int = 1
    late_1: int = 1
    late_3: int = 3
    late_5: int = 5

    def before(self, rung: Rung) -> int:
        """Return how many working days before `target` a unit rung falls; 0 is the day itself."""
        table: dict[Rung, int] = {
            "opening": self.opening,
            "remind-7": self.remind_7,
            "remind-3": self.remind_3,
            "remind-1": self.remind_1,
            "due-day": 0,
        }
        return table[rung]

    def after(self, rung: Rung) -> int:
        """Return on which working day after lateness a late rung falls."""
        table: dict[Rung, int] = {
            "late-1": self.late_1,
            "late-3": self.late_3,
            "late-5": self.late_5,
        }
        return table[rung]


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a working day, office time, within which letters leave."""

    opens: time = time(7, 30)
    afternoon: time = time(14, 0)
    closes: time = time(16, 30)


@dataclass(frozen=True, slots=True)
class Policy:
    """All that the office may set about chasing; numbers of days are working days.

    `timeliness_by` says what decides whether a report is on time: whichever complete version comes
    first, the text for compiling, or the signed paper.
    """

    rungs: RungDays = field(default_factory=RungDays)
    window: Window = field(default_factory=Window)
    escalation: Escalation = "automatic"
    escalation_document: str | None = None
    level_gap: int = 2
    request_hold: int = 2
    leaders_hold: int = 3
    before_upstream: int = 3
    breaker_factor: int = 3
    outage_days: int = 5
    timeliness_by: TimelinessBy = "first"
