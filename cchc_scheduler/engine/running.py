"""One run of the service, from the lock to the drain."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator

import structlog
import uvicorn

from cchc_scheduler.actions.mend import mend_at_start
from cchc_scheduler.core.errors import NotConfigured
from cchc_scheduler.engine.embedded import Engine
from cchc_scheduler.engine.guard import JobGuard
from cchc_scheduler.engine.jobs import Job, find_jobs
from cchc_scheduler.engine.lock import EngineLock
from cchc_scheduler.engine.systemd import notify
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.service import Service
from cchc_scheduler.web.health import health_application, store_reasons

BEAT_S = 20.0


class QuietServer(uvicorn.Server):
    """A web server that leaves the signals to the service."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def run_service(service: Service) -> None:
    """Run until SIGTERM or SIGINT; a second signal ends at once.

    Raises AlreadyRunning when another process holds the data folder.
    """
    lock = EngineLock(service.home.data_folder())
    lock.take()
    try:
        await _run_locked(service)
    finally:
        if isinstance(service.wire, Courier):
            await service.wire.close()
        lock.release()


async def _run_locked(service: Service) -> None:
    log = structlog.get_logger("service")
    jobs = find_jobs(service.home.job_files())
    await service.worker(lambda: _mend(service))
    guard = JobGuard(service)
    engine = Engine(jobs, guard, service.clock)
    asked = _asked_to_stop(service)
    server = _web(service, guard, jobs)
    serving = asyncio.create_task(server.serve())
    engine.start()
    notify("READY=1")
    log.info("running", jobs=[job.name for job in jobs], mail=service.wire is not None)
    beating = asyncio.create_task(_beat(guard, jobs, service))
    await asked.wait()
    notify("STOPPING=1")
    log.info("stopping")
    beating.cancel()
    ended = await engine.drain()
    server.should_exit = True
    await serving
    log.info("stopped", drained=ended)


def _mend(service: Service) -> None:
    with contextlib.suppress(NotConfigured):
        mend_at_start(service.db, service.records, service.outbox, service.clock.now())


def _asked_to_stop(service: Service) -> asyncio.Event:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if asked.is_set():
            raise SystemExit(1)
        service.stop.set()
        asked.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    return asked


def _web(service: Service, guard: JobGuard, jobs: tuple[Job, ...]) -> uvicorn.Server:
    def healthy() -> list[str]:
        return store_reasons(service.db, service.clock.now()) + _late_jobs(service, guard, jobs)

    def ready() -> list[str]:
        return [] if guard.pulses else ["no job has run yet"]

    settings = service.settings
    config = uvicorn.Config(
        health_application(healthy, ready),
        host=settings.health_host,
        port=settings.health_port,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    return QuietServer(config)


def _late_jobs(service: Service, guard: JobGuard, jobs: tuple[Job, ...]) -> list[str]:
    """Return the jobs that have not ended well for three of their periods."""
    now = service.clock.monotonic()
    reasons: list[str] = []
    for job in jobs:
        pulse = guard.pulses.get(job.name)
        if pulse is None:
            continue
        last = pulse.ended_well if pulse.ended_well is not None else pulse.began
        if now - last > 3 * job.every.total_seconds() + BEAT_S * 3:
            reasons.append(f"job {job.name} has not ended well for {now - last:.0f} s")
    return reasons


async def _beat(guard: JobGuard, jobs: tuple[Job, ...], service: Service) -> None:
    """Tell systemd that the service lives, only while its jobs do."""
    while True:
        await asyncio.sleep(BEAT_S)
        if not _late_jobs(service, guard, jobs):
            notify("WATCHDOG=1")
