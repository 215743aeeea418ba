"""Delivering under faults of the line, the store and the process, over real SMTP on loopback."""

import asyncio
import sqlite3
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

import pytest

from cchc_scheduler import checkpoints
from cchc_scheduler.actions import deliver_letters as delivering
from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.store import letters
from cchc_scheduler.store.migrate import open_store
from cchc_scheduler.web.health import store_reasons
from tests.actions.post_office import FOCAL_POINTS, OPENING, PostOffice
from tests.mail.scripted import SILENCE, Script, ScriptedServer

MINUTE = timedelta(minutes=1)
TICK = timedelta(seconds=10)


@pytest.fixture(autouse=True)
def _no_watcher_stays():
    yield
    checkpoints.forget()


@contextmanager
def worker_thread():
    worker = WorkerThread()
    try:
        yield worker
    finally:
        worker.close()


@pytest.fixture
def on_disk(tmp_path):
    """A live office whose store is a file that others may lock; it waits for a lock 20 ms only."""
    (tmp_path / "data").mkdir()
    db = open_store(tmp_path / "data", OPENING)
    with worker_thread() as worker:
        office = PostOffice(db=db, worker=worker)
        office.tick()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=20")
        yield office
    db.close()


def counted(office):
    with office.db.read() as connection:
        return letters.counts(connection)


def test_without_a_mail_server_letters_are_written_and_wait():
    office = PostOffice()
    office.tick()

    looked_at = asyncio.run(office.deliver())

    assert looked_at == 0
    assert counted(office) == {"queued": 5}
    assert {row["attempts"] for row in office.letters()} == {0}


def test_letters_that_waited_for_a_mail_server_go_when_there_is_one():
    office = PostOffice()
    office.tick()

    async def story():
        await office.deliver()
        async with ScriptedServer() as server:
            office.connect(server.port)
            await office.deliver(OPENING + 5 * MINUTE)
            return server

    server = asyncio.run(story())

    assert counted(office) == {"sent": 5}
    assert sorted(line for line in server.said if line.startswith("RCPT")) == sorted(
        f"RCPT TO:<{address}>" for address in FOCAL_POINTS
    )


def test_a_busy_server_is_asked_less_and_less_often_and_costs_no_attempt():
    office = PostOffice()
    office.tick()

    async def story():
        async with ScriptedServer(Script(banner="421 4.3.2 too busy")) as server:
            office.connect(server.port)
            at, asked = OPENING, []
            while at < OPENING + timedelta(hours=1):
                before = len(server.sessions)
                await office.deliver(at)
                asked += [(at - OPENING) // MINUTE] * (len(server.sessions) - before)
                at += TICK
            return asked

    asked = asyncio.run(story())

    assert asked == [0, 1, 3, 8, 18, 33, 48]
    assert counted(office) == {"queued": 5}
    assert {row["attempts"] for row in office.letters()} == {0}
    assert office.marker("relay-words") == "421 4.3.2 too busy"


def test_a_server_that_puts_off_the_sender_rests_as_a_whole_and_is_asked_by_one_letter():
    office = PostOffice()
    office.tick()

    async def story():
        async with ScriptedServer(Script(mail="451 4.3.0 try later")) as server:
            office.connect(server.port, connections=1)
            for number in range(30):
                await office.deliver(OPENING + number * TICK)
            return server

    server = asyncio.run(story())

    assert server.count("MAIL") == 3
    assert sum(row["attempts"] for row in office.letters()) == 3
    assert set(counted(office)) == {"deferred", "queued"}
    assert office.marker("relay-hold") is not None


def test_the_rest_ends_with_the_first_letter_that_is_taken():
    office = PostOffice()
    office.tick()

    async def story():
        async with ScriptedServer(Script(banner="421 busy"), Script()) as server:
            office.connect(server.port)
            await office.deliver()
            resting = office.marker("relay-hold")
            await office.deliver(OPENING + MINUTE)
            return resting

    resting = asyncio.run(story())

    assert resting == (OPENING + MINUTE).isoformat()
    assert (office.marker("relay-hold"), office.marker("relay-faults")) == (None, None)
    assert counted(office) == {"sent": 5}


def test_a_password_that_stopped_working_burns_no_attempt_and_is_told(capsys):
    office = PostOffice()
    office.tick()
    script = Script(extensions=("AUTH PLAIN LOGIN",), auth="535 5.7.8 wrong password")

    async def story():
        async with ScriptedServer(script) as server:
            office.connect(server.port, user="cchc", password="old")
            for number in range(6):
                await office.deliver(OPENING + number * TICK)
            return server

    server = asyncio.run(story())

    assert server.count("AUTH") == 1
    assert counted(office) == {"queued": 5}
    assert {row["attempts"] for row in office.letters()} == {0}
    assert office.marker("relay-words") == "535 5.7.8 wrong password"
    assert "the mail server can't be used now" in " ".join(store_reasons(office.db, OPENING))
    assert "mail_server_refuses" in capsys.readouterr().out
    assert office.verbs().count("relay rests") == 1


@pytest.mark.parametrize(
    "script", [Script(pause=0.2), Script(banner=SILENCE)], ids=["one byte now and then", "silent"]
)
def test_a_server_that_crawls_keeps_no_other_job_from_running(script):
    with worker_thread() as worker:
        office = PostOffice(worker=worker)
        office.tick()

        async def story():
            async with ScriptedServer(script) as server:
                office.connect(server.port, timeout=1)
                sending = asyncio.create_task(office.deliver())
                await asyncio.sleep(0.1)
                await worker(lambda: counted(office))
                still_sending = not sending.done()
                await sending
                return still_sending

        assert asyncio.run(story())

    assert counted(office) == {"queued": 5}
    assert office.marker("relay-hold") is not None


def test_a_name_that_dns_does_not_know_rests_the_relay():
    office = PostOffice()
    office.pile_up(5, domain="tuetinh.gov.vn")

    async def story():
        office.connect(25, host="no-such-host.invalid", timeout=5)
        await office.deliver()

    asyncio.run(story())

    assert counted(office) == {"queued": 5}
    assert office.marker("relay-hold") == (OPENING + MINUTE).isoformat()


def test_a_stop_in_mid_sending_ends_what_was_begun_and_gives_the_rest_back_at_once():
    office = PostOffice()
    office.pile_up(50)
    stop = Event()
    office.stopping = stop.is_set

    async def story():
        async with ScriptedServer(Script(pause=0.002)) as server:
            office.connect(server.port, connections=2)
            sending = asyncio.create_task(office.deliver())
            while not server.letters:  # noqa: ASYNC110 - the server is told by nobody
                await asyncio.sleep(0.01)
            stop.set()
            async with asyncio.timeout(20):
                await sending
            return server

    server = asyncio.run(story())

    found = counted(office)
    assert set(found) == {"sent", "queued"}
    assert 1 <= found["sent"] == len(server.heard) < 50
    queued = office.letters("queued")
    assert {(row["attempts"], row["next_attempt_at"]) for row in queued} == {(0, OPENING)}


def test_a_stop_does_not_wait_for_a_server_that_says_nothing():
    office = PostOffice()
    office.pile_up(50)
    stop = Event()
    office.stopping = stop.is_set

    async def story():
        async with ScriptedServer(Script(mail=SILENCE)) as server:
            office.connect(server.port, timeout=60)
            sending = asyncio.create_task(office.deliver())
            await asyncio.sleep(0.1)
            stop.set()
            async with asyncio.timeout(4):
                await sending

    asyncio.run(story())

    assert counted(office) == {"queued": 50}
    assert {row["attempts"] for row in office.letters()} == {0}


def test_a_time_limit_in_mid_sending_leaves_no_letter_behind():
    office = PostOffice()
    office.pile_up(50)

    async def story():
        async with ScriptedServer(Script(), Script(mail=SILENCE)) as server:
            office.connect(server.port, connections=2, timeout=60)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.02):
                    await office.deliver()
            return server

    server = asyncio.run(story())

    found = counted(office)
    assert set(found) <= {"sent", "queued"}
    assert found.get("sent", 0) == len(server.heard)


def test_a_time_limit_while_letters_are_claimed_gives_them_back(monkeypatch):
    claim = delivering.claim_letters

    def claim_slowly(*args, **values):
        time.sleep(0.2)
        return claim(*args, **values)

    monkeypatch.setattr(delivering, "claim_letters", claim_slowly)
    with worker_thread() as worker:
        office = PostOffice(worker=worker)
        office.pile_up(20)

        async def story():
            async with ScriptedServer() as server:
                office.connect(server.port)
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.1):
                        await office.deliver()
                return server

        server = asyncio.run(story())

    assert (counted(office), server.heard) == ({"queued": 20}, [])


def lock_at(name, path):
    """Lock the store for writing the first time a checkpoint is reached; return how to unlock."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    def lock(_name):
        if not other.in_transaction:
            other.execute("BEGIN IMMEDIATE")
            checkpoints.forget()

    checkpoints.watch(name, lock)
    return lambda: other.execute("ROLLBACK")


def test_a_store_locked_before_data_lets_nothing_out_and_all_goes_later_once(on_disk):
    unlock = lock_at("letters.claimed", on_disk.db.path)

    async def story():
        async with ScriptedServer() as server:
            on_disk.connect(server.port)
            with pytest.raises(StoreUnusable, match="locked"):
                await on_disk.deliver()
            heard = list(server.heard)
            with pytest.raises(StoreUnusable, match="locked"):
                await on_disk.deliver(OPENING + TICK)
            unlock()
            await on_disk.deliver(OPENING + 2 * TICK)
            return server, heard

    server, heard = asyncio.run(story())

    assert heard == []
    assert len(server.heard) == len(set(server.heard)) == 5
    assert counted(on_disk) == {"sent": 5}
    assert {row["attempts"] for row in on_disk.letters()} == {1}


def test_a_result_that_could_not_be_written_is_written_later_and_nothing_goes_twice(on_disk):
    unlock = lock_at("letters.answered", on_disk.db.path)

    async def story():
        async with ScriptedServer() as server:
            on_disk.connect(server.port)
            with pytest.raises(StoreUnusable, match="locked"):
                await on_disk.deliver()
            unlock()
            await on_disk.deliver(OPENING + TICK)
            await on_disk.deliver(OPENING + 60 * MINUTE)
            return server

    server = asyncio.run(story())

    assert len(server.heard) == len(set(server.heard)) == 5
    assert counted(on_disk) == {"sent": 5}
    assert {row["lost"] for row in on_disk.letters()} == {0}


def test_a_full_disk_loses_and_doubles_nothing(on_disk):
    fill_up(on_disk.db)

    async def story():
        async with ScriptedServer() as server:
            on_disk.connect(server.port)
            for number in range(3):
                with pytest.raises(StoreUnusable, match="disk is full"):
                    await on_disk.deliver(OPENING + number * TICK)
            make_room(on_disk.db)
            await on_disk.deliver(OPENING + MINUTE)
            return server

    server = asyncio.run(story())

    assert len(server.heard) == len(set(server.heard)) == 5
    assert counted(on_disk) == {"sent": 5}
    assert {row["lost"] for row in on_disk.letters()} == {0}


def fill_up(db):
    """Let the file grow no more, and use up what is free inside it."""
    with db.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    for size in (500, 0):
        with pytest.raises(StoreUnusable, match="full"):
            _write_for_ever(db, size)


def _write_for_ever(db, size):
    while True:
        with db.work() as connection:
            connection.exec_driver_sql(
                "INSERT INTO attempt (letter, number, phase, reply, at) "
                f"VALUES (1, 0, 'claimed', hex(zeroblob({size})), '2025-08-15')"
            )


def make_room(db):
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=100000")


def test_claim_data_and_result_of_fifty_letters_share_few_commits():
    office = PostOffice()
    office.pile_up(50)
    commits = Counter()
    checkpoints.watch("*", lambda name: commits.update([name]))

    async def story():
        async with ScriptedServer() as server:
            office.connect(server.port, connections=4)
            await office.deliver()

    asyncio.run(story())

    assert counted(office) == {"sent": 50}
    assert commits["letters.claimed"] == 1
    assert commits["letters.marked"] <= 50
    assert commits["letters.settled"] <= 50


class TimedWire:
    """The courier, with how long each answer waited for its commit: seconds, and other commits."""

    def __init__(self, courier):
        self.courier = courier
        self.commits = 0
        self.waits = []

    def count(self, _name):
        self.commits += 1

    async def deliver(self, envelopes, before_data, settled):
        async def timed(outcome):
            began, before = time.monotonic(), self.commits
            await settled(outcome)
            self.waits.append((time.monotonic() - began, self.commits - before))

        await self.courier.deliver(envelopes, before_data, timed)


def test_a_result_stands_in_the_store_within_50_ms_of_the_servers_answer(on_disk):
    on_disk.pile_up(50, first=100)

    async def story():
        async with ScriptedServer() as server:
            on_disk.connect(server.port, connections=4)
            on_disk.wire = TimedWire(on_disk.wire)
            for name in ("letters.marked", "letters.settled"):
                checkpoints.watch(name, on_disk.wire.count)
            await on_disk.deliver()

    asyncio.run(story())

    seconds = sorted(seconds for seconds, _ in on_disk.wire.waits)
    assert len(seconds) == 55
    # It waits for the commits that run or stand before it and its own, whatever the disk's speed.
    assert max(commits for _, commits in on_disk.wire.waits) <= 4
    # The quickest tenth, since other programs on the machine take their time from the others.
    assert seconds[5] < 0.05
