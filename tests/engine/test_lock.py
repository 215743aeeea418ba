"""One process per data folder (fault 19)."""

import os
import subprocess
import sys
import time

import pytest

from cchc_scheduler.core.errors import AlreadyRunning
from cchc_scheduler.engine.lock import EngineLock, holder_of

HOLD = """
import sys, time
from pathlib import Path
from cchc_scheduler.engine.lock import EngineLock
EngineLock(Path(sys.argv[1])).take()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def other(tmp_path):
    """Another process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_process_is_told_who_has_it_and_what_to_do(tmp_path, other):
    with pytest.raises(AlreadyRunning) as told:
        EngineLock(tmp_path).take()

    assert str(told.value) == (
        f"Process {other.pid} already runs the service on {tmp_path}. "
        "Stop it first, or name another data folder with CCHC_DATA."
    )


def test_a_process_that_was_killed_holds_nothing(tmp_path, other):
    other.kill()
    other.wait()
    time.sleep(0.05)

    EngineLock(tmp_path).take()

    assert (tmp_path / "engine.lock").read_text(encoding="ascii") == f"{os.getpid()}\n"


def test_a_lock_given_back_can_be_taken_again(tmp_path):
    first = EngineLock(tmp_path)
    first.take()
    first.release()

    EngineLock(tmp_path).take()


def test_the_holder_is_named_without_taking_the_lock(tmp_path, other):
    assert holder_of(tmp_path) == other.pid


def test_nobody_holds_a_lock_that_was_never_taken_or_given_back(tmp_path):
    assert holder_of(tmp_path) is None

    lock = EngineLock(tmp_path)
    lock.take()
    lock.release()

    assert holder_of(tmp_path) is None


def test_a_long_number_left_by_an_earlier_process_leaves_nothing_behind(tmp_path):
    (tmp_path / "engine.lock").write_text("99999999999\n", encoding="ascii")

    EngineLock(tmp_path).take()

    assert (tmp_path / "engine.lock").read_text(encoding="ascii") == f"{os.getpid()}\n"
