"""Taking newer material into an edited text: what changes is shown before a person agrees."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

# From this likeness on, two paragraphs are taken for versions of the same one.
ALIKE: Final = 0.5


def taken_up(kept: str, coming: Sequence[str], unit: str) -> str:
    """Return an edited text with a unit's newer paragraphs in it.

    Each takes the place of the paragraph it is most like, or follows at the end when it is like
    none; a bracketed note that something of the unit is still to come goes.
    """
    lines = [line.strip() for line in kept.splitlines() if line.strip()]
    lines = [line for line in lines if not _is_note(line, unit)]
    for paragraph in coming:
        for words in (line.strip() for line in paragraph.splitlines() if line.strip()):
            if words not in lines:
                _place(lines, words)
    return "\n".join(lines)


def _place(lines: list[str], words: str) -> None:
    likeness = [_likeness(line, words) for line in lines]
    best = max(likeness, default=0.0)
    if best < ALIKE:
        lines.append(words)
    else:
        lines[likeness.index(best)] = words


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _is_note(line: str, unit: str) -> bool:
    return line.startswith("[") and line.endswith("]") and unit in line
