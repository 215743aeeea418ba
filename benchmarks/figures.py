"""One measured figure, its goal, and the machine it was measured on."""

import platform
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """`rounds` are the single measurements in order; `value` is what is held against the goal."""

    name: str
    what: str
    value: float
    unit: str
    bound: Literal["at most", "at least", "shown"] = "shown"
    goal: float | None = None
    rounds: tuple[float, ...] = ()
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        if self.goal is None:
            return None
        return self.value <= self.goal if self.bound == "at most" else self.value >= self.goal

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"met": self.met}


def middle(rounds: Sequence[float]) -> float:
    return median(rounds)


def machine() -> dict[str, Any]:
    """Return what a reader needs to compare: never a host name or a path."""
    return {
        "cpu": _first("/proc/cpuinfo", r"model name\s*:\s*(.+)"),
        "cores": _count("/proc/cpuinfo", r"^processor\s*:"),
        "memory_gib": round(int(_first("/proc/meminfo", r"MemTotal:\s*(\d+)")) / 2**20),
        "kernel": platform.release().split("-")[0],
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "load_before": float(Path("/proc/loadavg").read_text().split()[0]),
        "at": datetime.now(UTC).date().isoformat(),
    }


def _first(path: str, pattern: str) -> str:
    found = re.search(pattern, Path(path).read_text())
    return found[1].strip() if found else "0"


def _count(path: str, pattern: str) -> int:
    return len(re.findall(pattern, Path(path).read_text(), re.MULTILINE))
