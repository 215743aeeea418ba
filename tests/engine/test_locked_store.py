"""A store locked by a backup tool: the tick fails cleanly, the next succeeds (fault 22)."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cchc_scheduler.engine.embedded import Engine
from cchc_scheduler.engine.guard import JobGuard
from cchc_scheduler.store.migrate import open_store

WRITES = '''
"""Write a marker."""
from datetime import timedelta
from cchc_scheduler.store import markers
EVERY = timedelta(seconds=0.1)
def run(service):
    with service.db.work() as connection:
        markers.put(connection, "digest-day", "written")
'''


async def until(holds):
    for _ in range(1000):
        if holds():
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.fixture
def on_disk(service, tmp_path, monkeypatch):
    """The service over a file; another program's lock is waited for a tenth of a second."""
    monkeypatch.setattr("cchc_scheduler.store.database.PRAGMAS", ("busy_timeout=100",))
    database = open_store(tmp_path / "data", datetime(2025, 9, 9, tzinfo=UTC))
    yield replace(service, db=database)
    database.close()


def test_a_tick_that_finds_the_store_locked_fails_cleanly_and_the_next_succeeds(
    on_disk, job, tmp_path
):
    guard = JobGuard(on_disk)
    engine = Engine([job("writes", WRITES)], guard, on_disk.clock)
    other = sqlite3.connect(tmp_path / "data" / "cchc.sqlite3", isolation_level=None)

    async def story():
        engine.start()
        assert await until(lambda: guard.pulses and guard.pulses["writes"].ended_well)
        other.execute("BEGIN EXCLUSIVE")
        assert await until(lambda: guard.pulses["writes"].fault)
        told = guard.pulses["writes"].fault
        other.execute("ROLLBACK")
        assert await until(lambda: guard.pulses["writes"].fault is None)
        assert await engine.drain(5)
        return told

    told = asyncio.run(story())
    other.close()

    assert "is locked by another program" in told
