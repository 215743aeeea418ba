"""What differs between two documents of one kind: added, changed and withdrawn, by content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from cchc_scheduler.plan.documents import Document, withdrawn

KEYS: Final = ("id", "clause", "day", "post", "name")
Sign = Literal["+", "-", "~"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `path` says where, `was` and `is_now` are short texts."""

    sign: Sign
    where: str
    path: str
    was: str | None = None
    is_now: str | None = None

    def __str__(self) -> str:
        """Return the change as one line."""
        if self.sign == "~":
            return f"~ {self.where}: {self.path}: {self.was} -> {self.is_now}"
        return f"{self.sign} {self.where}: {self.path}: {self.is_now or self.was}"


def differences(
    in_force: Mapping[tuple[str, str], Document], documents: Sequence[Document]
) -> tuple[Change, ...]:
    """Return every difference of a whole home from what is in force, withdrawn documents last."""
    changed = (
        change
        for document in documents
        for change in diff(in_force.get((document.kind, document.name)), document)
    )
    gone = (
        Change("-", f"{kind} {name}", "whole document", was="has no file any more")
        for kind, name in withdrawn(in_force, documents)
    )
    return (*changed, *gone)


def diff(old: Document | None, new: Document) -> tuple[Change, ...]:
    """Return every difference; everything is added when there was no such document."""
    where = new.kind if new.name == new.kind else f"{new.kind} {new.name}"
    if old is None:
        return (Change("+", where, "whole document", is_now=f"{len(new.content)} entries"),)
    return tuple(_changes(where, "", old.content, new.content))


def _changes(where: str, path: str, old: Any, new: Any) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_mappings(where, path, old, new)
    elif _is_list_of_entries(old) and _is_list_of_entries(new):
        yield from _of_mappings(where, path, _by_key(old), _by_key(new))
    elif old != new:
        yield Change("~", where, path, _short(old), _short(new))


def _of_mappings(
    where: str, path: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Change]:
    for key in dict.fromkeys([*old, *new]):
        here = f"{path}.{key}" if path else str(key)
        if key not in new:
            yield Change("-", where, here, was=_short(old[key]))
        elif key not in old:
            yield Change("+", where, here, is_now=_short(new[key]))
        else:
            yield from _changes(where, here, old[key], new[key])


def _is_list_of_entries(value: Any) -> bool:
    return (
        isinstance(value, list) and all(isinstance(each, Mapping) for each in value) and bool(value)
    )


def _by_key(entries: list[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return entries under what names them, so that order does not matter."""
    found: dict[str, Mapping[str, Any]] = {}
    for number, entry in enumerate(entries):
        name = next((str(entry[key]) for key in KEYS if entry.get(key)), str(number))
        found[name if name not in found else f"{name}#{number}"] = entry
    return found


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004
