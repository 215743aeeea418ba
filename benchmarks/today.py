"""The first page of the desk: read anew, asked for when nothing changed, and its weight."""

import contextlib
import gzip
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, middle
from benchmarks.lines import play
from benchmarks.offices import packaged_home
from benchmarks.processes import environment
from benchmarks.sizes import Sizes

PAGE = "/ban/hom-nay"
# Any word behind the page's path: it is then read anew, whatever is remembered.
ANEW = f"{PAGE}?xong=0"


@dataclass(frozen=True, slots=True)
class Served:
    """A running server, and the cookie of who is signed in."""

    port: int
    cookie: str

    def request(self, path: str, *headers: str) -> bytes:
        lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self.cookie}", *headers]
        return "\r\n".join([*lines, "", ""]).encode()

    def get(self, path: str) -> tuple[bytes, str]:
        """Return a page's bytes and its tag."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Cookie": self.cookie}
        )
        with urllib.request.urlopen(asked) as answer:
            return answer.read(), answer.headers.get("ETag", "")


def measure(sizes: Sizes, folder: Path) -> list[Figure]:
    """Pages read anew one after the other; unchanged ones take turns with an empty GET."""
    folder.mkdir(exist_ok=True)
    with _served(folder, sizes) as server:
        page, tag = server.get(PAGE)
        styles = [server.get(each)[0] for each in _styles(page)]
        times = _times(server, sizes)
        ratios, rates = _ratios(server, sizes, tag)
    whole = page + b"".join(styles)
    parts = {name: round(middle([each[name] for each in rates])) for name in rates[0]}
    about = f"{sizes.desk_units} units and {sizes.desk_obligations:,} obligations"
    return [
        Figure(
            "today-page",
            f"the desk's first page, {about}: read and shown anew",
            middle(times),
            "ms",
            "at most",
            60.0,
            tuple(times),
        ),
        Figure(
            "today-unchanged",
            "the same when nothing changed (304), over an empty GET",
            middle(ratios),
            "x",
            "at least",
            0.5,
            tuple(ratios),
            parts,
        ),
        Figure(
            "today-weight",
            "the same: its weight with its styles",
            len(whole) / 1000,
            "kB",
            "at most",
            60.0,
            (),
            {
                "kB the page alone": round(len(page) / 1000, 1),
                "kB packed": round(len(gzip.compress(whole)) / 1000, 1),
            },
        ),
    ]


@contextlib.contextmanager
def _served(folder: Path, sizes: Sizes) -> Iterator[Served]:
    counts = [str(sizes.desk_units), str(sizes.desk_obligations)]
    command = [sys.executable, "-m", "benchmarks.desk_server", str(folder), *counts]
    with subprocess.Popen(
        command, cwd=packaged_home().root, env=environment(), stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            told = json.loads(running.stdout.readline())
            yield Served(told["port"], told["cookie"])
        finally:
            running.kill()


def _styles(page: bytes) -> list[str]:
    return re.findall(r'rel="stylesheet" href="([^"]+)"', page.decode())


def _times(server: Served, sizes: Sizes) -> list[float]:
    """Return the median of each round in ms, asked for by one person at a time."""
    found: list[float] = []
    for _ in range(sizes.desk_rounds + 1):
        asked = [server.request(ANEW)] * sizes.desk_pages
        _, took = play(server.port, asked, b"200", connections=1)
        found.append(median(took))
    return found[1:]


def _ratios(server: Served, sizes: Sizes, tag: str) -> tuple[list[float], list[dict[str, float]]]:
    ratios: list[float] = []
    rates: list[dict[str, float]] = []
    for number in range(sizes.desk_rounds + 1):
        empty, _ = play(server.port, [server.request("/empty")] * sizes.page_gets, b"200")
        known = [server.request(PAGE, f"If-None-Match: {tag}")] * sizes.page_gets
        unchanged, _ = play(server.port, known, b"304")
        if number:
            ratios.append(unchanged / empty)
            rates.append({"GET/s": empty, "304/s": unchanged})
    return ratios, rates
