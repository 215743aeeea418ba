"""The metronome: it rings again after a fault, after a sleep and after every step of the clock."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time

from cchc_scheduler.engine.embedded import Beat, Engine, SteadyScheduler
from cchc_scheduler.engine.guard import JobGuard

START = datetime(2025, 9, 9, 16, 59, 58, tzinfo=UTC)  # 23:59:58 of the last day, in the office
JOB = '''
"""Count."""
from datetime import timedelta
EVERY = timedelta(seconds={every})
async def run(service):
    ...
'''


def real_monotonic() -> float:
    """Seconds that no test moves; freezegun moves time.monotonic as well."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


class SteppedClock:
    """The machine's clock while a test steps it: the wall is freezegun's, the rest goes on."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return real_monotonic()


class Counted(JobGuard):
    """A guard that counts how often each job ran."""

    def __init__(self, service, timeout=5.0):
        super().__init__(service, timeout)
        self.counts: dict[str, int] = {}

    async def run(self, job):
        self.counts[job.name] = self.counts.get(job.name, 0) + 1
        await super().run(job)


async def until(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Wait until something holds; tell whether it came to that."""
    for _ in range(int(seconds / 0.01)):
        if holds():
            return True
        await asyncio.sleep(0.01)
    return holds()


def play(story: Callable[[object], Awaitable[None]]) -> None:
    with freeze_time(START, real_asyncio=True, tick=True) as frozen:
        asyncio.run(story(frozen))


@pytest.fixture
def guard(service):
    return Counted(replace(service, clock=SteppedClock()))


def engine_of(guard, *jobs, pace=0.05):
    return Engine(jobs, guard, SteppedClock(), pace=pace)


def test_every_job_runs_once_at_start_and_then_by_its_span(guard, job):
    slow, quick = job("slow", JOB.format(every=3600)), job("quick", JOB.format(every=0.1))

    async def story(_frozen):
        engine = engine_of(guard, slow, quick)
        engine.start()
        assert await until(lambda: guard.counts.get("quick", 0) >= 4)
        await engine.drain()

    play(story)

    assert guard.counts["slow"] == 1


@pytest.mark.parametrize(
    "step",
    [timedelta(hours=-1), timedelta(days=-1), timedelta(days=1), timedelta(days=366)],
    ids=["an hour back", "a day back", "a day ahead", "a year ahead"],
)
def test_after_a_step_of_the_clock_every_job_rings_at_once_and_only_once(guard, job, step):
    """Faults 14 and 15: 300 s of virtual time would have to pass without the pacemaker."""
    slow = job("slow", JOB.format(every=300))

    async def story(frozen):
        engine = engine_of(guard, slow)
        engine.start()
        assert await until(lambda: guard.counts.get("slow") == 1)
        frozen.move_to(START + step)
        assert await until(lambda: guard.counts["slow"] == 2)
        assert not await until(lambda: guard.counts["slow"] > 2, seconds=0.3)
        await engine.drain()

    play(story)


def test_a_job_that_ran_while_the_clock_went_back_rings_again(guard, job):
    source = JOB.format(every=0.2).replace("...", "await __import__('asyncio').sleep(0.3)")

    async def story(frozen):
        engine = engine_of(guard, job("busy", source))
        engine.start()
        assert await until(lambda: "busy" in guard.running)
        frozen.move_to(START - timedelta(hours=1))
        assert await until(lambda: guard.counts["busy"] >= 3)
        await engine.drain()

    play(story)


def test_asleep_over_a_weekend_each_job_rings_once(guard, job):
    """Fault 17: 20,000 rings were missed; one makes them good."""
    quick = job("quick", JOB.format(every=10))

    async def story(frozen):
        engine = engine_of(guard, quick)
        engine.start()
        assert await until(lambda: guard.counts.get("quick") == 1)
        frozen.move_to(START + timedelta(hours=63))
        assert await until(lambda: guard.counts["quick"] == 2)
        assert not await until(lambda: guard.counts["quick"] > 2, seconds=0.3)
        await engine.drain()

    play(story)


def test_a_small_step_of_time_service_across_midnight_changes_nothing(guard, job):
    """Fault 16: three seconds back and forth; jobs go on by their span."""
    quick = job("quick", JOB.format(every=0.2))

    async def story(frozen):
        engine = engine_of(guard, quick)
        engine.start()
        for step in (3, -3, 3):
            frozen.move_to(datetime.now(UTC) + timedelta(seconds=step))
            before = guard.counts.get("quick", 0)
            assert await until(lambda seen=before: guard.counts.get("quick", 0) > seen + 1)
        await engine.drain()

    play(story)


def test_a_fault_while_looking_for_due_jobs_does_not_stop_the_metronome(guard, job, monkeypatch):
    """The library's own scheduler would stand still for ever, and say that it runs."""
    quick = job("quick", JOB.format(every=0.1))
    monkeypatch.setattr("cchc_scheduler.engine.embedded.REARM_S", 0.05)
    faults = iter([OSError("disk I/O error")] * 3)

    async def story(_frozen):
        engine = engine_of(guard, quick, pace=60)
        store = engine._scheduler._lookup_jobstore
        engine.start()
        assert await until(lambda: guard.counts.get("quick") == 1)
        kept = store("default")
        update = kept.update_job

        def fail_at_first(changed):
            fault = next(faults, None)
            if fault is not None:
                raise fault
            update(changed)

        kept.update_job = fail_at_first
        assert await until(lambda: next(faults, None) is None)
        seen = guard.counts["quick"]
        assert await until(lambda: guard.counts["quick"] > seen + 2)
        await engine.drain()

    play(story)


def test_a_timer_that_was_lost_is_noticed_by_the_pacemaker(guard, job):
    quick = job("quick", JOB.format(every=0.1))

    async def story(_frozen):
        engine = engine_of(guard, quick)
        engine.start()
        assert await until(lambda: guard.counts.get("quick") == 1)
        engine._scheduler._stop_timer()
        seen = guard.counts["quick"]
        assert await until(lambda: guard.counts["quick"] > seen + 2)
        await engine.drain()

    play(story)


def test_a_pacemaker_whose_look_fails_goes_on(guard, job, monkeypatch):
    quick = job("quick", JOB.format(every=300))
    looks: list[int] = []

    async def story(frozen):
        engine = engine_of(guard, quick)
        monkeypatch.setattr(engine, "wake", lambda *_: looks.append(1) or 1 / 0)
        engine.start()
        assert await until(lambda: guard.counts.get("quick") == 1)
        for days in (1, 2):
            frozen.move_to(START + timedelta(days=days))
            assert await until(lambda wanted=days: len(looks) == wanted)
        await engine.drain()

    play(story)


def test_woken_jobs_run_as_soon_as_possible(guard, job):
    one, other = job("one", JOB.format(every=300)), job("other", JOB.format(every=300))

    async def story(_frozen):
        engine = engine_of(guard, one, other)
        engine.start()
        assert await until(lambda: guard.counts == {"one": 1, "other": 1})
        engine.wake("one")
        assert await until(lambda: guard.counts == {"one": 2, "other": 1})
        await engine.drain()

    play(story)


def test_a_job_never_runs_beside_itself(guard, job):
    now_running: list[int] = []
    beside: list[int] = []

    async def run(_service):
        beside.append(len(now_running))
        now_running.append(1)
        await asyncio.sleep(0.1)
        now_running.pop()

    slow = replace(job("slow", JOB.format(every=0.02)), run=run)

    async def story(_frozen):
        engine = engine_of(guard, slow)
        engine.start()
        assert await until(lambda: guard.counts.get("slow", 0) >= 4)
        await engine.drain(5)

    play(story)

    assert set(beside) == {0}


def test_the_drain_lets_what_runs_end_and_starts_nothing_new(guard, job):
    """Fault 41; the library alone would cancel it in the middle."""
    ended: list[int] = []

    async def run(_service):
        await asyncio.sleep(0.3)
        ended.append(1)

    busy = replace(job("busy", JOB.format(every=0.1)), run=run)

    async def story(_frozen):
        engine = engine_of(guard, busy)
        engine.start()
        assert await until(lambda: "busy" in guard.running)
        begun = guard.counts["busy"]
        assert await engine.drain(5)
        assert len(ended) == begun
        assert not await until(lambda: guard.counts["busy"] > begun, seconds=0.3)

    play(story)


def test_a_drain_that_takes_too_long_says_so(guard, job):
    source = JOB.format(every=1).replace("...", "await __import__('asyncio').sleep(60)")

    async def story(_frozen):
        engine = engine_of(guard, job("busy", source))
        engine.start()
        assert await until(lambda: "busy" in guard.running)
        assert not await engine.drain(0.1)

    play(story)


def test_the_beat_rings_once_for_all_that_was_missed():
    beat = Beat(timedelta(seconds=10))
    last = datetime(2025, 9, 9, tzinfo=UTC)

    assert beat.get_next_fire_time(None, last) == last + timedelta(seconds=10)
    assert beat.get_next_fire_time(last, last) == last + timedelta(seconds=10)
    year = last + timedelta(days=365)
    assert beat.get_next_fire_time(last, year) == year + timedelta(seconds=10)


def test_the_scheduler_keeps_nothing_but_memory(guard, job):
    engine = engine_of(guard, job("one", JOB.format(every=1)))

    async def story(_frozen):
        engine.start()
        stores = {type(store).__name__ for store in engine._scheduler._jobstores.values()}
        await engine.drain()
        assert stores == {"MemoryJobStore"}

    assert isinstance(engine._scheduler, SteadyScheduler)
    play(story)
