"""One file of the office as data that remembers its lines, and gathers its faults."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cchc_scheduler.plan.faults import Fault, Path, closest, dotted


@dataclass(slots=True)
class Source:
    """One file as data: `data` is plain lists, dicts and scalars, `lines` the line of each path."""

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, path: Path, problem: str, guess: str | None = None) -> None:
        """Record a fault at a path, with the value that stands there."""
        value = self.value_at(path)
        shown = value if isinstance(value, str) else None if _is_branch(value) else _plain(value)
        fault = Fault(self.file, self.line_of(path), dotted(path), problem, shown, guess)
        if fault not in self.faults:
            self.faults.append(fault)

    def add_bare(self, path: Path, problem: str, guess: str | None = None) -> None:
        """Record a fault about a path itself, such as an unknown key, without its value."""
        fault = Fault(self.file, self.line_of(path), dotted(path), problem, None, guess)
        self.faults.append(fault)

    def add_unknown(self, path: Path, problem: str, known: Iterable[str]) -> None:
        """Record that the word at a path is not among the known ones, with the nearest of them."""
        self.add(path, problem, closest(str(self.value_at(path)), known))

    def line_of(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing around it; 1 at worst."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def value_at(self, path: Path) -> Any:
        """Return what stands at a path, or None where nothing does."""
        here = self.data
        for part in path:
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def entries(self, *path: str | int) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Yield the mappings of the list at a path, each with its own path."""
        here = self.value_at(path)
        for number, entry in enumerate(here if isinstance(here, list) else ()):
            if isinstance(entry, dict):
                yield (*path, number), entry

    def words(self, *path: str | int) -> Iterator[tuple[Path, str]]:
        """Yield the texts of the list at a path, each with its own path."""
        here = self.value_at(path)
        for number, entry in enumerate(here if isinstance(here, list) else ()):
            if isinstance(entry, str):
                yield (*path, number), entry

    def text(self, *path: str | int) -> str | None:
        """Return the text at a path, or None where there is none."""
        here = self.value_at(path)
        return here if isinstance(here, str) else None


def _is_branch(value: Any) -> bool:
    return value is None or isinstance(value, dict | list)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
