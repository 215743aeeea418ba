"""Laying a person's own texts over what is compiled: they stand, whatever comes in later.

Newer material never writes over an edited text; it is named, so that a person looks at it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from cchc_scheduler.core.reports import Compilation, OfficialReport, Passage, Section, Source


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text a person wrote in place of one unit's passages, or (no unit) of a whole section.

    `over` are the versions it was written over.
    """

    report: str
    section: str
    unit: str
    text: str
    by: str
    at: datetime
    over: tuple[Source, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Newer:
    """A section whose edited text was written before this version came in."""

    report: str
    section: Section
    kept: KeptText
    source: Source


@dataclass(frozen=True, slots=True)
class Laid:
    """A compilation with the kept texts, what came in after each, and texts without a section."""

    compilation: Compilation
    newer: tuple[Newer, ...]
    homeless: tuple[KeptText, ...]


def sources_in(passages: Iterable[Passage]) -> tuple[Source, ...]:
    """Return every version that passages came from, each once, in the order of reading."""
    found = [
        source
        for passage in passages
        for source in (passage.source, *passage.also)
        if source is not None
    ]
    return tuple(dict.fromkeys(found))


def passages_of(section: Section, unit: str) -> tuple[Passage, ...]:
    """Return the passages in whose place a text of a unit stands; all of them without a unit."""
    if not unit:
        return section.passages
    return tuple(each for each in section.passages if each.source and each.source.unit == unit)


def laid_over(compilation: Compilation, kept: Sequence[KeptText]) -> Laid:
    """Return the compilation with every kept text in its place."""
    newer: list[Newer] = []
    placed: set[KeptText] = set()
    reports = tuple(_report(each, kept, newer, placed) for each in compilation.reports)
    homeless = tuple(each for each in kept if each not in placed)
    return Laid(replace(compilation, reports=reports), tuple(newer), homeless)


def _report(
    report: OfficialReport, kept: Sequence[KeptText], newer: list[Newer], placed: set[KeptText]
) -> OfficialReport:
    mine = [each for each in kept if each.report == report.key]
    if not mine:
        return report
    sections: list[Section] = []
    for section in report.sections:
        here = [each for each in mine if each.section == section.key]
        placed |= set(here)
        newer += [
            Newer(report.key, section, each, source)
            for each in here
            for source in sources_in(passages_of(section, each.unit))
            if source.submission not in {known.submission for known in each.over}
        ]
        sections.append(_section(section, here))
    return replace(report, sections=tuple(sections))


def _section(section: Section, here: Sequence[KeptText]) -> Section:
    """Return a section with its texts; one for the whole of it stands for everything in it."""
    for each in sorted(here, key=lambda kept: kept.unit == ""):
        section = _with_one(section, each)
    return section


def _with_one(section: Section, kept: KeptText) -> Section:
    first = kept.over[0] if kept.over else None
    lines = [line.strip() for line in kept.text.splitlines() if line.strip()]
    edited = [Passage(line, "edited", first, kept.over[1:]) for line in lines]
    gone = passages_of(section, kept.unit)
    passages: list[Passage] = []
    for passage in section.passages:
        if passage in gone:
            passages += edited
            edited = []
        else:
            passages.append(passage)
    return replace(section, passages=(*passages, *edited))
