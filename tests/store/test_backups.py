import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store import obligations
from cchc_scheduler.store.backups import back_up, is_sound, newest_good, superfluous
from cchc_scheduler.store.migrate import new_in_memory, open_store
from tests.store.rows import KEY, NOW, obligation


@pytest.fixture
def on_disk(tmp_path):
    """A store in a folder that knows one obligation."""
    opened = open_store(tmp_path / "data", NOW)
    with opened.work() as connection:
        obligations.add(connection, [obligation()])
    yield opened
    opened.close()


def name(moment):
    return f"cchc-{moment:%Y%m%dT%H%M%SZ}.sqlite3"


def test_a_backup_is_a_whole_private_copy(on_disk, tmp_path):
    found = back_up(on_disk, tmp_path / "backups", NOW)

    with closing(sqlite3.connect(found)) as copy:
        assert copy.execute("SELECT id FROM obligation").fetchall() == [(KEY,)]
    assert found.name == "cchc-20250815T003000Z.sqlite3"
    assert oct(found.stat().st_mode & 0o777) == "0o600"
    assert [path.name for path in found.parent.iterdir()] == [found.name]


def test_a_backup_is_made_while_another_writes(on_disk, tmp_path):
    with on_disk.work() as connection:
        obligations.add(connection, [obligation("unfinished")])
        found = back_up(on_disk, tmp_path / "backups", NOW)

    with closing(sqlite3.connect(found)) as copy:
        assert copy.execute("SELECT count(*) FROM obligation").fetchall() == [(1,)]


def test_a_backup_of_the_same_second_replaces_the_first(on_disk, tmp_path):
    back_up(on_disk, tmp_path / "backups", NOW)
    back_up(on_disk, tmp_path / "backups", NOW)

    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_what_a_killed_backup_left_is_in_nobodys_way(on_disk, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "cchc-20250815T003000Z.partial").write_bytes(b"half")

    found = back_up(on_disk, folder, NOW)

    assert is_sound(found)
    assert newest_good(folder) == found


def test_the_newest_good_backup_is_the_newest_that_is_sound(on_disk, tmp_path):
    folder = tmp_path / "backups"
    good = back_up(on_disk, folder, NOW)
    broken = back_up(on_disk, folder, NOW + timedelta(hours=1))
    empty = folder / name(NOW + timedelta(hours=2))
    broken.write_bytes(broken.read_bytes()[:6000])
    empty.touch()

    assert newest_good(folder) == good


def test_a_folder_without_backups_has_no_newest(tmp_path):
    assert newest_good(tmp_path / "none") is None


def test_a_store_in_memory_has_no_backup(tmp_path):
    with pytest.raises(StoreUnusable, match="in memory"):
        back_up(new_in_memory(), tmp_path, NOW)


def test_a_disk_too_full_for_a_backup_leaves_nothing_behind(on_disk, tmp_path):
    with on_disk.work() as connection:
        obligations.add(connection, [obligation(f"unit-{number}") for number in range(5000)])
    on_disk.close()
    program = (
        "import resource, signal, sys\n"
        "from datetime import datetime, UTC\n"
        "from pathlib import Path\n"
        "from cchc_scheduler.core.errors import StoreUnusable\n"
        "from cchc_scheduler.store.backups import back_up\n"
        "from cchc_scheduler.store.database import Database\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "try:\n"
        "    back_up(Database(Path(sys.argv[1])), Path(sys.argv[2]), datetime.now(UTC))\n"
        "except StoreUnusable as fault:\n"
        "    print(fault)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(on_disk.path), str(tmp_path / "backups")],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert "the disk is full or failing" in done.stdout, done.stderr
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_so(on_disk, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(StoreUnusable, match="can't be written"):
        back_up(on_disk, tmp_path / "file" / "backups", NOW)


def test_a_day_of_hourly_backups_is_kept_whole():
    names = [name(NOW - timedelta(hours=hours)) for hours in range(24)]

    assert superfluous(names) == []


def test_of_a_second_backup_in_an_hour_the_last_is_kept():
    early, late = name(NOW), name(NOW + timedelta(minutes=20))

    assert superfluous([late, early]) == [early]


def test_two_years_of_hourly_backups_come_to_24_hours_30_days_12_months():
    """The last backup of the newest hour is also the last of its day and of its month."""
    last = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # 23:30 of New Year's Eve at the office
    names = [name(last - timedelta(hours=hours)) for hours in range(2 * 365 * 24)]

    kept = sorted(set(names) - set(superfluous(names)), reverse=True)

    # 24 hours (one day), 29 more days' ends, and the months' ends of January to November.
    assert len(kept) == 24 + 29 + 11
    assert kept[0] == name(last)
    assert kept[24] == name(datetime(2026, 12, 30, 16, 30, tzinfo=UTC))
    assert kept[-1] == name(datetime(2026, 1, 31, 16, 30, tzinfo=UTC))


def test_thinning_again_removes_nothing_more():
    names = [name(NOW - timedelta(hours=7 * step)) for step in range(500)]
    kept = set(names) - set(superfluous(names))

    assert superfluous(kept) == []


def test_other_files_are_left_alone():
    names = [name(NOW - timedelta(hours=hours)) for hours in range(400)]

    removed = superfluous([*names, "notes.txt", "replaced-20250815T003000Z.sqlite3"])

    assert all(each.startswith("cchc-") for each in removed)
    assert removed == sorted(removed)


def test_backing_up_thins_out(on_disk, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for hours in range(1, 60):
        (folder / name(NOW - timedelta(hours=hours))).touch()

    back_up(on_disk, folder, NOW)

    assert len(list(folder.iterdir())) == 26  # 24 hours, the last of the 13th and of the 12th
