"""What checks of several files share: ids, words that must not repeat, days in order.

Each check reads the plain data, so that a fault in one place hides none in another.
"""

from collections.abc import Iterable
from datetime import date

from cchc_scheduler.plan.faults import Path
from cchc_scheduler.plan.sources import Source


def ids_of(source: Source, part: str) -> list[str]:
    """Return the ids in one list of a file, also while the file has faults."""
    return [entry["id"] for _, entry in source.entries(part) if isinstance(entry.get("id"), str)]


def no_repeats(source: Source, paths: Iterable[Path]) -> None:
    """Record each text that stands at more than one of the paths."""
    first: dict[str, int] = {}
    for path in paths:
        word = source.text(*path)
        if word is None:
            continue
        if word in first:
            source.add(path, f"stands twice; first on line {first[word]}")
        first.setdefault(word, source.line_of(path))


def day_at(source: Source, *path: str | int) -> date | None:
    """Return the date at a path, or None where there is none."""
    try:
        return date.fromisoformat(source.text(*path) or "")
    except ValueError:
        return None


def in_order(source: Source, first: Path, last: Path) -> None:
    """Record a last day that lies before its first day."""
    begins, ends = day_at(source, *first), day_at(source, *last)
    if begins and ends and ends < begins:
        source.add(last, f"lies before {first[-1]} ({begins.isoformat()})")
