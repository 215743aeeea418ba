"""What differs between two texts, word by word: what stands, what goes, what comes."""

import difflib
import re
from dataclasses import dataclass
from typing import Final, Literal

WORDS: Final = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of words, each with the space or line end behind it."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces by which `before` becomes `after`, in the order of reading.

    What is the same joined with what is gone is the text before; with what is new, the text after.
    """
    old, new = (WORDS.findall(f"{each.strip()} ") for each in (before, after))
    bare = [[word.strip() for word in words] for words in (old, new)]
    found: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, bare[0], bare[1], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(new[start:end])))
            continue
        found += [Piece("gone", "".join(old[first:last]))] if last > first else []
        found += [Piece("new", "".join(new[start:end]))] if end > start else []
    return tuple(found)
