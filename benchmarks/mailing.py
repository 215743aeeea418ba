"""From the decision to the server's answer, against Postfix's own load generator and sink."""

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, middle
from benchmarks.sizes import Sizes
from benchmarks.stores import Filled, filled
from cchc_scheduler.actions.deliver_letters import PostRoom, deliver_letters
from cchc_scheduler.actions.write_due_letters import write_due_letters
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.mail.relay import parse_relay

SESSIONS = 16
TOOLS = ("/usr/sbin", "/usr/lib/postfix/sbin")


def measure(sizes: Sizes, folder: Path) -> list[Figure]:
    """The two take turns into one sink; the first round warms up and is dropped."""
    rounds = sizes.mail_rounds + 1
    store = filled(folder, sizes.mail_letters * rounds, sizes.mail_letters, rounds)
    with sink() as port:
        runs = asyncio.run(_rounds(store, port, sizes))
    with store.db.read() as connection:
        full = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
        size = connection.exec_driver_sql(
            "SELECT avg(length(bytes)) FROM letter WHERE addressee LIKE 'focal-%'"
        ).scalar_one()
    store.db.close()
    ratios = [run["ours"] / run["source"] for run in runs]
    parts = {key: round(middle([run[key] for run in runs]), 1) for key in runs[0]}
    return [
        Figure(
            "decide-to-sent",
            f"decide, write, send, mark sent, over smtp-source -s {SESSIONS} -d "
            f"(letters of {size / 1024:.1f} KiB, synchronous={full})",
            middle(ratios),
            "x",
            "at least",
            0.15,
            tuple(ratios),
            parts,
        )
    ]


async def _rounds(store: Filled, port: int, sizes: Sizes) -> list[dict[str, float]]:
    worker = WorkerThread()
    courier = Courier(parse_relay(f"smtp://127.0.0.1:{port}", connections=SESSIONS))
    found: list[dict[str, float]] = []
    for number in range(sizes.mail_rounds + 1):
        ours = await _ours(store, number, courier, worker)
        size = await worker(lambda: _size(store))
        rate = await asyncio.to_thread(source, port, sizes.mail_source, size)
        found.append(ours | {"source": rate})
        store.forget(number)
    await courier.close()
    worker.close()
    return found[1:]


async def _ours(
    store: Filled, number: int, courier: Courier, worker: WorkerThread
) -> dict[str, float]:
    now = store.mornings[number]
    store.ready(now)
    room = PostRoom(store.db, store.records, store.outbox, VirtualClock(now), courier, worker)
    began = time.perf_counter()
    written = await worker(lambda: write_due_letters(store.db, store.records, store.outbox, now))
    wrote = time.perf_counter()
    sent = await deliver_letters(room)
    ended = time.perf_counter()
    if sent != written or _unsent(store):
        raise AssertionError(f"{written} letters were written, {sent} sent")
    return {
        "ours": written / (ended - began),
        "us a letter writing": (wrote - began) / written * 1e6,
        "us a letter sending": (ended - wrote) / written * 1e6,
    }


def _unsent(store: Filled) -> int:
    with store.db.read() as connection:
        query = "SELECT count(*) FROM letter WHERE state <> 'sent'"
        count: int = connection.exec_driver_sql(query).scalar_one()
    return count


def _size(store: Filled) -> int:
    with store.db.read() as connection:
        query = "SELECT length(bytes) FROM letter ORDER BY id DESC LIMIT 1"
        size: int = connection.exec_driver_sql(query).scalar_one()
    return size


def source(port: int, letters: int, size: int) -> float:
    """Return messages a second of smtp-source over reused connections."""
    command = [tool("smtp-source"), "-s", str(SESSIONS), "-d", "-m", str(letters)]
    command += ["-l", str(size), f"127.0.0.1:{port}"]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return letters / (time.perf_counter() - began)


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """Run smtp-sink on a free port of loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [tool("smtp-sink"), *user, f"127.0.0.1:{port}", "512"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            _wait_for(port)
            yield port
        finally:
            running.terminate()


def tool(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path=":".join(TOOLS))
    if found is None:
        raise RuntimeError(f"{name} is missing: apt-get install postfix")
    return found


def _wait_for(port: int) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("smtp-sink did not begin to listen")
