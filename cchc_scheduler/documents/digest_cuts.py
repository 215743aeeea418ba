"""How a digest that has grown too long is made shorter: from the end, never what is to be done."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from cchc_scheduler.documents.digests import Digest, ToDo

# What a mail of one screen may weigh; mail programs fold what is much longer.
LARGEST: Final = 16 * 1024
SHORT: Final = 240
# Section by section: to how many lines (letters of a quotation, for what is to be done) it is cut.
CUTS: Final = (
    ("questions", 3),
    ("coming", 3),
    ("todo", 80),
    ("news", 3),
    ("undelivered", 3),
    ("others", 3),
    ("questions", 0),
    ("coming", 0),
    ("news", 0),
    ("undelivered", 0),
    ("others", 0),
)


def shorter(facts: Digest) -> Iterator[Digest]:
    """Yield a digest as it is, then ever shorter; the last one holds little but what is to do.

    What people wrote is quoted in part where the desk shows it whole. Then the tail goes, first to
    a few lines of each section and then whole sections, the last one first; then the rows of units
    whose reports are all there; then the table. The things to do all stay, however many.
    """
    if facts.desk is not None:
        facts = _quoted(facts, SHORT)
    yield facts
    for section, most in CUTS:
        cut = _quoted(facts, most) if section == "todo" else _lines(facts, section, most)
        if cut != facts:
            facts = replace(cut, cut=True)
            yield facts
    facts = replace(facts, cut=True, matrix=tuple(row for row in facts.matrix if row.missing))
    yield facts
    yield replace(facts, matrix=())


def _lines(facts: Digest, section: str, most: int) -> Digest:
    kept: Any = getattr(facts, section)
    return replace(facts, **{section: kept[:most]})


def _quoted(facts: Digest, most: int) -> Digest:
    return replace(facts, todo=tuple(_in_part(each, most) for each in facts.todo))


def _in_part(todo: ToDo, most: int) -> ToDo:
    """Return a thing to do with no more than the first words that somebody typed."""
    if not todo.quoted or todo.detail is None or len(todo.detail) <= most:
        return todo
    return replace(todo, detail=f"{todo.detail[:most].rpartition(' ')[0] or todo.detail[:most]}…")
