"""The pulse of each job: when it last began and ended, and which jobs are overdue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cchc_scheduler.engine.jobs import Job

PERIODS: Final = 3
SLACK_S: Final = 60.0


@dataclass(slots=True)
class Pulse:
    """When a job last began, ended and ended well, by the monotonic clock, and its last fault.

    `ended` counts an end by a fault too, but not one by the guard's timeout.
    """

    began: float
    ended: float | None = None
    ended_well: float | None = None
    written: float = float("-inf")
    fault: str | None = None


def failing(
    jobs: Sequence[Job], pulses: Mapping[str, Pulse], since: float, now: float
) -> list[str]:
    """Return a sentence for each job that has not ended well for three of its periods.

    `since` is when the engine began, `now` the present, both by the monotonic clock.
    """
    found: list[str] = []
    for job in jobs:
        pulse = pulses.get(job.name)
        last = since if pulse is None or pulse.ended_well is None else pulse.ended_well
        if now - last > _patience(job):
            found.append(f"job {job.name} has not ended well for {now - last:.0f} s")
    return found


def hanging(
    jobs: Sequence[Job], pulses: Mapping[str, Pulse], since: float, now: float
) -> list[str]:
    """Return the names of the jobs that have not ended at all for that long: a restart may help."""
    ends = {name: pulse.ended for name, pulse in pulses.items() if pulse.ended is not None}
    return [job.name for job in jobs if now - ends.get(job.name, since) > _patience(job)]


def _patience(job: Job) -> float:
    return PERIODS * job.every.total_seconds() + SLACK_S
