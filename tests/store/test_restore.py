import fcntl
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from cchc_scheduler.core.errors import AlreadyRunning, StoreUnusable
from cchc_scheduler.store import audit, markers, obligations
from cchc_scheduler.store.backups import back_up
from cchc_scheduler.store.migrate import open_store
from cchc_scheduler.store.restore import restore
from tests.store.rows import KEY, NOW, obligation

LATER = NOW + timedelta(hours=5)


@pytest.fixture
def data(tmp_path):
    """A data folder whose backup knows one obligation and whose store has moved on since."""
    folder = tmp_path / "data"
    store = open_store(folder, NOW)
    with store.work() as connection:
        obligations.add(connection, [obligation()])
    back_up(store, folder / "backups", NOW)
    with store.work() as connection:
        obligations.add(connection, [obligation("later")])
    store.close()
    return folder


def backup_in(data):
    return next((data / "backups").iterdir())


def units(path):
    with closing(sqlite3.connect(path)) as connection:
        return [unit for (unit,) in connection.execute("SELECT unit FROM obligation ORDER BY unit")]


def test_the_store_is_the_backup_again_and_the_backlog_is_held(data):
    restore(data, backup_in(data), LATER, "Nguyễn Thị Hoa")

    with open_store(data, LATER).work() as connection:
        assert [row["id"] for row in obligations.every(connection)] == [KEY]
        assert markers.read_instant(connection, "restored-at") == LATER
        assert markers.read_instant(connection, "held-since") == LATER
        assert "backup was restored" in markers.read(connection, "held-why")
        assert [row["verb"] for row in audit.since(connection, 0)] == ["restored"]
        assert list(audit.faults(connection)) == []
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    assert mode == "wal"
    assert oct((data / "cchc.sqlite3").stat().st_mode & 0o777) == "0o600"


def test_what_was_replaced_is_kept_and_readable(data):
    done = restore(data, backup_in(data), LATER, "x")

    assert done.kept_aside == data / "replaced-20250815T053000Z.sqlite3"
    assert units(done.kept_aside) == ["later", "phong-kinh-te"]
    assert not (data / "restoring.sqlite3").exists()


def test_the_backup_itself_is_not_changed(data):
    before = backup_in(data).read_bytes()

    restore(data, backup_in(data), LATER, "x")

    assert backup_in(data).read_bytes() == before


def test_a_damaged_store_with_its_log_is_kept_aside_too(data):
    (data / "cchc.sqlite3").write_bytes(b"rubbish" * 999)
    (data / "cchc.sqlite3-wal").write_bytes(b"log")

    done = restore(data, backup_in(data), LATER, "x")

    assert done.kept_aside.read_bytes() == b"rubbish" * 999
    assert done.kept_aside.with_name(f"{done.kept_aside.name}-wal").read_bytes() == b"log"
    assert units(data / "cchc.sqlite3") == ["phong-kinh-te"]


def test_a_lost_store_is_restored(data):
    for path in data.glob("cchc.sqlite3*"):
        path.unlink()

    done = restore(data, backup_in(data), LATER, "x")

    assert done.kept_aside is None
    assert units(data / "cchc.sqlite3") == ["phong-kinh-te"]


def test_while_a_service_runs_nothing_is_restored(data):
    with (data / "engine.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        with pytest.raises(AlreadyRunning, match=r"engine\.lock"):
            restore(data, backup_in(data), LATER, "x")

    assert units(data / "cchc.sqlite3") == ["later", "phong-kinh-te"]


@pytest.mark.parametrize("content", [b"", b"rubbish" * 999])
def test_a_damaged_backup_is_refused(data, content):
    backup_in(data).write_bytes(content)

    with pytest.raises(StoreUnusable, match="is damaged"):
        restore(data, backup_in(data), LATER, "x")

    assert units(data / "cchc.sqlite3") == ["later", "phong-kinh-te"]


def test_a_backup_that_is_not_there_is_refused(data):
    with pytest.raises(StoreUnusable, match="is no file"):
        restore(data, data / "backups" / "none.sqlite3", LATER, "x")


def test_a_backup_of_a_newer_program_is_refused(data):
    with closing(sqlite3.connect(backup_in(data))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0907'")

    with pytest.raises(StoreUnusable, match="schema 0907"):
        restore(data, backup_in(data), LATER, "x")


def test_what_a_killed_restore_left_is_in_nobodys_way(data):
    (data / "restoring.sqlite3").write_bytes(b"half")

    restore(data, backup_in(data), LATER, "x")

    assert units(data / "cchc.sqlite3") == ["phong-kinh-te"]
