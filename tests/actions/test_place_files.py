"""Made files come into a folder all or not at all, and never over what a person wrote."""

import errno
import json
import os
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cchc_scheduler.actions.place_files import RECORD, place, placing
from cchc_scheduler.core.errors import BadInput, StoreUnusable

NOW = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
REPORT = "bao-cao.docx"


def put(folder, now=NOW, **files):
    """Make files (REPORT by the name `report`) and place them."""
    named = {REPORT if name == "report" else name: text for name, text in files.items()}
    with placing(folder) as stage:
        for name, text in named.items():
            (stage / name).write_text(text, "utf-8")
        return place(stage, folder, list(named), now)


def seen(folder):
    """What a person sees in a folder."""
    return {
        path.name: path.read_text("utf-8")
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".")
    }


def test_files_come_into_a_folder_that_is_made_for_them(tmp_path):
    folder = tmp_path / "a" / "b"

    placed = put(folder, report="1", sheet="2")

    assert [(each.name, each.path, each.kept) for each in placed] == [
        (REPORT, folder / REPORT, None),
        ("sheet", folder / "sheet", None),
    ]
    assert seen(folder) == {REPORT: "1", "sheet": "2"}
    assert [path.name for path in folder.iterdir() if path.is_dir()] == []


def test_what_nobody_touched_is_replaced_however_often(tmp_path):
    for text in "1234":
        put(tmp_path, report=text)

    assert seen(tmp_path) == {REPORT: "4"}


def test_an_edited_file_stays_and_the_new_one_stands_beside_it(tmp_path):
    put(tmp_path, report="1")
    (tmp_path / REPORT).write_text("edited", "utf-8")

    placed = put(tmp_path, LATER, report="2")[0]

    assert (placed.path.name, placed.kept) == (
        "bao-cao_2025-09-16_1000.docx",
        tmp_path / REPORT,
    )
    assert seen(tmp_path) == {REPORT: "edited", "bao-cao_2025-09-16_1000.docx": "2"}


def test_the_one_beside_is_guarded_too(tmp_path):
    put(tmp_path, report="1")
    for path in (tmp_path / REPORT, tmp_path / "bao-cao_2025-09-16_0900.docx"):
        path.write_text("edited", "utf-8")

    first, second = (put(tmp_path, report=text)[0].path.name for text in "23")

    assert first == second == "bao-cao_2025-09-16_0900_2.docx"
    assert list(seen(tmp_path).values()) == ["edited", "edited", "3"]


def test_a_file_of_somebody_else_under_that_name_stays(tmp_path):
    (tmp_path / REPORT).write_text("theirs", "utf-8")
    (tmp_path / "sheet").mkdir()
    (tmp_path / "sheet" / "x").write_text("theirs", "utf-8")

    put(tmp_path, report="1", sheet="2")

    assert (tmp_path / REPORT).read_text() == "theirs"
    assert (tmp_path / "sheet" / "x").exists()
    assert (tmp_path / "sheet_2025-09-16_0900").read_text() == "2"


def test_the_very_same_content_is_not_put_beside(tmp_path):
    (tmp_path / REPORT).write_text("1", "utf-8")

    assert put(tmp_path, report="1")[0].kept is None
    assert seen(tmp_path) == {REPORT: "1"}


def test_a_file_that_is_open_in_a_word_processor_stays(tmp_path):
    for sign in (f".~lock.{REPORT}#", f"~${REPORT[2:]}"):
        folder = tmp_path / str(len(sign))
        put(folder, report="1")
        (folder / sign).write_text("", "utf-8")

        assert put(folder, report="2")[0].kept == folder / REPORT
        assert (folder / REPORT).read_text() == "1"


def test_what_was_put_back_as_it_was_written_is_ours_again(tmp_path):
    put(tmp_path, report="1")
    (tmp_path / REPORT).write_text("edited", "utf-8")
    (tmp_path / REPORT).write_text("1", "utf-8")

    assert put(tmp_path, report="2")[0].kept is None


@pytest.mark.parametrize("record", ["", "[]", "{", '{"bao-cao.docx": 1}', "\x00"])
def test_when_the_record_cannot_be_read_everything_is_a_persons(tmp_path, record):
    put(tmp_path, report="1")
    (tmp_path / RECORD).write_text(record, "utf-8")

    assert put(tmp_path, report="2")[0].kept == tmp_path / REPORT
    assert seen(tmp_path)[REPORT] == "1"


def test_an_old_file_that_differs_from_the_two_newest_is_a_persons(tmp_path):
    for text in "123":
        put(tmp_path, report=text)
    (tmp_path / REPORT).write_text("1", "utf-8")

    assert put(tmp_path, report="4")[0].kept == tmp_path / REPORT
    assert all(len(kept) <= 2 for kept in json.loads((tmp_path / RECORD).read_text()).values())


@contextmanager
def full_disk(monkeypatch, fails):
    """A disk that is full from the given call of `fsync` on."""
    calls = iter(range(100))

    def fsync(_handle):
        if next(calls) >= fails:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        yield


@pytest.mark.parametrize("fails", [0, 1, 2])
def test_a_full_disk_is_a_sentence_and_changes_nothing(tmp_path, monkeypatch, fails):
    put(tmp_path, report="1", sheet="1")
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}

    with full_disk(monkeypatch, fails), pytest.raises(StoreUnusable) as told:
        put(tmp_path, report="2", sheet="2")

    assert str(told.value) == (
        f"{tmp_path} can't be written: No space left on device. Nothing there was changed."
    )
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before


def test_a_fault_while_files_are_made_leaves_nothing(tmp_path):
    def fail():
        with placing(tmp_path) as stage:
            (stage / REPORT).write_text("half", "utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("", "utf-8")

    with pytest.raises(BadInput, match="is a file; name a folder"), placing(tmp_path / "out"):
        pass


def test_a_folder_that_cannot_be_made_is_a_sentence():
    with pytest.raises(StoreUnusable, match="can't be written"), placing(Path("/proc/nowhere")):
        pass
