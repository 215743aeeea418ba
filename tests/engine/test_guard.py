"""The guard: a job that raises or hangs never stops the others (fault 39)."""

import asyncio
import time
from dataclasses import replace

import pytest

from cchc_scheduler.core.errors import NotConfigured
from cchc_scheduler.engine.guard import JobGuard
from cchc_scheduler.store import job_runs

HEAD = '''
"""A job of a test."""
import asyncio, time
from datetime import timedelta
EVERY = timedelta(seconds=1)
'''


def runs(service):
    with service.db.read() as connection:
        return {row["job"]: row for row in job_runs.every(connection)}


def test_a_run_that_ends_well_is_recorded(service, job):
    guard = JobGuard(service)

    asyncio.run(guard.run(job("good", HEAD + "def run(service): return 1")))

    assert (runs(service)["good"]["fault"], guard.running) == (None, set())
    assert guard.pulses["good"].ended_well is not None


def test_a_job_that_raises_is_recorded_and_never_raises_further(service, job):
    guard = JobGuard(service)

    asyncio.run(guard.run(job("bad", HEAD + "def run(service): raise KeyError('x')")))

    assert runs(service)["bad"]["fault"] == "KeyError: 'x'"
    assert (guard.pulses["bad"].ended_well, guard.running) == (None, set())
    assert guard.pulses["bad"].ended is not None


def test_faults_in_a_row_are_counted_until_a_run_ends_well(service, job, monkeypatch):
    monkeypatch.setattr("cchc_scheduler.engine.guard.WRITE_EVERY_S", 0)
    guard = JobGuard(service)
    bad = job("turn", HEAD + "def run(service): raise KeyError('x')")

    counted = []
    for _ in range(2):
        asyncio.run(guard.run(bad))
        counted.append(runs(service)["turn"]["faults_in_a_row"])
    asyncio.run(guard.run(job("turn", HEAD + "def run(service): ...")))

    assert [*counted, runs(service)["turn"]["faults_in_a_row"]] == [1, 2, 0]


@pytest.mark.parametrize(
    "hangs",
    [
        "async def run(service): await asyncio.sleep(60)",
        "def run(service): time.sleep(0.6)",
    ],
    ids=["waiting", "in the thread"],
)
def test_a_job_that_hangs_is_cut_off_and_told(service, job, hangs):
    guard = JobGuard(service, timeout=0.2)

    began = time.monotonic()
    asyncio.run(guard.run(job("stuck", HEAD + hangs)))

    assert time.monotonic() - began < 5
    assert guard.pulses["stuck"].fault == "did not end within 0 s"
    assert guard.pulses["stuck"].ended is None


def test_while_one_job_waits_for_ever_the_others_go_on(service, job):
    guard = JobGuard(service)
    stuck = job("stuck", HEAD + "async def run(service): await asyncio.sleep(60)")
    good = job("good", HEAD + "def run(service): ...")

    async def both():
        waiting = asyncio.create_task(guard.run(stuck))
        await asyncio.sleep(0.05)
        for _ in range(3):
            await guard.run(good)
        done = (guard.pulses["good"].ended_well is not None, set(guard.running))
        waiting.cancel()
        return done

    assert asyncio.run(both()) == (True, {"stuck"})


def test_a_time_out_of_its_own_is_a_fault_and_no_hang(service, job):
    guard = JobGuard(service)

    asyncio.run(guard.run(job("late", HEAD + "async def run(service): raise TimeoutError")))

    assert guard.pulses["late"].fault == "TimeoutError"
    assert guard.pulses["late"].ended is not None


def test_an_office_without_a_plan_is_no_fault(service, job):
    guard = JobGuard(service)
    source = f"from {NotConfigured.__module__} import NotConfigured\n"

    asyncio.run(guard.run(job("early", HEAD + source + "def run(s): raise NotConfigured('x')")))

    assert guard.pulses["early"].fault is None


def test_a_store_that_can_not_be_written_does_not_stop_the_guard(service, job):
    guard = JobGuard(service)
    with service.db.work() as connection:
        connection.exec_driver_sql("DROP TABLE job_run")

    asyncio.run(guard.run(job("good", HEAD + "def run(service): ...")))

    assert guard.pulses["good"].ended_well is not None


def test_rest_waits_for_what_runs_and_tells_whether_it_ended(service, job):
    guard = JobGuard(service)

    async def drained():
        may_end = asyncio.Event()

        async def run(_service):
            await may_end.wait()

        slow = replace(job("slow", HEAD + "def run(service): ..."), run=run)
        running = asyncio.create_task(guard.run(slow))
        await asyncio.sleep(0.05)
        told = [await guard.rest(0.05)]
        may_end.set()
        told.append(await guard.rest(5))
        await running
        return told

    assert asyncio.run(drained()) == [False, True]
