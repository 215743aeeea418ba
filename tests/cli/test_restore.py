"""`cchc restore`: a backup in the place of the store, and everything held after it."""

from pathlib import Path

import pytest

from cchc_scheduler.engine.lock import EngineLock


@pytest.fixture
def backup(cchc, season) -> Path:
    return Path(cchc("backup").out.strip())


def test_the_backup_is_the_store_and_what_it_replaced_is_kept(cchc, season, backup):
    cchc("go-live", "--yes")

    answer = cchc("restore", str(backup), "--yes")

    assert answer.code == 0
    assert f"{backup} is the store now.\n" in answer.out
    assert len(list((season / "data").glob("replaced-*.sqlite3"))) == 1
    assert cchc("status").out.startswith("rehearsal")


def test_after_it_letters_are_held_until_released(cchc, backup):
    cchc("restore", str(backup), "--yes")

    assert "a backup was restored" in cchc("release", "--yes").out
    assert cchc("release", "--yes").out == "nothing is held\n"


def test_a_damaged_store_is_replaced_too(cchc, season, backup):
    (season / "data" / "cchc.sqlite3").write_bytes(b"x" * 10_000)
    assert cchc("status").code == 5

    assert cchc("restore", str(backup), "--yes").code == 0
    assert cchc("status").code == 0


def test_without_an_answer_nothing_is_replaced(cchc, season, backup):
    answer = cchc("restore", str(backup))

    assert answer.code == 130
    assert list((season / "data").glob("replaced-*")) == []


def test_under_a_running_service_nothing_is_replaced(cchc, season, backup):
    lock = EngineLock(season / "data")
    lock.take()

    answer = cchc("restore", str(backup), "--yes")

    lock.release()
    assert answer.code == 4
    assert "Stop it, then restore" in answer.err


@pytest.mark.parametrize("name", [".env", "nothing.sqlite3"])
def test_what_is_no_backup_is_refused(cchc, season, name):
    answer = cchc("restore", str(season / name), "--yes")

    assert answer.code == 5
    assert list((season / "data").glob("replaced-*")) == []


def test_outside_a_home_there_is_nothing_to_restore_into(cchc, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert cchc("restore", "x", "--yes", at=None).code == 3
