"""Takes a cell that names units apart, and finds each in the directory.

A comma, "và" or line break may part two names or stand inside one; the longest known name wins, and
an unknown one ends where the next word begins a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from cchc_scheduler.core.annexes.directory import NEAR, NEAR_COUNTS, Directory
from cchc_scheduler.core.annexes.keys import plain
from cchc_scheduler.core.annexes.unit_words import BEGINS, COLLECTIVE, SMALL_FIRST_WORDS
from cchc_scheduler.core.annexes.values import Match
from cchc_scheduler.core.phrases.spelling import FOOTNOTES

HARD: Final = re.compile(r"\s*[;|]\s*")
SOFT: Final = re.compile(r"\s*(?:,|\n|(?<!\w)và(?!\w)|\+|/|\s[-–—]\s)\s*", re.IGNORECASE)
ROUND: Final = re.compile(r"\s*\([^()]*\)")
EDGES: Final = " \t\n-–—•*+.,:;/"
MOST_PARTS: Final = 8
LONGEST_CELL: Final = 2000
SUPPORT_WORDS: Final = re.compile(
    r"[,;.(]?\s*(?:cơ quan |đơn vị |các đơn vị )?phối hợp(?: thực hiện)?(?: với)?\s*:?\s*",
    re.IGNORECASE,
)
BEHIND: Final = re.compile(r"\s*\(\s*(?:đơn vị |cơ quan )?phối hợp\s*\)", re.IGNORECASE)
LEAD_BEHIND: Final = re.compile(r"\s*\(\s*(?:đơn vị |cơ quan )?chủ trì\s*\)", re.IGNORECASE)
PIECES: Final = re.compile(r"[;\n]|,(?=[^()]*\()")
LEAD_WORDS: Final = re.compile(
    r"(?:cơ quan |đơn vị )?(?:chủ trì|chịu trách nhiệm chính)(?: thực hiện)?\s*:?\s*", re.IGNORECASE
)


@dataclass(slots=True)
class UnitReader:
    """Reads cells for one directory; a wording met before is not read again."""

    directory: Directory
    read_before: dict[str, tuple[Match, ...]] = field(default_factory=dict)

    def units_in(self, text: str) -> tuple[Match, ...]:
        """Return the names in a cell, in order, each once."""
        if text not in self.read_before:
            matches = [
                match for part in HARD.split(text[:LONGEST_CELL]) for match in self._in_part(part)
            ]
            unique = {match.unit or plain(match.name): match for match in reversed(matches)}
            self.read_before[text] = tuple(reversed(unique.values()))
        return self.read_before[text]

    def _in_part(self, text: str) -> Iterator[Match]:
        pieces = _pieces(FOOTNOTES.sub("", ROUND.sub("", text)))
        waiting: list[tuple[int, int, str]] = []
        at = 0
        while at < len(pieces):
            known = self._longest_known(pieces, at)
            if known is None:
                waiting.append(pieces[at])
                at += 1
                continue
            yield from self._unknown(waiting)
            waiting = []
            match, at = known
            yield match
        yield from self._unknown(waiting)

    def _longest_known(
        self, pieces: list[tuple[int, int, str]], at: int
    ) -> tuple[Match, int] | None:
        """Return the longest name from here that is a unit's, and where the next one begins.

        "Phòng Kinh tế và Hạ tầng" is not the unit "Phòng Kinh tế": what follows must be a name.
        """
        for end in range(min(len(pieces), at + MOST_PARTS), at, -1):
            name = _name(pieces[at:end])
            found = self.directory.find(name)
            if found is not None and self._name_begins(pieces, end):
                return Match(name, found[0], round(found[1], 2)), end
        return None

    def _name_begins(self, pieces: list[tuple[int, int, str]], at: int) -> bool:
        if at >= len(pieces) or _begins(_name([pieces[at]])):
            return True
        return self._longest_known(pieces, at) is not None

    def _unknown(self, pieces: list[tuple[int, int, str]]) -> Iterator[Match]:
        """Yield names that the directory lacks; one that is nearly a unit's is taken for it."""
        for name in _names(pieces):
            if COLLECTIVE.search(plain(name)):
                yield Match(name, None, 0.0, collective=True)
                continue
            near = self.directory.nearest(name)
            if near is not None and near[1] >= NEAR:
                yield Match(name, near[0], round(near[1] * NEAR_COUNTS, 2), nearest=near[0])
            else:
                yield Match(name, None, 0.0, nearest=near[0] if near else None)


def lead_and_support(text: str) -> tuple[str, str] | None:
    """Return the two halves of a cell that names both by "phối hợp"; None when it does not."""
    if BEHIND.search(text):
        return _by_brackets(text)
    parts = SUPPORT_WORDS.split(text, maxsplit=1)
    if len(parts) == 1:
        return None
    before, after = parts[0].strip(EDGES + "("), parts[1].strip(EDGES + ")")
    if not before and LEAD_WORDS.search(after):
        after, before = LEAD_WORDS.split(after, maxsplit=1)
    lead = LEAD_WORDS.sub("", before).strip(EDGES)
    return (lead, after.strip(EDGES)) if lead and after.strip(EDGES) else None


def _by_brackets(text: str) -> tuple[str, str] | None:
    """Return the two halves of "Phòng Kinh tế (chủ trì); Công an xã (phối hợp)"."""
    pieces = [piece.strip(EDGES) for piece in PIECES.split(text) if piece.strip(EDGES)]
    lead = [LEAD_BEHIND.sub("", piece) for piece in pieces if not BEHIND.search(piece)]
    support = [BEHIND.sub("", piece) for piece in pieces if BEHIND.search(piece)]
    return ("; ".join(lead), "; ".join(support)) if lead and support else None


def without_label(text: str) -> str:
    """Return a cell without "Chủ trì:" before the name or "chủ trì" behind it."""
    return LEAD_WORDS.sub("", text).strip(EDGES)


def _pieces(text: str) -> list[tuple[int, int, str]]:
    """Return the pieces between soft marks, each with where it stands in the whole text."""
    found, begin = [], 0
    for mark in SOFT.finditer(text):
        found.append((begin, mark.start(), text))
        begin = mark.end()
    found.append((begin, len(text), text))
    return [piece for piece in found if text[piece[0] : piece[1]].strip(EDGES)]


def _name(pieces: list[tuple[int, int, str]]) -> str:
    """Return the text from the first piece to the last, as written but in one line."""
    if not pieces:
        return ""
    text = pieces[0][2]
    return " ".join(text[pieces[0][0] : pieces[-1][1]].split()).strip(EDGES)


def _names(pieces: list[tuple[int, int, str]]) -> Iterator[str]:
    """Yield unknown names: a piece that does not begin one belongs to the one before."""
    gathered: list[tuple[int, int, str]] = []
    for piece in pieces:
        if gathered and _is_apart(_name(gathered), _name([piece])):
            yield _name(gathered)
            gathered = []
        gathered.append(piece)
    if gathered:
        yield _name(gathered)


def _is_apart(before: str, words: str) -> bool:
    """Tell whether words are another name than the one before: not in "các sở, ban, ngành"."""
    if words[:1].islower() and COLLECTIVE.search(plain(before)):
        return plain(words).startswith(("cac ", "nhung "))
    return _begins(words)


def _begins(words: str) -> bool:
    """Tell whether words begin a name of their own."""
    if words[:1].islower():
        return plain(words).startswith(SMALL_FIRST_WORDS)
    return BEGINS.match(plain(words)) is not None
