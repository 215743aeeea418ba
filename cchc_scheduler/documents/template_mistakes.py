"""Finds the mistakes of a Word template, each with its paragraph, before a report needs it.

docxtpl itself names a paragraph only for a few of them, and prints nothing at all for others.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jinja2 import TemplateSyntaxError
from lxml import etree

from cchc_scheduler.documents.template_text import SPACED, WHOLE, Line, Tag, lines_of, outside_of
from cchc_scheduler.documents.template_trial import WrongUse, tried
from cchc_scheduler.documents.word_templates import word_environment

ENDS: Final = {
    "for": "endfor",
    "if": "endif",
    "set": "endset",
    "with": "endwith",
    "macro": "endmacro",
    "filter": "endfilter",
}
MIDDLES: Final = {"elif": ("if",), "else": ("if", "for")}
LONGEST: Final = 160
OUTSIDE: Final = "the file takes this from outside of itself: put it into the document"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: the part (`document`, `header` ...), the paragraph from 1, its words, and what.

    `paragraph` is 0 where the mistake stands in no paragraph.
    """

    part: str
    paragraph: int
    words: str
    what: str

    def __str__(self) -> str:
        """Say it in one line."""
        where = f"{self.part}, paragraph {self.paragraph}" if self.paragraph else self.part
        return f'{where}, "{self.words}": {self.what}' if self.words else f"{where}: {self.what}"


def mistakes_of(content: bytes, facts: Mapping[str, object]) -> tuple[Mistake, ...]:
    """Return every mistake of a template, in its order; `facts` are a full sample of what it reads.

    What is no Word file at all is one mistake.
    """
    try:
        lines, outside = lines_of(content), outside_of(content)
    except (ValueError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return (Mistake("document", 0, "", "this is no Word file (.docx)"),)
    found = [Mistake("document", 0, target, OUTSIDE) for target in outside]
    for part in dict.fromkeys(line.part for line in lines):
        found += _mistakes_of_part([line for line in lines if line.part == part], facts)
    return tuple(found)


def _mistakes_of_part(lines: Sequence[Line], facts: Mapping[str, object]) -> list[Mistake]:
    if lines[0].part == "properties":
        return [
            _mistake(line, "a property of the file holds braces: take them out") for line in lines
        ]
    written = [_mistake(line, what) for line in lines for what in _written(line)]
    written += [_mistake(line, what) for line, what in _nested(lines)]
    if written:
        return sorted(written, key=lambda mistake: mistake.paragraph)
    sources = ["".join(tag.source for tag in line.tags) for line in lines]
    used = tried(sources, facts)
    return [_mistake(lines[each.line], each.what) for each in _once(used)]


def _written(line: Line) -> Iterator[str]:
    """Yield what is wrong with how a paragraph's tags are written."""
    if any(sign in line.rest for sign in ("{{", "{%", "{#", "}}", "%}", "#}")):
        yield "a tag is not closed in its paragraph"
    for tag in line.tags:
        yield from _wrongly_written(tag)
    if line.beside and any(tag.prefix in WHOLE for tag in line.tags):
        prefix = next(tag.prefix for tag in line.tags if tag.prefix in WHOLE)
        yield (
            f"the tag with {prefix} takes the place of its whole {WHOLE[prefix]}: the words beside "
            "it would vanish"
        )


def _wrongly_written(tag: Tag) -> Iterator[str]:
    spaced = SPACED.match(tag.body) if tag.kind == "block" and not tag.prefix else None
    if spaced is not None:
        yield f"write {{%{spaced['prefix']} without a space after {{%"
        return
    if tag.prefix in WHOLE and any(sign in tag.body for sign in "%}"):
        yield f"% and }} can't stand inside a tag with {tag.prefix}"
        return
    if tag.kind == "value" and tag.prefix:
        yield (
            f"{{{{{tag.prefix} prints nothing for a plain text, and every value is plain: write "
            "{{ without it"
        )
        return
    yield from _syntax(tag)


def _syntax(tag: Tag) -> Iterator[str]:
    word = _word(tag)
    if tag.kind == "block" and tag.source.startswith("{%"):
        if word in ENDS.values():
            return
        if word not in ENDS and word not in MIDDLES:
            yield f'unknown tag "{word}"'
            return
    try:
        word_environment().parse(_closed(tag.source, word if tag.kind == "block" else ""))
    except TemplateSyntaxError as fault:
        yield f"{fault.message}"


def _closed(source: str, word: str) -> str:
    """Return a tag with what it needs before and after it to be read alone."""
    if word in MIDDLES:
        return f"{{% if x %}}{source}{{% endif %}}"
    if word == "set" and "=" in source:
        return source
    return f"{source}{{% {ENDS[word]} %}}" if word in ENDS else source


def _nested(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield where a tag lacks its end, or an end its beginning."""
    opened: list[tuple[str, Line]] = []
    for line in lines:
        for tag in line.tags:
            word = _word(tag)
            if tag.kind != "block" or not tag.source.startswith("{%"):
                continue
            if word in ENDS and not (word == "set" and "=" in tag.body):
                opened.append((word, line))
            elif word in MIDDLES and (not opened or opened[-1][0] not in MIDDLES[word]):
                yield line, f'"{word}" stands outside of {" and ".join(MIDDLES[word])}'
            elif word in ENDS.values():
                yield from _ended(opened, line, word)
    yield from ((line, f'"{word}" has no "{ENDS[word]}"') for word, line in opened)


def _ended(opened: list[tuple[str, Line]], line: Line, word: str) -> Iterator[tuple[Line, str]]:
    if not any(ENDS[begun] == word for begun, _ in opened):
        yield line, f'"{word}" ends nothing that was begun'
        return
    while ENDS[opened[-1][0]] != word:
        begun, where = opened.pop()
        yield where, f'"{begun}" has no "{ENDS[begun]}"'
    opened.pop()


def _word(tag: Tag) -> str:
    return next(iter(tag.body.split()), "")


def _once(used: Sequence[WrongUse]) -> list[WrongUse]:
    return sorted(dict.fromkeys(used), key=lambda each: each.line)


def _mistake(line: Line, what: str) -> Mistake:
    words = " ".join(line.text.split())
    short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    return Mistake(line.part, line.paragraph, short, what)
