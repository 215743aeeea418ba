import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store import database as databases
from cchc_scheduler.store import deadlines, markers, obligations
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.migrate import open_store
from tests.store.rows import KEY, NOW, deadline, obligation


@pytest.fixture
def on_disk(tmp_path):
    """A store in a folder whose name must not be taken for a part of an address."""
    opened = open_store(tmp_path / "dữ liệu 100% ?#", NOW)
    yield opened
    opened.close()


def pragma(connection, name):
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_every_connection_is_set_for_safety(on_disk):
    with on_disk.work() as connection:
        found = {
            name: pragma(connection, name)
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }


def test_the_file_is_for_its_owner_only(on_disk):
    assert oct(on_disk.path.stat().st_mode & 0o777) == "0o600"


def test_a_fault_rolls_everything_back(on_disk):
    with pytest.raises(IntegrityError), on_disk.work() as connection:
        obligations.add(connection, [obligation(), obligation()])

    with on_disk.read() as connection:
        assert obligations.one(connection, KEY) is None


def test_foreign_keys_hold(on_disk):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), on_disk.work() as connection:
        deadlines.add(connection, [deadline(obligation="no/such/thing")])


def test_what_a_reader_sees_stands_still(on_disk):
    with on_disk.read() as reader:
        before = markers.read(reader, "live-since")
        with on_disk.work() as writer:
            markers.put(writer, "live-since", NOW)
        during = markers.read(reader, "live-since")
    with on_disk.read() as reader:
        after = markers.read_instant(reader, "live-since")

    assert (before, during, after) == (None, None, NOW)


def test_two_writers_that_read_first_wait_for_each_other(on_disk):
    """With a deferred BEGIN one of them would fail at once with SQLITE_BUSY_SNAPSHOT."""
    with on_disk.work() as connection:
        markers.put(connection, "relay-faults", "0")
    together = threading.Barrier(4)
    faults = []

    def count_up():
        together.wait()
        try:
            for _ in range(25):
                with on_disk.work() as connection:
                    read = int(markers.read(connection, "relay-faults"))
                    markers.put(connection, "relay-faults", str(read + 1))
        except Exception as fault:  # noqa: BLE001
            faults.append(fault)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    with on_disk.read() as connection:
        assert markers.read(connection, "relay-faults") == "100"


def test_a_store_locked_by_another_program_is_said_so(on_disk, monkeypatch):
    monkeypatch.setattr(databases, "PRAGMAS", ("busy_timeout=50", *databases.PRAGMAS[1:]))
    ours = Database(on_disk.path)
    with closing(sqlite3.connect(on_disk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreUnusable, match="is locked by another program"), ours.work():
            pass

        other.execute("ROLLBACK")
    with ours.work() as connection:
        markers.put(connection, "live-since", NOW)
    ours.close()


def test_a_file_that_is_no_database_is_said_so(tmp_path):
    path = tmp_path / "cchc.sqlite3"
    path.write_bytes(b"not a database " * 400)

    with pytest.raises(StoreUnusable, match=r"is damaged.*cchc restore"), Database(path).work():
        pass


def test_a_page_overwritten_is_said_so(on_disk):
    with on_disk.work() as connection:
        obligations.add(connection, [obligation(f"unit-{number}") for number in range(500)])
    on_disk.close()
    with closing(sqlite3.connect(on_disk.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(on_disk.path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    on_disk.path.write_bytes(content)

    with pytest.raises(StoreUnusable, match="is damaged"), Database(on_disk.path).work() as broken:
        obligations.every(broken)


def test_a_full_store_is_said_so_and_keeps_what_it_had(on_disk):
    with on_disk.work() as connection:
        obligations.add(connection, [obligation()])
        pages = pragma(connection, "page_count")
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    many = [obligation(f"unit-{number}") for number in range(5000)]
    with pytest.raises(StoreUnusable, match="the disk is full"), on_disk.work() as connection:
        obligations.add(connection, many)

    with on_disk.work() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        assert [row["id"] for row in obligations.every(connection)] == [KEY]


def test_a_file_that_may_not_grow_is_said_so(on_disk):
    """The limit holds for a process of its own: the write itself fails, as on a full disk."""
    on_disk.close()
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from cchc_scheduler.core.errors import StoreUnusable\n"
        "from cchc_scheduler.store import obligations\n"
        "from cchc_scheduler.store.database import Database\n"
        "from tests.store.rows import obligation\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "try:\n"
        "    with Database(Path(sys.argv[1])).work() as connection:\n"
        "        obligations.add(connection, [obligation(f'u{n}') for n in range(20_000)])\n"
        "except StoreUnusable as fault:\n"
        "    print(fault)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(on_disk.path)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert "can't be written: the disk is full or failing" in done.stdout, done.stderr
    with on_disk.read() as connection:
        assert list(obligations.every(connection)) == []


def test_a_store_in_memory_is_one_store(store):
    with store.work() as connection:
        obligations.add(connection, [obligation()])
    with store.read() as connection:
        assert len(obligations.every(connection)) == 1
