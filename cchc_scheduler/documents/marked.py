"""Looks for markings of state secrets in everything that came with one form or one mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from cchc_scheduler.core.markings import Marking, marking_in, marking_in_name
from cchc_scheduler.documents.file_texts import lines_in

Place = Literal["text", "name", "file"]
AT_ONCE: Final = 500
PLACE_WORDS: Final[dict[Place, str]] = {
    "text": "nội dung gõ trên trang",
    "name": "tên tệp",
    "file": "nội dung tệp",
}


@dataclass(frozen=True, slots=True)
class NamedContent:
    """A file as it came: its harmless name, its type by content, its bytes."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Marked:
    """A marking and where it stands; what stands around it is told to nobody."""

    marking: Marking
    place: Place


def marked_in(texts: Iterable[str], file: NamedContent | None = None) -> Marked | None:
    """Return the first marking found, texts before names before the content of the file."""
    for text in texts:
        found = marking_in(text)
        if found is not None:
            return Marked(found, "text")
    if file is None:
        return None
    named = marking_in_name(file.name)
    if named is not None:
        return Marked(named, "name")
    inside = _marking_inside(file)
    return Marked(inside, "file") if inside is not None else None


def _marking_inside(file: NamedContent) -> Marking | None:
    """Return the first marking in a file's text, which is never in memory as a whole."""
    lines = iter(lines_in(file.content, file.type))
    while batch := list(islice(lines, AT_ONCE)):
        found = marking_in("\n".join(batch))
        if found is not None:
            return found
    return None
