"""Checks between figures: sums, parts, rates, jumps, estimates, and numbers in the text.

Each only warns, with one sentence; figures that are missing are never held against anything.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from cchc_scheduler.core.answers import NUMBER, read_number
from cchc_scheduler.core.compiling import HUNDRED, Figures, FigureSum, rate
from cchc_scheduler.core.report_outlines import FigureRule, ReportOutline
from cchc_scheduler.core.reports import Finding, OfficialReport, Section
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.report_words import per_cent
from cchc_scheduler.documents.vietnamese import listed, number_words

# A rate as stated and as computed may differ by rounding.
ROUNDING: Final = Decimal("0.1")
JUMP: Final = Decimal(30)
MOST_DECIMALS: Final = 4


def ruled(rules: Sequence[FigureRule], figures: Figures) -> Iterator[Finding]:
    """Yield what does not hold between figures by the annexes' rules."""
    for rule in rules:
        whole = figures.get(rule.whole)
        parts = [figures[each] for each in rule.parts if each in figures]
        if whole is None or len(parts) != len(rule.parts):
            continue
        if rule.rule == "sum":
            yield from _sum(whole, parts)
        elif rule.rule == "at-most":
            yield from (found for part in parts for found in _at_most(whole, part))
        else:
            yield from _rate(figures.get(rule.rate or ""), parts, whole)


def _sum(whole: FigureSum, parts: Sequence[FigureSum]) -> Iterator[Finding]:
    values = [each.value for each in parts if each.value is not None]
    if whole.value is None or len(values) != len(parts) or sum(values) == whole.value:
        return
    added = number_words(sum(values, Decimal(0)))
    told = (
        f"{whole.row.title} là {number_words(whole.value)}, các phần cộng lại là {added} "
        f"({listed([each.row.title for each in parts])})."
    )
    yield Finding("sum", whole.row.id, told)


def _at_most(whole: FigureSum, part: FigureSum) -> Iterator[Finding]:
    if whole.value is None or part.value is None or part.value <= whole.value:
        return
    told = (
        f"{part.row.title} ({number_words(part.value)}) lớn hơn {whole.row.title} "
        f"({number_words(whole.value)})."
    )
    yield Finding("part", part.row.id, told)


def _rate(
    stated: FigureSum | None, parts: Sequence[FigureSum], whole: FigureSum
) -> Iterator[Finding]:
    if stated is None or stated.value is None:
        return
    computed = rate(parts[0].value, whole.value)
    if computed is None or abs(computed - stated.value) <= ROUNDING:
        return
    told = (
        f"{stated.row.title} ghi {per_cent(stated.value)}%, tính lại từ số liệu là "
        f"{per_cent(computed)}%."
    )
    yield Finding("rate", stated.row.id, told)


def shrunk(figures: Figures) -> Iterator[Finding]:
    """Yield figures whose year so far is less than it was in the period before."""
    for each in figures.values():
        if each.row.adding != "sum" or each.whole is None or each.before is None:
            continue
        if each.whole < each.before:
            told = (
                f"{each.row.title}: lũy kế {number_words(each.whole)} nhỏ hơn lũy kế kỳ trước "
                f"{number_words(each.before)}."
            )
            yield Finding("cumulative", each.row.id, told)


def jumped(figures: Figures) -> Iterator[Finding]:
    """Yield figures that differ from the last period's by more than 30 per cent, to be asked."""
    for each in figures.values():
        if each.value is None or not each.last:
            continue
        change = abs(each.value - each.last) / each.last * HUNDRED
        if change > JUMP:
            told = (
                f"{each.row.title}: kỳ này {number_words(each.value)}, kỳ trước "
                f"{number_words(each.last)}, chênh trên 30%; đề nghị hỏi lại đơn vị."
            )
            yield Finding("change", each.row.id, told)


def estimated(figures: Figures) -> Iterator[Finding]:
    """Yield in one sentence the figures that are still estimates."""
    found = [each.row.title for each in figures.values() if each.estimated]
    if found:
        told = f"Còn {len(found):02} số liệu ước, chờ số chính thức: {listed(found)}."
        yield Finding("estimated", "", told)


def not_numbers(making: Making) -> Iterator[Finding]:
    """Yield figures that a unit wrote as words: they count as missing, and are quoted."""
    for figure in making.figures.values():
        for unit in making.units(figure.unread) if figure.unread else ():
            text = unit.answers[figure.row.id].text
            told = (
                f'{making.name(unit.unit)} ghi "{text}" tại {figure.row.title}: không phải số, '
                "chưa đưa vào tổng."
            )
            yield Finding("not-a-number", unit.unit, told)


def prose(outline: ReportOutline, report: OfficialReport, figures: Figures) -> Iterator[Finding]:
    """Yield numbers in units' words that no figure of the same measure in the annexes has."""
    asked = {each.id: each.figures for each in outline.walk()}
    for section in report.sections:
        named = [figures[each] for each in asked.get(section.key, ()) if each in figures]
        for measure in dict.fromkeys(each.row.measure for each in named):
            yield from _unmatched(section, measure, figures)


def _unmatched(section: Section, measure: str, figures: Figures) -> Iterator[Finding]:
    same = [each for each in figures.values() if each.row.measure == measure]
    known = {value for each in same for value in (each.value, each.whole, each.last)}
    known |= {part.value for each in same for part in each.parts}
    if known == {None}:
        return
    pattern = re.compile(rf"(?<![\w.,/])({NUMBER.pattern})\s*{re.escape(measure)}(?!\w)")
    given = (each for each in section.passages if each.kind in ("given", "edited"))
    found = [match[1] for each in given for match in pattern.finditer(each.text)]
    strange = [each for each in dict.fromkeys(found) if _number(each) not in known]
    if strange:
        said = listed([f"{each} {measure}" for each in strange])
        told = f"Mục {section.key}: lời văn nêu {said}, không khớp số liệu trong phụ lục."
        yield Finding("prose", section.key, told)


def _number(text: str) -> Decimal | None:
    return read_number(text, MOST_DECIMALS)
