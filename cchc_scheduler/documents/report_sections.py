"""The sections of a compiled report: units' words under their headings, and what is missing."""

from collections.abc import Iterator, Sequence
from typing import Final

from cchc_scheduler.core.collected import Given, UnitMaterial
from cchc_scheduler.core.compiling import condensed, placed
from cchc_scheduler.core.report_outlines import ReportOutline, SectionOutline
from cchc_scheduler.core.reports import Finding, Passage, PassageKind, Section
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.report_targets import target_passages
from cchc_scheduler.documents.report_words import (
    figure_sentence,
    filled,
    left_empty,
    not_read,
    nothing_came,
    to_write,
)
from cchc_scheduler.documents.vietnamese import clause_words, listed, roman, sentence_case

# Letters of the Vietnamese alphabet as points are counted in it (Decree 30/2020).
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
# Characters in a line of an A4 page in 14 pt Times New Roman between the margins of Decree 30.
LINE_LENGTH: Final = 80


def sections_of(
    report: ReportOutline, making: Making
) -> tuple[tuple[Section, ...], tuple[Finding, ...]]:
    """Return the report's sections in order, and what a person should know about their making."""
    texts, homeless = placed(report, making.collection, making.outlines.unit)
    findings = [
        Finding("unplaced", report.id, _unplaced(making, each))
        for each in homeless
        if report.sections and not report.leaves(each.key, each.clauses)
    ]
    sections: list[Section] = []
    for number, level, outline in numbered(report.sections):
        given = [each for each in texts[outline.id] if not report.leaves(each.key, each.clauses)]
        passages = tuple(_passages(report, outline, given, making))
        title = filled(outline.title, making.words)
        if outline.most_lines is not None:
            passages, whole = _one_paragraph(passages, outline.most_lines)
            findings += (
                [] if whole else [Finding("shortened", outline.id, _shortened(outline, report))]
            )
        sections.append(Section(outline.id, number, level, title, outline.clauses, passages))
    return tuple(sections), tuple(findings)


def numbered(
    sections: Sequence[SectionOutline], level: int = 1
) -> Iterator[tuple[str, int, SectionOutline]]:
    """Yield each section with its number and level: I. then 1. then a), in the order of reading."""
    for place, section in enumerate(sections, start=1):
        yield section.number or _sign(place, level), level, section
        yield from numbered(section.sections, level + 1)


def _sign(place: int, level: int) -> str:
    if level == 1:
        return f"{roman(place)}."
    return f"{place}." if level == 2 else f"{LETTERS[(place - 1) % len(LETTERS)]})"  # noqa: PLR2004


def _passages(
    report: ReportOutline, section: SectionOutline, given: Sequence[Given], making: Making
) -> Iterator[Passage]:
    period, year_too = making.collection.period, making.collection.year_too
    for sentence in section.sentences:
        if sentence.holds(period.year, ends_year=year_too):
            yield Passage(filled(sentence.text, making.words), "written")
    if section.kind == "targets":
        yield from target_passages(report, making)
    for one in given:
        yield from _texts(section, one, making)
    if section.kind != "answers":
        return
    if section.most_lines is None:
        yield from _figures(section, report, making)
    yield from _lacking(section, given, making)


def _texts(section: SectionOutline, given: Given, making: Making) -> Iterator[Passage]:
    """Yield an answer line by line; several units' words are told apart by their names."""
    lines = [" ".join(line.split()) for line in given.text.splitlines() if line.strip()]
    before = _speaker(section, given, making)
    if not lines and given.state is not None:
        state = making.states.get(given.state)
        words = state.text.lower() if state else given.state
        cited = sentence_case(clause_words(given.clauses[0]))
        yield Passage(f"{before}{cited}: {words}.", "written", given.source)
    for line in lines:
        yield Passage(f"{before}{line}", "given", given.source)


def _speaker(section: SectionOutline, given: Given, making: Making) -> str:
    leads = [each.unit for each in making.providers(section)] if section.units else []
    if leads == [given.unit] or section.most_lines is not None:
        return ""
    share = " (phối hợp)" if leads and given.unit not in leads else ""
    return f"{making.name(given.unit)}{share}: "


def _figures(section: SectionOutline, report: ReportOutline, making: Making) -> Iterator[Passage]:
    """Yield one sentence with the section's figures, and the annexes that tell more."""
    known = (making.figure(each) for each in section.figures)
    said = [text for each in known if each and (text := figure_sentence(each))]
    places = {each.id: each.number for each in making.outlines.annexes_of(report)}
    named = [f"Phụ lục {places[each]}" for each in section.annexes if each in places]
    where = f" ({listed(named)})" if named else ""
    if said:
        yield Passage(f"Số liệu trong kỳ: {'; '.join(said)}{where}.", "written")


def _lacking(section: SectionOutline, given: Sequence[Given], making: Making) -> Iterator[Passage]:
    """Yield what is missing: of each unit that provides the section, or of all in one note."""
    silent = [each for each in making.providers(section) if each.unit not in _speaking(given)]
    absent = [each.unit for each in silent if each.standing == "none"]
    if absent:
        yield Passage(nothing_came(making.names(absent)), "missing")
    for unit in silent:
        if section.units or not given:
            yield from _note(section, unit, making, all_nil=_answered_nil(silent))
    if section.prompt and not given and not _answered_nil(silent):
        yield Passage(to_write(section.prompt), "missing")


def _note(
    section: SectionOutline, unit: UnitMaterial, making: Making, *, all_nil: bool
) -> Iterator[Passage]:
    name = making.name(unit.unit)
    if unit.standing == "nil" and (all_nil or (section.units and section.most_lines is None)):
        yield Passage(f"{name}: {_stopped(unit.note)}", "given", unit.source)
    elif unit.standing == "unread":
        clauses = making.asked(unit.unit, section.clauses) or section.clauses[:1]
        yield Passage(not_read(name, unit, clauses), "missing", unit.source)
    elif unit.standing == "form" and section.units:
        clauses = making.asked(unit.unit, section.clauses)
        if clauses:
            yield Passage(left_empty(name, clauses), "missing", unit.source)


def _speaking(given: Sequence[Given]) -> set[str]:
    return {each.unit for each in given}


def _answered_nil(silent: Sequence[UnitMaterial]) -> bool:
    return bool(silent) and all(each.standing == "nil" for each in silent)


def _stopped(text: str) -> str:
    line = " ".join(text.split())
    return line if line[-1:] in ".!?" else f"{line}."


def _one_paragraph(passages: Sequence[Passage], lines: int) -> tuple[tuple[Passage, ...], bool]:
    """Return what was said as one paragraph, what is missing after it, and whether all fits."""
    said = [each for each in passages if each.kind != "missing"]
    missing = tuple(each for each in passages if each.kind == "missing")
    if not said:
        return missing, True
    text, whole = condensed([each.text for each in said], lines * LINE_LENGTH)
    sources = tuple(dict.fromkeys(each.source for each in said if each.source is not None))
    first = sources[0] if sources else None
    kind: PassageKind = "given" if any(each.kind == "given" for each in said) else "written"
    return (Passage(text, kind, first, sources[1:]), *missing), whole


def _unplaced(making: Making, given: Given) -> str:
    return (
        f"{making.name(given.unit)} có nội dung theo {clause_words(given.clauses[0])} mà đề cương "
        "không có mục nào nhận; đề nghị xem và đưa vào mục phù hợp."
    )


def _shortened(section: SectionOutline, report: ReportOutline) -> str:
    return (
        f'Báo cáo gửi {listed(report.addressees)}, mục "{section.title}": chỉ giữ các câu đầu cho '
        f"vừa {section.most_lines} dòng; đề nghị đọc lại và rút gọn nếu cần nội dung khác."
    )
