"""What the page of one section of a compiled report shows, as values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cchc_scheduler.core.reports import Annex
from cchc_scheduler.core.text_changes import Piece

Doing = Literal["missing", "newer", "look", "edited", "given", "written", "empty"]


@dataclass(frozen=True, slots=True)
class SourceShown:
    """One version of what a unit handed in: by which number it is opened."""

    unit: str
    submission: int
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """Paragraphs of one unit in a section, or a note that they are missing; with their sources."""

    unit: str
    kind: str
    text: str
    sources: tuple[SourceShown, ...]


@dataclass(frozen=True, slots=True)
class NewerShown:
    """What came after a text was edited, and what taking it up would change."""

    source: SourceShown
    pieces: tuple[Piece, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One version of an edited text, with what it changed; `text` None where it was taken back.

    `erased` tells that its words were removed for good.
    """

    unit: str
    number: int
    by: str
    at: datetime
    text: str | None
    pieces: tuple[Piece, ...]
    erased: bool
    standing: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A section before or behind this one."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section: what units sent, the text being compiled, what came later, who edited what.

    `edits` counts the versions kept so far, `seen` are the submissions the page shows; both travel
    with the form. `place` and `of` tell how far one is in the report.
    """

    period: str
    period_words: str
    report: str
    report_title: str
    key: str
    number: str
    title: str
    clauses: tuple[str, ...]
    given: tuple[Given, ...]
    text: str
    edited: bool
    sources: tuple[SourceShown, ...]
    newer: tuple[NewerShown, ...]
    history: tuple[Edit, ...]
    edits: int
    seen: tuple[int, ...]
    findings: tuple[str, ...]
    annexes: tuple[Annex, ...]
    before: Neighbour | None
    behind: Neighbour | None
    place: int
    of: int

    @property
    def missing(self) -> tuple[Given, ...]:
        """What is still to come."""
        return tuple(each for each in self.given if each.kind == "missing")

    @property
    def rows(self) -> int:
        """How many lines the field of the text needs, at most."""
        lines = sum(1 + len(line) // 75 for line in self.text.splitlines())
        return min(max(lines + 2, 7), 28)


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section in the list: what is to be done about it, if anything."""

    key: str
    number: str
    level: int
    title: str
    doing: Doing
    findings: int

    @property
    def to_do(self) -> bool:
        """Whether a person has something to do about it."""
        return self.doing in ("missing", "newer", "look")
