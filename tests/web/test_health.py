"""/healthz and /readyz, asked over HTTP: whether the service works, not only whether it answers."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from cchc_scheduler.store import letters, markers
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.migrate import new_in_memory
from cchc_scheduler.web.application import application
from cchc_scheduler.web.health import plan_reasons, store_reasons
from tests.store.rows import letter

NOW = datetime(2025, 9, 9, 1, tzinfo=UTC)


@pytest.fixture
def store():
    made = new_in_memory()
    yield made
    made.close()


def ask(path, healthy=(), ready=(), method="GET"):
    """Ask the application for a page; return code and body."""
    answering = application(lambda: list(healthy), lambda: list(ready), None, ())

    async def asked():
        wire = httpx.ASGITransport(answering)
        async with httpx.AsyncClient(transport=wire, base_url="http://test") as client:
            return await client.request(method, path)

    return asyncio.run(asked())


def mark(store, **values):
    with store.work() as connection:
        for name, value in values.items():
            markers.put(connection, name.replace("_", "-"), value)


def test_well_is_200_and_unwell_503_with_the_reasons():
    well, unwell = ask("/healthz"), ask("/healthz", healthy=["no heartbeat"])

    assert (well.status_code, well.json()) == (200, {"ok": True, "reasons": []})
    assert (unwell.status_code, unwell.json()) == (503, {"ok": False, "reasons": ["no heartbeat"]})


def test_ready_and_healthy_are_two_questions():
    assert ask("/readyz", healthy=["no heartbeat"]).status_code == 200
    assert ask("/readyz", ready=["no job has run yet"]).status_code == 503


def test_nothing_else_is_served_and_nothing_can_be_posted():
    assert ask("/").status_code == 404
    assert ask("/healthz", method="POST").status_code == 405


def test_a_store_without_trouble_gives_no_reason(store):
    mark(store, alive_at=NOW - timedelta(minutes=1))

    assert store_reasons(store, NOW) == []


def test_a_missing_heartbeat_is_a_reason_after_two_minutes(store):
    mark(store, alive_at=NOW - timedelta(minutes=3))

    assert store_reasons(store, NOW) == ["no heartbeat since 2025-09-09T00:57:00+00:00"]


def test_a_letter_that_waits_for_half_an_hour_is_a_reason(store):
    since = NOW - timedelta(minutes=31)
    with store.work() as connection:
        letters.add(connection, letter(1, next_attempt_at=since))

    assert store_reasons(store, NOW) == ["a letter waits since 2025-09-09T00:29:00+00:00"]


def test_a_resting_relay_and_a_held_backlog_are_reasons(store):
    mark(store, relay_hold=NOW, held_why="far too many")

    assert store_reasons(store, NOW) == [
        "the mail server can't be used now",
        "letters are held until a person releases them: far too many",
    ]


def test_a_store_that_can_not_be_read_is_a_reason(tmp_path):
    (tmp_path / "cchc.sqlite3").write_bytes(b"no database at all" * 100)
    broken = Database(tmp_path / "cchc.sqlite3")

    (reason,) = store_reasons(broken, NOW)

    assert "is damaged" in reason
    assert plan_reasons(broken) == [reason]


def test_an_office_without_a_plan_is_not_ready(store):
    assert plan_reasons(store) == ["no plan is in force"]


def test_asking_changes_nothing(store):
    mark(store, alive_at=NOW)
    with store.read() as connection:
        before = dict(markers.every(connection))

    store_reasons(store, NOW)
    plan_reasons(store)

    with store.read() as connection:
        assert dict(markers.every(connection)) == before
