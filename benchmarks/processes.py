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

PRODUCT = "CCHC_BENCH_VENV"
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
    """Return the `cchc` that is measured: of CCHC_BENCH_VENV, else beside this Python."""
    venv = os.environ.get(PRODUCT)
    return str(Path(venv, "bin", "cchc") if venv else Path(sys.executable).with_name("cchc"))


def install_product(folder: Path) -> None:
    """Measure whole processes in an environment without the developers' packages, as offices have.

    Some libraries load what happens to be installed beside them (structlog loads rich).
    """
    root = packaged_home().root
    known = environment(UV_PROJECT_ENVIRONMENT=str(folder))
    uv = str(root / ".uv" / "bin" / "uv")
    subprocess.run([uv, "sync", "--frozen", "--no-dev", "--quiet"], check=True, cwd=root, env=known)
    os.environ[PRODUCT] = str(folder)


def environment(**more: str) -> dict[str, str]:
    """Return the environment without settings of ours, and with bytecode cached."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("CCHC_") and key != "PYTHONDONTWRITEBYTECODE"
    }
    return kept | more
