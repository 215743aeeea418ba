"""What outlines of compiled reports must keep: known units, clauses, questions, columns."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cchc_scheduler.core.report_outlines import CELLS, FILLED_IN
from cchc_scheduler.plan.checks import ids_of, no_repeats
from cchc_scheduler.plan.faults import Path
from cchc_scheduler.plan.outline_checks import HELD
from cchc_scheduler.plan.sources import Source

BRACES: Final = re.compile(r"\{([^{}]*)\}")
PARTS: Final = ("annexes", "tables")


@dataclass(frozen=True, slots=True)
class Known:
    """What outlines may name; an empty list means that it could not be read, and is not held."""

    units: Collection[str] = ()
    clauses: Collection[str] = ()
    questions: Collection[str] = ()
    figures: Collection[str] = ()
    annexes: Collection[str] = ()


def check_form(source: Source) -> None:
    """Record ids that repeat in one file, columns that no table has, words unknown in braces."""
    sections = sections_in(source)
    annexes = annexes_in(source)
    no_repeats(source, [(*path, "id") for path in sections])
    no_repeats(source, [(*path, "id") for path in annexes])
    for path in annexes:
        no_repeats(source, [(*column, "id") for column, _ in source.entries(*path, "columns")])
        no_repeats(source, [(*use, "clause") for use, _ in source.entries(*path, "targets")])
    for path in _texts(source, sections, annexes):
        for word in BRACES.findall(source.text(*path) or ""):
            if word not in FILLED_IN:
                source.add_bare(path, f"has {{{word}}}; only {', '.join(FILLED_IN)} are known")


def check_named(source: Source, known: Known) -> None:
    """Record what a report's outline or an annex names and nothing defines."""
    sections, annexes = sections_in(source), annexes_in(source)
    for path in (*sections, *annexes):
        _check_clauses(source, (*path, "clauses"), known.clauses)
        _check_words(source, (*path, "questions"), known.questions, "is no question of the form")
        _check_words(source, (*path, "figures"), known.figures, "is no figure of the form")
    for path in sections:
        for key in ("units", "support"):
            _check_words(source, (*path, key), known.units, "is no unit")
        _check_words(source, (*path, "annexes"), known.annexes, "is no annex")
    if sections or source.text("report"):
        _check_words(source, ("annexes",), known.annexes, "is no annex")
    for path in annexes:
        _check_annex(source, path, known)
    for path, _ in source.entries("rules"):
        _check_words(source, (*path, "parts"), known.figures, "is no figure of the form")
        _check_figures(source, [(*path, "whole"), (*path, "rate")], known)


def check_between_annexes(sources: Sequence[Source]) -> None:
    """Record an annex that two files define."""
    owner: dict[str, str] = {}
    for source in sources:
        for path in annexes_in(source):
            name = source.text(*path, "id")
            other = owner.setdefault(name or "", source.file)
            if name is not None and other != source.file:
                source.add((*path, "id"), f"is an annex of {other} too; give each its own id")


def known_of(sources: Sequence[Source], units: Collection[str], clauses: Collection[str]) -> Known:
    """Return what outlines may name: units and clauses given, the rest by the files themselves."""
    asked = (path for source in sources for path in _questions(source))
    questions = {text for source, path in asked if (text := source.text(*path, "id"))}
    figures = {each for source in sources for each in ids_of(source, "figures")}
    annexes = {
        text
        for source in sources
        for path in annexes_in(source)
        if (text := source.text(*path, "id"))
    }
    return Known(units, clauses, questions, figures, annexes)


def sections_in(source: Source, *at: str | int) -> list[Path]:
    """Return the paths of all sections below a path, in the order of reading."""
    found: list[Path] = []
    for path, _ in source.entries(*at, "sections"):
        found += [path, *sections_in(source, *path)]
    return found


def annexes_in(source: Source) -> list[Path]:
    """Return the paths of the annexes that a file defines."""
    return [path for part in PARTS for path, _ in source.entries(part)]


def _questions(source: Source) -> Iterator[tuple[Source, Path]]:
    for part, _ in source.entries("parts"):
        for path, _ in source.entries(*part, "questions"):
            yield source, path


def _texts(source: Source, sections: list[Path], annexes: list[Path]) -> Iterator[Path]:
    """Yield the paths of everything in which words stand in braces."""
    yield from (("title", key) for key in ("period", "year"))
    yield ("estimates",)
    yield from (path for path, _ in source.words("basis"))
    yield from ((*path, "text") for path, _ in source.entries("opening"))
    yield from ((*path, "title") for path in sections)
    for section in sections:
        yield from ((*path, "text") for path, _ in source.entries(*section, "sentences"))
    yield from ((*path, "note") for path in annexes)


def _check_clauses(source: Source, listed: Path, clauses: Collection[str]) -> None:
    """Record clauses no plan holds; a clause that holds others (`III.2`, `V.2.a`) is one."""
    for path, clause in source.words(*listed) if clauses else ():
        above = any(each.startswith((f"{clause}.", f"{clause}/")) for each in clauses)
        if clause.startswith(HELD) and clause not in clauses and not above:
            source.add_unknown(path, "is a clause that no plan holds", clauses)


def _check_words(source: Source, listed: Path, known: Collection[str], problem: str) -> None:
    for path, word in source.words(*listed) if known else ():
        if word not in known:
            source.add_unknown(path, problem, known)


def _check_annex(source: Source, annex: Path, known: Known) -> None:
    table = source.text(*annex, "table")
    cells: tuple[str, ...] = next((cells for name, cells in CELLS.items() if name == table), ())
    if table == "one-line":
        cells = (*cells, *known.figures) if known.figures else ()
    for path, _ in source.entries(*annex, "columns"):
        column = source.text(*path, "id")
        if column is not None and cells and column not in cells:
            source.add_unknown((*path, "id"), f"is no column of table {table}", cells)
    uses = [
        (*path, key) for path, _ in source.entries(*annex, "targets") for key in ("reached", "of")
    ]
    uses += [
        (*use, "figure")
        for path, _ in source.entries(*annex, "groups")
        for use, _ in source.entries(*path, "also")
    ]
    _check_figures(source, uses, known)


def _check_figures(source: Source, paths: list[Path], known: Known) -> None:
    for path in paths if known.figures else ():
        figure = source.text(*path)
        if figure is not None and figure not in known.figures:
            source.add_unknown(path, "is no figure of the form", known.figures)
