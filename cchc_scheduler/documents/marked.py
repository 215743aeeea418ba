"""Looks for markings of state secrets in everything that came with one form or one mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from cchc_scheduler.core.markings import Marking, marking_in, marking_in_name
from cchc_scheduler.documents.file_texts import lines_in

Place = Literal["text", "name", "file"]
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
    inside = marking_in("\n".join(lines_in(file.content, file.type)))
    return Marked(inside, "file") if inside is not None else None
