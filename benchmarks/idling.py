"""`cchc run` with everything loaded and nothing due: its memory, and its CPU a second."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.mailing import sink
from benchmarks.processes import environment, program
from benchmarks.sizes import Sizes

TICKS = os.sysconf("SC_CLK_TCK")


def measure(sizes: Sizes, folder: Path) -> list[Figure]:
    """A home made by `cchc init`, its plan applied, a mail server on loopback."""
    home = folder / "home"
    _command("init", str(home), "--yes")
    _command("--home", str(home), "plan", "apply", "--yes")
    with sink() as port, _service(home, port) as running:
        time.sleep(sizes.settle_seconds)
        began, before = time.monotonic(), _cpu_seconds(running.pid)
        time.sleep(sizes.idle_seconds)
        spent, took = _cpu_seconds(running.pid) - before, time.monotonic() - began
        memory = _resident_mib(running.pid)
        if running.poll() is not None:
            raise AssertionError("the service ended while it was watched")
    return [
        Figure("idle-memory", "cchc run, idle: resident memory", memory, "MiB", "at most", 90.0),
        Figure(
            "idle-cpu",
            f"cchc run, idle for {took:.0f} s: CPU a second",
            spent / took * 1e3,
            "ms/s",
            "at most",
            5.0,
        ),
    ]


@contextlib.contextmanager
def _service(home: Path, mail_port: int) -> Iterator["subprocess.Popen[bytes]"]:
    known = environment(
        CCHC_SMTP_URL=f"smtp://127.0.0.1:{mail_port}", CCHC_BIND=f"127.0.0.1:{_free_port()}"
    )
    command = [program(), "--home", str(home), "run"]
    with subprocess.Popen(command, env=known, stderr=subprocess.DEVNULL) as running:
        try:
            yield running
        finally:
            running.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _command(*arguments: str) -> None:
    outcome = subprocess.run(
        [program(), *arguments], check=False, capture_output=True, text=True, env=environment()
    )
    if outcome.returncode:
        raise RuntimeError(f"cchc {' '.join(arguments)}: {outcome.stderr}")


def _cpu_seconds(process: int) -> float:
    """Return user and system seconds of a process (fields 14 and 15 of /proc/PID/stat)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _resident_mib(process: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1024 if found else float(sys.maxsize)
