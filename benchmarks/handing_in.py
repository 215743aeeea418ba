"""Handing in by page: links over 16 connections against an empty GET, and a large file's memory."""

import contextlib
import hashlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from benchmarks.figures import Figure, middle
from benchmarks.lines import CONNECTIONS, play
from benchmarks.offices import packaged_home
from benchmarks.processes import environment
from benchmarks.sizes import Sizes
from cchc_scheduler.store.database import FILE_NAME

MEGABYTE = 1024 * 1024
BOUNDARY = "----cchc-bench"
LONGEST_WAIT_S = 120.0
# What a form carries beside the file.
FIELDS = {"by": "Nguyễn Thị Hoa", "declared": "yes"}


@dataclass(frozen=True, slots=True)
class Served:
    """A running server of pages."""

    port: int
    process: int
    paths: Sequence[str]
    folder: Path


def measure(sizes: Sizes, folder: Path) -> list[Figure]:
    """GET and POST take turns; the first round warms up and is dropped."""
    with served(folder / "speed", sizes.page_units) as server:
        ratios, slow, rates = _rounds(server, sizes)
    with served(folder / "memory", 16) as server:
        extra = _extra_memory(server, sizes.upload_mb)
    parts = {name: round(middle([each[name] for each in rates])) for name in rates[0]}
    return [
        Figure(
            "post-link",
            "POST of a link, recorded and its receipt owed, over an empty GET",
            middle(ratios),
            "x",
            "at least",
            0.25,
            tuple(ratios),
            parts,
        ),
        Figure(
            "post-p99",
            f"POST of a link, p99 over {CONNECTIONS} connections",
            middle(slow),
            "ms",
            "at most",
            50.0,
            tuple(slow),
        ),
        Figure(
            "upload-memory",
            f"a .docx of {sizes.upload_mb} MB handed in: memory beside the server's own",
            extra,
            "MB",
            "at most",
            60.0,
        ),
    ]


@contextlib.contextmanager
def served(folder: Path, units: int) -> Iterator[Served]:
    """Run the pages in a process of their own."""
    folder.mkdir()
    command = [sys.executable, "-m", "benchmarks.page_server", str(folder), str(units)]
    root = packaged_home().root
    with subprocess.Popen(
        command, cwd=root, env=environment(), stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            told = json.loads(running.stdout.readline())
            yield Served(told["port"], told["process"], told["paths"], folder)
        finally:
            running.kill()


def _rounds(
    server: Served, sizes: Sizes
) -> tuple[list[float], list[float], list[dict[str, float]]]:
    ratios: list[float] = []
    slow: list[float] = []
    rates: list[dict[str, float]] = []
    for number in range(sizes.page_rounds + 1):
        before = _processor_s(server.process)
        gets, _ = play(server.port, [_get("/empty")] * sizes.page_gets, b"200")
        between, began = _processor_s(server.process), time.perf_counter()
        posts, took = play(server.port, _posts(server, number, sizes.page_posts), b"303")
        after = _processor_s(server.process)
        _wait_for_receipts(server, (number + 1) * sizes.page_posts)
        whole = sizes.page_posts / (time.perf_counter() - began)
        if number:
            ratios.append(posts / gets)
            slow.append(quantiles(took, n=100)[98])
            rates.append(
                {
                    "GET/s": gets,
                    "POST/s": posts,
                    "POST/s until the last receipt is written": whole,
                    "us of the server's processor a GET": (between - before)
                    / sizes.page_gets
                    * 1e6,
                    "us a POST": (after - between) / sizes.page_posts * 1e6,
                }
            )
    return ratios, slow, rates


def _processor_s(process: int) -> float:
    """Return how long the threads of a process ran so far, in seconds."""
    files = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(path.read_text().split()[0]) for path in files) / 1e9


def _wait_for_receipts(server: Served, expected: int) -> None:
    """Wait until as many receipts are written; receipts make way for those who hand in."""
    query = "SELECT count(*) FROM letter WHERE kind = 'receipt'"
    end = time.monotonic() + LONGEST_WAIT_S
    with contextlib.closing(sqlite3.connect(server.folder / FILE_NAME)) as connection:
        while connection.execute(query).fetchone()[0] < expected:
            if time.monotonic() > end:
                raise AssertionError("receipts are still owed")
            time.sleep(0.01)


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()


def _posts(server: Served, round_number: int, count: int) -> list[bytes]:
    """Return forms with a link, each for the next unit, each showing of the form another."""
    found = []
    for number in range(count):
        place = round_number * count + number
        nonce = hashlib.sha256(str(place).encode()).hexdigest()[:32]
        link = f"https://tailieu.tuetinh.example/bao-cao-{place}.docx"
        body = urlencode(FIELDS | {"kind": "link", "nonce": nonce, "link": link}).encode()
        path = server.paths[place % len(server.paths)]
        head = (
            f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Length: {len(body)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        found.append(head.encode() + body)
    return found


def _extra_memory(server: Served, megabytes: int) -> float:
    """Return how much more memory the process had at most while it took the file, in MB.

    A small file goes first, so that what is loaded once is loaded.
    """
    play(server.port, [_upload(server, 0, 4_000)], b"303")
    _forget_peak(server.process)
    before = _status(server.process, "VmRSS")
    play(server.port, [_upload(server, 1, megabytes * MEGABYTE - 4_000)], b"303")
    return (_status(server.process, "VmHWM") - before) / 1e6


def _upload(server: Served, number: int, size: int) -> bytes:
    nonce = hashlib.sha256(f"upload {number}".encode()).hexdigest()[:32]
    fields = FIELDS | {"kind": "file", "nonce": nonce}
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f"--{BOUNDARY}\r\n"
        'Content-Disposition: form-data; name="file"; filename="bao-cao-quy-III.docx"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = b"".join([*parts, head.encode(), _word_file(size), f"\r\n--{BOUNDARY}--\r\n".encode()])
    start = (
        f"POST {server.paths[number]} HTTP/1.1\r\nHost: bench\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
    )
    return start.encode() + body


def _word_file(size: int) -> bytes:
    """Return a report of some pages whose pictures make it as large as asked."""
    paragraph = "<w:p><w:r><w:t>Kết quả trong kỳ theo từng nội dung.</w:t></w:r></w:p>"
    text = f"<w:document>{paragraph * 200}</w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", text, zipfile.ZIP_DEFLATED)
        archive.writestr("word/media/anh.jpeg", os.urandom(max(size - 4_000, 0)))
    return file.getvalue()


def _forget_peak(process: int) -> None:
    Path(f"/proc/{process}/clear_refs").write_text("5")


def _status(process: int, name: str) -> int:
    """Return a figure of /proc/PID/status in bytes."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) * 1024 if found else sys.maxsize
