"""The engine inside the process: APScheduler as a metronome, a pacemaker beside it, and the drain.

APScheduler keeps nothing: rows are the truth and a job only looks at what is due. Its timer can be
lost (a fault while it looks for due jobs) or stand still (the clock steps back); the pacemaker
notices both.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from cchc_scheduler.engine.guard import JobGuard
from cchc_scheduler.engine.jobs import Job

PACE_S: Final = 5.0
DRIFT_S: Final = 2.0
MISSED_PERIODS: Final = 3
REARM_S: Final = 5.0
DRAIN_S: Final = 30.0


class SteadyScheduler(AsyncIOScheduler):  # type: ignore[misc]
    """A scheduler whose timer is set again even when looking for due jobs fails."""

    def _process_jobs(self) -> float | None:
        try:
            wait: float | None = super()._process_jobs()
        except Exception:  # noqa: BLE001 - a metronome that stops would stop everything
            structlog.get_logger("engine").exception("metronome_failed")
            return REARM_S
        return wait


class Engine:
    """Runs jobs by their intervals until it is drained."""

    def __init__(self, jobs: Sequence[Job], guard: JobGuard, clock: Any) -> None:
        """Keep the jobs; nothing runs before `start`."""
        self._jobs: Final = {job.name: job for job in jobs}
        self._guard: Final = guard
        self._clock: Final = clock
        self._log: Final = structlog.get_logger("engine")
        self._pacemaker: asyncio.Task[None] | None = None
        self._scheduler: Final = SteadyScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def start(self) -> None:
        """Run every job once now, then by its interval."""
        for job in self._jobs.values():
            self._scheduler.add_job(
                self._guard.run,
                IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC),
                args=[job],
                id=job.name,
                next_run_time=self._wall(),
            )
        self._scheduler.start()
        self._pacemaker = asyncio.create_task(self._pace())

    def wake(self, *names: str) -> None:
        """Run jobs as soon as possible; a hint, since what is due is found anyway."""
        for name in names or tuple(self._jobs):
            if name not in self._guard.running:
                self._scheduler.modify_job(name, next_run_time=self._wall())

    async def drain(self, seconds: float = DRAIN_S) -> bool:
        """Start nothing new and wait for what runs; tell whether all of it ended in time."""
        if self._pacemaker is not None:
            self._pacemaker.cancel()
        self._scheduler.pause()
        ended = await self._guard.rest(seconds)
        self._scheduler.shutdown(wait=False)
        return ended

    async def _pace(self) -> None:
        """Every few seconds see whether the clock stepped or the metronome stands still."""
        wall, steady = self._clock.now(), self._clock.monotonic()
        while True:
            await asyncio.sleep(PACE_S)
            now, then = self._clock.now(), self._clock.monotonic()
            drift = (now - wall).total_seconds() - (then - steady)
            wall, steady = now, then
            if abs(drift) > DRIFT_S:
                self._log.warning("clock_step", seconds=round(drift, 1))
                self.wake()
            elif self._stands_still(then):
                self._log.warning("metronome_stood_still")
                self.wake()

    def _stands_still(self, now: float) -> bool:
        return any(
            now - pulse.began > MISSED_PERIODS * self._jobs[name].every.total_seconds() + PACE_S
            for name, pulse in self._guard.pulses.items()
            if name not in self._guard.running
        )

    def _wall(self) -> datetime:
        """Return the scheduler's own idea of now, which follows the machine's clock."""
        found: datetime = self._clock.now()
        return found + timedelta(0)
