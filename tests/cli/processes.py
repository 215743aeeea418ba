"""The real program as a process of its own, and a real mail server for it on loopback."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

PATIENCE_S = 40.0
PROGRAM = "from cchc_scheduler.cli import main; main()"


class Box:
    """Keeps every letter; takes its time over each when told to."""

    def __init__(self) -> None:
        self.subjects: list[str] = []
        self.begun = 0
        self.pause = 0.0

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.begun += 1
        await asyncio.sleep(self.pause)
        self.subjects.append(envelope.content.decode("ascii", "replace"))
        return "250 2.0.0 taken"


class LoopbackServer(Controller):
    """A mail server on a free port of this machine."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="mail.test")


@contextmanager
def mail_server() -> Iterator[tuple[Box, int]]:
    box = Box()
    server = LoopbackServer(box, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield box, server.port
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
    return kept | more


def command(home: Path, *args: str) -> list[str]:
    return [sys.executable, "-c", PROGRAM, "--home", str(home), *args]


def cchc(home: Path, *args: str, **options) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command(home, *args),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=environment(),
        stdin=subprocess.DEVNULL,
        check=False,
        **options,
    )


class Running:
    """`cchc run` in a process of its own; its log can be read after it ended."""

    def __init__(self, home: Path, health: int, log: Path, **more: str) -> None:
        self.health = f"http://127.0.0.1:{health}"
        self._log = log
        with log.open("w", encoding="utf-8") as file:
            self.process = subprocess.Popen(
                command(home, "run"), stderr=file, stdout=file, env=environment(**more)
            )

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.splitlines() if line.startswith("{")]

    def get(self, path: str) -> httpx.Response | None:
        try:
            return httpx.get(self.health + path, timeout=10)
        except httpx.TransportError:
            return None

    def answers(self, path: str, code: int = 200) -> bool:
        found = self.get(path)
        return found is not None and found.status_code == code

    def wait(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds while the process lives."""
        end = time.monotonic() + PATIENCE_S
        while not holds():
            assert self.process.poll() is None, self.log
            assert time.monotonic() < end, self.log
            time.sleep(0.05)

    def stop(self) -> int:
        """Ask it to stop as systemd does; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)


@contextmanager
def running(home: Path, health: int, **more: str) -> Iterator[Running]:
    made = Running(home, health, home.parent / "run.log", **more)
    try:
        yield made
    finally:
        if made.process.poll() is None:
            made.process.kill()
            made.process.wait()
