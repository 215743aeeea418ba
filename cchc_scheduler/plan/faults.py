"""Faults in what people wrote: values with file, line, path and a guess at what was meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

LONGEST_SHOWN: Final = 60
LIKENESS: Final = 0.6

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: `path` is dotted (`cycles.0.units.3`), `value` what was written, if anything.

    `line` counts from 1; it is 0 when the file as a whole is meant (missing, unreadable).
    """

    file: str
    line: int
    path: str
    problem: str
    value: str | None = None
    did_you_mean: str | None = None

    def __str__(self) -> str:
        """Return `file:line: path: 'value' problem; did you mean 'x'?`."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        path = f"{self.path}: " if self.path else ""
        value = "" if self.value is None else f"{_shown(self.value)} "
        guess = f"; did you mean {self.did_you_mean!r}?" if self.did_you_mean else ""
        return f"{where}: {path}{value}{self.problem}{guess}"


def dotted(path: Path) -> str:
    """Return a path as people read it: `cycles.0.units.3`."""
    return ".".join(str(part) for part in path)


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, or None when none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=LIKENESS)
    return near[0] if near else None


def _shown(value: str) -> str:
    return repr(value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…")
