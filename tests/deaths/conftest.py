import base64
import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from cchc_scheduler.home import Home
from tests.deaths.mail_server import BOX, ORDER, PORT
from tests.deaths.season_driver import LAST
from tests.oracle.evidence import Delivery, Evidence, read_rows
from tests.oracle.stage import ROOT, home_with, merged_config

TITLE = ('place: "Xã Tuệ Tĩnh"', 'place: "Xã Tuệ Tĩnh, Hải Phòng"')


@pytest.fixture(scope="session")
def driver():
    """The process that forks a life and waits for its end."""
    command = [sys.executable, "-m", "tests.deaths.season_driver"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        yield process
        process.stdin.close()


@dataclass
class Week:
    """One week on disk: the service's home and data, the mail server's box, and how it is lived."""

    folder: Path
    driver: subprocess.Popen

    def live(self, **order):
        """Live until the week is over or death comes; return minus the signal, or the exit code."""
        line = json.dumps({"folder": str(self.folder), **order})
        self.driver.stdin.write(f"{line}\n")
        self.driver.stdin.flush()
        return json.loads(self.driver.stdout.readline())["ended"]

    def order_death(self, moment):
        """Have the mail server kill the service at a moment of its next DATA."""
        (self.folder / ORDER).write_text(moment, encoding="ascii")

    @property
    def home(self):
        return Home(self.folder / "home", self.folder / "data", "test", own=True)

    def evidence(self):
        with closing(sqlite3.connect(self.folder / "data" / "cchc.sqlite3")) as connection:
            rows = read_rows(connection)
        return Evidence(rows=rows, box=self.box(), config=merged_config(self.home), end=LAST)

    def box(self):
        lines = (self.folder / BOX).read_text(encoding="ascii").splitlines()
        return tuple(_delivery(json.loads(line)) for line in lines)


def _delivery(line):
    at = datetime.fromisoformat(line["at"])
    return Delivery(at, tuple(line["recipients"]), base64.b64decode(line["data"]))


@pytest.fixture
def week(tmp_path, driver):
    """A new week with a mail server of its own."""
    home_with(tmp_path / "home")
    home_with(tmp_path / "after", office=[TITLE])
    command = [sys.executable, "-m", "tests.deaths.mail_server", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(tmp_path / PORT)
        yield Week(tmp_path, driver)
    finally:
        server.kill()
        server.wait()


def _wait_for(path, seconds=30):
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} did not appear in {seconds} s"
        time.sleep(0.02)
