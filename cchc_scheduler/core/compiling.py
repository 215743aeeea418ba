"""What of a collection stands where: texts by their clauses, figures added up once.

Nothing is worded here; words are made of these values afterwards.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from cchc_scheduler.core.answers import Answer, Answers, Total, total
from cchc_scheduler.core.collected import Collection, Given, UnitMaterial
from cchc_scheduler.core.outlines import FigureRow, Outline
from cchc_scheduler.core.report_outlines import ReportOutline, SectionOutline

HUNDRED: Final = Decimal(100)
RATE_STEP: Final = Decimal("0.01")
STOP: Final = re.compile(r"(?<=[.!?])\s+")


def covers(clause: str, asked: str) -> bool:
    """Tell whether a section's clause takes up a text about `asked`: itself or what lies below."""
    return asked == clause or asked.startswith((f"{clause}.", f"{clause}/"))


def section_for(given: Given, sections: Sequence[SectionOutline]) -> SectionOutline | None:
    """Return the one section that takes up an answer, or None when no section does.

    A section that names the question comes first; then the one with the most exact clause, and of
    several the one that names it earliest. Clauses beside the first count only when it fits none.
    """
    named = [each for each in sections if given.key in each.questions]
    if named:
        return named[0]
    for asked in given.clauses:
        found = [
            (-len(clause), place, number)
            for number, section in enumerate(sections)
            for place, clause in enumerate(section.clauses)
            if covers(clause, asked)
        ]
        if found:
            return sections[min(found)[2]]
    return None


def placed(
    report: ReportOutline, collection: Collection, outline: Outline
) -> tuple[dict[str, tuple[Given, ...]], tuple[Given, ...]]:
    """Return the texts of each section by its id, and those that no section takes up.

    The lead's texts stand before those of supporting units, and both in the plan's order.
    """
    sections = tuple(report.walk())
    found: dict[str, list[Given]] = {each.id: [] for each in sections}
    homeless: list[Given] = []
    for given in texts_of(collection, outline):
        section = section_for(given, sections)
        (homeless if section is None else found[section.id]).append(given)
    ordered = {each.id: tuple(sorted(found[each.id], key=_lead_first(each))) for each in sections}
    return ordered, tuple(homeless)


def texts_of(collection: Collection, outline: Outline) -> Iterator[Given]:
    """Yield all texts given, unit by unit; no figures, and not who wrote or signed the report."""
    about = {asked.id for part in outline.parts if part.kind == "about" for asked in part.questions}
    figures = {row.id for row in outline.figures}
    for unit in collection.units:
        for given in unit.given:
            if given.value is None and given.key not in about and given.key not in figures:
                yield given


def _lead_first(section: SectionOutline) -> Callable[[Given], int]:
    named = (*section.units, *section.support)
    places = {unit: place for place, unit in enumerate(named)}
    return lambda given: places.get(given.unit, len(named) if section.units else 0)


@dataclass(frozen=True, slots=True)
class FigurePart:
    """One unit's share of a figure: this period's value, and the year's so far."""

    unit: str
    value: Decimal | None
    whole: Decimal | None


@dataclass(frozen=True, slots=True)
class FigureSum:
    """A figure of all its providers together: this period's value, the year's, and what lacks.

    `value` and `whole` are None when nobody gave one. `without` are units that owe the figure and
    gave none, `unread` those whose figure is no number. `last` is the period before; `before` is
    the year's value without this period.
    """

    row: FigureRow
    value: Decimal | None = None
    estimated: bool = False
    whole: Decimal | None = None
    whole_estimated: bool = False
    without: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    last: Decimal | None = None
    before: Decimal | None = None
    parts: tuple[FigurePart, ...] = ()


Figures = Mapping[str, FigureSum]


def figures_of(collection: Collection, outline: Outline) -> dict[str, FigureSum]:
    """Return every figure of the outline added up once, by its id."""
    return {row.id: _summed(row, collection) for row in outline.figures}


def _summed(row: FigureRow, collection: Collection) -> FigureSum:
    units = [
        each
        for each in collection.units
        if each.owes and (not row.providers or each.unit in row.providers)
    ]
    now = {each.unit: _answer(row, each) for each in units}
    wholes = {each.unit: total(row, _year_of(each, collection)) for each in units}
    before = [total(row, each.earlier) for each in units]
    quiet = {each.unit for each in units if each.standing == "nil" and row.adding == "sum"}
    whole_values = [each.value for each in wholes.values() if each is not None]
    return FigureSum(
        row=row,
        value=_sum(each.value for each in now.values()),
        estimated=any(each.estimated and each.value is not None for each in now.values()),
        whole=_sum(whole_values),
        whole_estimated=any(each.estimated for each in wholes.values() if each is not None),
        without=tuple(u for u, each in now.items() if each.value is None and u not in quiet),
        unread=tuple(u for u, each in now.items() if each.text.strip() and each.value is None),
        last=_sum(each.last.get(row.id, Answer()).value for each in units),
        before=_sum(each.value for each in before if each is not None),
        parts=tuple(FigurePart(unit, now[unit].value, _value(wholes[unit])) for unit in now),
    )


def _answer(row: FigureRow, unit: UnitMaterial) -> Answer:
    given = unit.answers.get(row.id)
    if given is None:
        return Answer()
    return Answer(given.text, None, given.value, estimated=given.estimated)


def _year_of(unit: UnitMaterial, collection: Collection) -> tuple[tuple[str, Answers], ...]:
    now = {
        each.key: Answer(each.text, each.state, each.value, estimated=each.estimated)
        for each in unit.given
    }
    return (*unit.earlier, (collection.period.id, now))


def _value(whole: Total | None) -> Decimal | None:
    return None if whole is None else whole.value


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [each for each in values if each is not None]
    return sum(known, Decimal(0)) if known else None


def rate(reached: Decimal | None, of: Decimal | None) -> Decimal | None:
    """Return one figure in per cent of another, to two digits; None when either is missing or 0."""
    if reached is None or not of:
        return None
    return (reached / of * HUNDRED).quantize(RATE_STEP, ROUND_HALF_UP)


def condensed(texts: Sequence[str], most: int) -> tuple[str, bool]:
    """Return one paragraph of at most `most` characters, and whether everything found room.

    Whole sentences only, the first of every text before the second of any, in the texts' order; a
    first sentence that is too long by itself stands whole.
    """
    parted = [_sentences(text) for text in texts if text.strip()]
    turns = range(max((len(each) for each in parted), default=0))
    chosen: set[tuple[int, int]] = set()
    room = most
    for turn in turns:
        for number, sentences in enumerate(parted):
            if turn < len(sentences) and (len(sentences[turn]) < room or not chosen):
                chosen.add((number, turn))
                room -= len(sentences[turn]) + 1
    kept = [parted[number][turn] for number, turn in sorted(chosen)]
    return " ".join(kept), len(chosen) == sum(len(each) for each in parted)


def _sentences(text: str) -> list[str]:
    """Part a text into sentences; a line without a stop gets one."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    stopped = (line if line[-1:] in ".!?" else f"{line.rstrip(';,')}." for line in lines if line)
    return [sentence for line in stopped for sentence in _parted(line)]


def _parted(line: str) -> list[str]:
    """Part a line at its stops; "v.v. các đơn vị" goes on, because no capital follows."""
    found: list[str] = []
    for part in STOP.split(line):
        if found and not part[:1].isupper():
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found
