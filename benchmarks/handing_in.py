"""Handing in by page: links over 16 connections against an empty GET, and a large file's memory."""

import asyncio
import contextlib
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from benchmarks.figures import Figure, middle
from benchmarks.offices import packaged_home
from benchmarks.processes import environment
from benchmarks.sizes import Sizes

CONNECTIONS = 16
MEGABYTE = 1024 * 1024
BOUNDARY = "----cchc-bench"
# What a form carries beside the file.
FIELDS = {"by": "Nguyễn Thị Hoa", "declared": "yes"}
Asked = Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Served:
    """A running server of pages."""

    port: int
    process: int
    paths: Sequence[str]


def measure(sizes: Sizes, folder: Path) -> list[Figure]:
    """GET and POST take turns; the first round warms up and is dropped."""
    with served(folder / "speed", sizes.page_units) as server:
        ratios, slow, rates = _rounds(server, sizes)
    with served(folder / "memory", 16) as server:
        extra = _extra_memory(server, sizes.upload_mb)
    parts = {f"{name}/s": round(middle([each[name] for each in rates])) for name in rates[0]}
    return [
        Figure(
            "post-link",
            "POST of a link, recorded with its receipt, over an empty GET",
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
            yield Served(told["port"], told["process"], told["paths"])
        finally:
            running.kill()


def _rounds(
    server: Served, sizes: Sizes
) -> tuple[list[float], list[float], list[dict[str, float]]]:
    ratios: list[float] = []
    slow: list[float] = []
    rates: list[dict[str, float]] = []
    for number in range(sizes.page_rounds + 1):
        gets, _ = _play(server, [_get("/empty")] * sizes.page_gets, b"200")
        posts, took = _play(server, _posts(server, number, sizes.page_posts), b"303")
        if number:
            ratios.append(posts / gets)
            slow.append(quantiles(took, n=100)[98])
            rates.append({"GET": gets, "POST": posts})
    return ratios, slow, rates


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


def _play(server: Served, requests: Asked, expected: bytes) -> tuple[float, list[float]]:
    """Return answers a second, and what each took in ms."""
    return asyncio.run(_play_all(server.port, requests, expected))


async def _play_all(port: int, requests: Asked, expected: bytes) -> tuple[float, list[float]]:
    took: list[float] = []
    waiting = iter(requests)
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, waiting, expected, took) for _ in range(CONNECTIONS)))
    return len(took) / (time.perf_counter() - began), took


async def _connection(
    port: int, waiting: Iterator[bytes], expected: bytes, took: list[float]
) -> None:
    async with _line(port) as (reader, writer):
        for request in waiting:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            await reader.readexactly(int(length[1]) if length else 0)
            took.append((time.perf_counter() - began) * 1e3)
            if head.split(b" ", 2)[1] != expected:
                raise AssertionError(f"answered {head.splitlines()[0]!r}")


@contextlib.asynccontextmanager
async def _line(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        await writer.wait_closed()


def _extra_memory(server: Served, megabytes: int) -> float:
    """Return how much more memory the process had at most while it took the file, in MB.

    A small file goes first, so that what is loaded once is loaded.
    """
    _play(server, [_upload(server, 0, 4_000)], b"303")
    _forget_peak(server.process)
    before = _status(server.process, "VmRSS")
    _play(server, [_upload(server, 1, megabytes * MEGABYTE - 4_000)], b"303")
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
