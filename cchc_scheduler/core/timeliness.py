"""Timeliness: the first complete version against the deadline, by two clocks (invariant 5).

A return's day never enters it, and nothing later turns on-time into late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cchc_scheduler.core.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Timeliness:
    """On time by the deadline in force and by the plan's own; None while nothing complete came."""

    in_force: bool | None
    by_plan: bool | None


def timeliness(first_complete_at: datetime | None, versions: Sequence[Deadline]) -> Timeliness:
    """Judge when the first complete version came; `versions` are in order, the plan's own first.

    Both clocks read the versions known when it came: the newest that is not a return, and the
    newest that is the plan's own. What a plan or calendar changes later judges nothing.
    """
    if first_complete_at is None:
        return Timeliness(None, None)
    known = [versions[0]] + [
        version
        for version in versions[1:]
        if version.reason != "return" and version.set_at <= first_complete_at
    ]
    in_force = known[-1]
    by_plan = [version for version in known if version.reason in ("plan", "amendment")][-1]
    return Timeliness(
        first_complete_at < in_force.days.late_after, first_complete_at < by_plan.days.late_after
    )
