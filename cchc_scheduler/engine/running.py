"""One run of the service, from the lock to the drain."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Iterator
from functools import partial

import structlog
import uvicorn

from cchc_scheduler.actions.collect_mail import forget_mailboxes
from cchc_scheduler.actions.foresight import Foresee
from cchc_scheduler.actions.mend import mend_at_start
from cchc_scheduler.core.errors import BadInput, NotConfigured
from cchc_scheduler.engine.embedded import Engine
from cchc_scheduler.engine.examining import found_at
from cchc_scheduler.engine.guard import JobGuard
from cchc_scheduler.engine.jobs import Job, find_jobs
from cchc_scheduler.engine.lock import EngineLock
from cchc_scheduler.engine.mail_watch import MailWatch
from cchc_scheduler.engine.pulses import failing, hanging
from cchc_scheduler.engine.systemd import notify
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.service import Service, bounds_of
from cchc_scheduler.settings import Settings
from cchc_scheduler.web.application import application
from cchc_scheduler.web.health import plan_reasons, store_reasons
from cchc_scheduler.web.site import SitePieces

BEAT_S = 20.0
READS_MAIL = "collect_mail"
WEB_GRACE_S = 5


class QuietServer(uvicorn.Server):
    """A web server that leaves the signals to the service."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def run_service(service: Service, foresee: Foresee | None = None) -> None:
    """Run until SIGTERM or SIGINT; a second signal ends at once.

    `foresee` lives ahead in a copy of the store, for the page of coming letters.
    Raises AlreadyRunning when another process holds the data folder, BadInput when a job's file
    is none or the address of /healthz is taken.
    """
    lock = EngineLock(service.home.data_folder())
    lock.take()
    try:
        with _listening(service.settings) as door:
            await _run_locked(service, door, foresee)
    finally:
        if isinstance(service.wire, Courier):
            await service.wire.close()
        lock.release()


async def _run_locked(service: Service, door: socket.socket, foresee: Foresee | None) -> None:
    log = structlog.get_logger("service")
    jobs = find_jobs(service.home.job_files())
    await service.worker(lambda: _mend(service))
    # What is loaded by now stays for good: looking through it again and again would hold up those
    # who wait for an answer, for a tenth of a second at a time.
    gc.freeze()
    guard = JobGuard(service)
    engine = Engine(jobs, guard, service.clock)
    asked = _asked_to_stop(service)
    server = _web(service, guard, jobs, foresee)
    serving = asyncio.create_task(server.serve(sockets=[door]))
    engine.start()
    notify("READY=1")
    log.info(
        "running",
        jobs=[job.name for job in jobs],
        mail=service.wire is not None,
        health="{}:{}".format(*door.getsockname()),
    )
    with _watching(service, engine, jobs):
        await _beat_until(asked, guard, jobs, service)
    notify("STOPPING=1")
    log.info("stopping")
    ended = await engine.drain()
    server.should_exit = True
    await serving
    log.info("stopped", drained=ended)


@contextlib.contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """Take the address of /healthz first, so that a taken one is told before anything runs."""
    host, port = settings.bind_host, settings.bind_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as fault:
            raise BadInput(
                f"CCHC_BIND: {host}:{port} can't be used: {fault.strerror}. "
                "Name another port; two homes on one machine need two."
            ) from fault
        yield door


@contextlib.contextmanager
def _watching(service: Service, engine: Engine, jobs: tuple[Job, ...]) -> Iterator[None]:
    """Wait for mail beside the jobs, where there is a mailbox and a job that reads it."""
    server = service.inbox.server if service.inbox else None
    if server is None or READS_MAIL not in {job.name for job in jobs}:
        yield
        return
    loop = asyncio.get_running_loop()
    watch = MailWatch(server, lambda: _wake(loop, engine))
    watch.start()
    try:
        yield
    finally:
        watch.stop()


def _wake(loop: asyncio.AbstractEventLoop, engine: Engine) -> None:
    loop.call_soon_threadsafe(engine.wake, READS_MAIL)


def _mend(service: Service) -> None:
    if service.inbox is None:
        forget_mailboxes(service.db)
    try:
        mend_at_start(service.db, service.records, service.outbox, service.clock.now())
    except NotConfigured as missing:
        structlog.get_logger("service").warning("nothing_in_force", what_to_do=str(missing))


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


def _pages(service: Service, foresee: Foresee | None) -> SitePieces | None:
    """Return what the pages work with; None while letters can't link to them."""
    links, settings = service.outbox.links, service.settings
    if links is None:
        return None
    return SitePieces(
        db=service.db,
        records=service.records,
        outbox=service.outbox,
        clock=service.clock,
        worker=service.worker,
        links=links,
        data=service.home.data_folder(),
        bounds=bounds_of(settings),
        home=service.home,
        foresee=foresee,
        examine=partial(found_at, service.home),
    )


def _web(
    service: Service, guard: JobGuard, jobs: tuple[Job, ...], foresee: Foresee | None
) -> uvicorn.Server:
    def healthy() -> list[str]:
        stuck = failing(jobs, guard.pulses, guard.since, service.clock.monotonic())
        return store_reasons(service.db, service.clock.now()) + stuck

    def ready() -> list[str]:
        waiting = [job.name for job in jobs if job.name not in guard.pulses]
        return [f"job {name} has not run yet" for name in waiting] + plan_reasons(service.db)

    config = uvicorn.Config(
        application(healthy, ready, _pages(service, foresee), service.home.template_dirs()),
        log_config=None,
        access_log=False,
        server_header=False,
        # Only a proxy on this machine may say who asks; uvicorn takes the last address it did not
        # add itself, and the environment can't widen this.
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1",
        timeout_graceful_shutdown=WEB_GRACE_S,
    )
    return QuietServer(config)


async def _beat_until(
    asked: asyncio.Event, guard: JobGuard, jobs: tuple[Job, ...], service: Service
) -> None:
    """Give signs of life until the service is asked to stop."""
    beating = asyncio.create_task(_beat(guard, jobs, service))
    await asked.wait()
    beating.cancel()


async def _beat(guard: JobGuard, jobs: tuple[Job, ...], service: Service) -> None:
    """Tell systemd that the service lives, only while its jobs end: a restart may free a hang."""
    while True:
        await asyncio.sleep(BEAT_S)
        if not hanging(jobs, guard.pulses, guard.since, service.clock.monotonic()):
            notify("WATCHDOG=1")
