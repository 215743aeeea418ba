"""The engine inside the process: APScheduler as a metronome, a pacemaker beside it, and the drain.

APScheduler keeps nothing: rows are the truth and a job only looks at what is due. Its timer can be
lost (a fault while it looks for due jobs) or stand still (the clock steps back); the pacemaker
notices both.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from cchc_scheduler.clock import Clock
from cchc_scheduler.engine.guard import JobGuard
from cchc_scheduler.engine.jobs import Job

PACE_S: Final = 5.0
DRIFT_S: Final = 2.0
MISSED_PERIODS: Final = 3
REARM_S: Final = 5.0
DRAIN_S: Final = 30.0


class Beat(BaseTrigger):  # type: ignore[misc]
    """Rings every so often; of all that was missed it rings once.

    The library's own interval counts every missed ring one by one: three million of them after a
    clock step of a year, while nothing else runs.
    """

    def __init__(self, every: timedelta) -> None:
        """Keep the span between two rings."""
        self._every: Final = every

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """Return the next ring after the previous one, never one that has passed."""
        following = now if previous is None else previous + self._every
        return following if following > now else now + self._every


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

    def __init__(
        self, jobs: Sequence[Job], guard: JobGuard, clock: Clock, pace: float = PACE_S
    ) -> None:
        """Keep the jobs; nothing runs before `start`. `pace` is the pacemaker's step in seconds."""
        self._jobs: Final = {job.name: job for job in jobs}
        self._guard: Final = guard
        self._clock: Final = clock
        self._log: Final = structlog.get_logger("engine")
        self._pace_s: Final = pace
        self._started = clock.monotonic()
        self._pacemaker: asyncio.Task[None] | None = None
        self._scheduler: Final = SteadyScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def start(self) -> None:
        """Run every job once now, then by its interval."""
        self._started = self._clock.monotonic()
        for job in self._jobs.values():
            self._scheduler.add_job(
                self._guard.run,
                Beat(job.every),
                args=[job],
                id=job.name,
                next_run_time=self._clock.now(),
            )
        self._scheduler.start()
        self._pacemaker = asyncio.create_task(self._pace())

    def wake(self, *names: str) -> None:
        """Run jobs as soon as possible; a hint, since what is due is found anyway."""
        for name in names or tuple(self._jobs):
            if name not in self._guard.running:
                self._scheduler.modify_job(name, next_run_time=self._clock.now())

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
            await asyncio.sleep(self._pace_s)
            now, then = self._clock.now(), self._clock.monotonic()
            drift = (now - wall).total_seconds() - (then - steady)
            wall, steady = now, then
            try:
                self._look(drift, then)
            except Exception:  # noqa: BLE001 - who watches the metronome must not stop either
                self._log.exception("pacemaker_failed")

    def _look(self, drift: float, steady: float) -> None:
        if abs(drift) > DRIFT_S:
            self._log.warning("clock_step", seconds=round(drift, 1))
            self._set_anew()
        elif self._stands_still(steady):
            self._log.warning("metronome_stood_still")
            self.wake()

    def _set_anew(self) -> None:
        """Ring for every job now; one that runs rings again after its own span.

        Its next ring was set by the old clock and may lie hours ahead.
        """
        self.wake()
        for name in self._guard.running & self._jobs.keys():
            after = self._clock.now() + self._jobs[name].every
            self._scheduler.modify_job(name, next_run_time=after)

    def _stands_still(self, now: float) -> bool:
        began = {name: pulse.began for name, pulse in self._guard.pulses.items()}
        return any(
            now - began.get(name, self._started)
            > MISSED_PERIODS * job.every.total_seconds() + self._pace_s
            for name, job in self._jobs.items()
            if name not in self._guard.running
        )
