"""Whole processes as a person starts them: help, a simulated season, the demonstration."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, middle
from benchmarks.offices import packaged_home
from benchmarks.sizes import Sizes

SEASON = ("simulate", "--from", "2025-07-28", "--to", "2025-12-31", "--json")


def measure(sizes: Sizes, _folder: Path) -> list[Figure]:
    """Bytecode is cached as on any machine; the run that may compile it is dropped."""
    found: list[Figure] = []
    for name, what, arguments, goal in (
        ("help", "cchc --help, whole process", ("--help",), 0.35),
        ("season", "cchc simulate 28/7-31/12/2025, whole process", SEASON, 3.0),
    ):
        run(arguments)
        rounds = tuple(run(arguments) for _ in range(sizes.process_runs))
        found.append(Figure(name, what, middle(rounds), "s", "at most", goal, rounds))
    return found


def run(arguments: Sequence[str]) -> float:
    """Return the seconds one whole `cchc` process takes."""
    began = time.perf_counter()
    subprocess.run(
        [program(), *arguments],
        check=True,
        cwd=packaged_home().root,
        env=environment(),
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def program() -> str:
    """Return the `cchc` beside the Python that runs the benchmarks."""
    return str(Path(sys.executable).with_name("cchc"))


def environment(**more: str) -> dict[str, str]:
    """Return the environment without settings of ours, and with bytecode cached."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("CCHC_") and key != "PYTHONDONTWRITEBYTECODE"
    }
    return kept | more
