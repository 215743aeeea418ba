"""Runs one job under its guard: a fault or a hang of one job never stops the others."""

import asyncio
from datetime import datetime
from typing import Final

import structlog

from cchc_scheduler.core.errors import NotConfigured
from cchc_scheduler.engine.jobs import Job
from cchc_scheduler.engine.pulses import Pulse
from cchc_scheduler.service import Service
from cchc_scheduler.store import job_runs

TIMEOUT_S: Final = 300.0
WRITE_EVERY_S: Final = 60.0
HANGS: Final = "did not end"


class JobGuard:
    """Runs jobs, keeps their pulse, and records it in the store now and then."""

    def __init__(self, service: Service, timeout: float = TIMEOUT_S) -> None:
        """Guard the jobs of a service; `timeout` in seconds holds for each run."""
        self._service: Final = service
        self._timeout: Final = timeout
        self._log: Final = structlog.get_logger("engine")
        self.since: Final = service.clock.monotonic()
        self.pulses: Final[dict[str, Pulse]] = {}
        self.running: Final[set[str]] = set()
        self._rests: Final = asyncio.Event()
        self._rests.set()

    async def run(self, job: Job) -> None:
        """Run a job once; whatever goes wrong is logged and recorded, never raised."""
        clock = self._service.clock
        pulse = self.pulses.setdefault(job.name, Pulse(clock.monotonic()))
        pulse.began = clock.monotonic()
        started_at = clock.now()
        self._begin(job)
        try:
            fault = await self._attempt(job)
        finally:
            self._end(job)
        changed = (fault is None) != (pulse.fault is None)
        pulse.fault = fault
        self._note_end(pulse)
        if changed or clock.monotonic() - pulse.written >= WRITE_EVERY_S:
            pulse.written = clock.monotonic()
            await self._write(job, started_at, fault)

    async def rest(self, seconds: float) -> bool:
        """Wait until no job runs, at most so many seconds; tell whether it came to that."""
        try:
            async with asyncio.timeout(seconds):
                await self._rests.wait()
        except TimeoutError:
            return False
        return True

    def _begin(self, job: Job) -> None:
        self.running.add(job.name)
        self._rests.clear()

    def _end(self, job: Job) -> None:
        self.running.discard(job.name)
        if not self.running:
            self._rests.set()

    def _note_end(self, pulse: Pulse) -> None:
        """Note when a job ended; one that was cut off has not ended at all."""
        now = self._service.clock.monotonic()
        if pulse.fault is None:
            pulse.ended_well = now
        if pulse.fault is None or not pulse.fault.startswith(HANGS):
            pulse.ended = now

    async def _attempt(self, job: Job) -> str | None:
        within = asyncio.timeout(self._timeout)
        try:
            async with within:
                if job.waits:
                    await job.run(self._service)
                else:
                    await self._service.worker(lambda: job.run(self._service))
        except NotConfigured:
            return None
        except TimeoutError:
            if within.expired():
                self._log.error("job_hangs", job=job.name, seconds=self._timeout)
                return f"{HANGS} within {self._timeout:.0f} s"
            self._log.exception("job_failed", job=job.name)
            return "TimeoutError"
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - one job's fault is not the others'
            self._log.exception("job_failed", job=job.name)
            return f"{type(fault).__name__}: {fault}"
        return None

    async def _write(self, job: Job, started_at: datetime, fault: str | None) -> None:
        """Record the run; a store that can't be written now is told by the job itself."""
        ended_at = self._service.clock.now()

        def write() -> None:
            with self._service.db.work() as connection:
                job_runs.record(connection, job.name, started_at, ended_at, fault)

        try:
            async with asyncio.timeout(self._timeout):
                await self._service.worker(write)
        except Exception:  # noqa: BLE001 - the pulse is told in the log instead
            self._log.exception("pulse_not_written", job=job.name)
