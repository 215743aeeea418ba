"""`policy.yaml`: rungs of the ladder, hours of the window, authority and safety limits."""

from pydantic import ConfigDict, Field

from cchc_scheduler.core.policies import Policy, RungDays, Window
from cchc_scheduler.plan.fields import Days, FileModel, Hour, Line
from cchc_scheduler.words import Escalation, TimelinessBy


def _as_written(name: str) -> str:
    return name.replace("_", "-")


class RungEntry(FileModel):
    """Working days of each rung, named as the rungs are (`remind-7`, `late-1`)."""

    model_config = ConfigDict(alias_generator=_as_written)

    opening: Days
    remind_7: Days
    remind_3: Days
    remind_1: Days
    late_1: Days
    late_3: Days
    late_5: Days


class WindowEntry(FileModel):
    """Hours of a working day within which letters leave."""

    opens: Hour
    afternoon: Hour
    closes: Hour


class PolicyFile(FileModel):
    """The whole of `policy.yaml`; spans of days are working days."""

    escalation: Escalation
    escalation_document: Line | None = None
    rungs: RungEntry
    window: WindowEntry
    level_gap: Days
    request_hold: Days
    leaders_hold: Days
    before_upstream: Days
    breaker_factor: int = Field(ge=1, le=100)
    outage_days: Days
    timeliness_by: TimelinessBy = "first"

    def value(self) -> Policy:
        """Return the policy as a value of the rules."""
        rest = self.model_dump(exclude={"rungs", "window"})
        return Policy(
            rungs=RungDays(**self.rungs.model_dump()),
            window=Window(**self.window.model_dump()),
            **rest,
        )
