"""The watchdog of systemd is answered only while the jobs end."""

import asyncio
import contextlib
import socket

import pytest

from cchc_scheduler.engine import running
from cchc_scheduler.engine.guard import JobGuard
from cchc_scheduler.engine.pulses import Pulse

QUICK = '''
"""Do nothing."""
from datetime import timedelta
EVERY = timedelta(seconds=1)
def run(service): ...
'''


@pytest.fixture
def heard(tmp_path, monkeypatch):
    """Return the first thing systemd hears within fifty beats."""
    path = tmp_path / "notify"
    monkeypatch.setenv("NOTIFY_SOCKET", str(path))
    monkeypatch.setattr(running, "BEAT_S", 0.01)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind(str(path))
        wire.setblocking(False)

        def listen(guard, job, service):
            async def beat_until_heard():
                beating = asyncio.create_task(running._beat(guard, (job,), service))
                said = b""
                for _ in range(50):
                    await asyncio.sleep(0.01)
                    with contextlib.suppress(BlockingIOError):
                        said = said or wire.recv(100)
                    if said:
                        break
                beating.cancel()
                return said

            return asyncio.run(beat_until_heard())

        yield listen


def test_while_jobs_end_the_watchdog_is_answered(heard, service, job):
    guard, quick = JobGuard(service), job("quick", QUICK)
    asyncio.run(guard.run(quick))

    assert heard(guard, quick, service) == b"WATCHDOG=1"


def test_when_a_job_hangs_the_watchdog_is_left_to_bark(heard, service, job):
    guard, quick = JobGuard(service), job("quick", QUICK)
    now = service.clock.monotonic()
    guard.pulses["quick"] = Pulse(began=now - 200, ended=now - 200)

    assert heard(guard, quick, service) == b""


def test_a_job_that_only_fails_is_no_reason_to_start_again(heard, service, job):
    guard = JobGuard(service)
    failing = job("failing", QUICK.replace("...", "raise KeyError"))
    asyncio.run(guard.run(failing))
    guard.pulses["failing"].ended_well = None

    assert heard(guard, failing, service) == b"WATCHDOG=1"
