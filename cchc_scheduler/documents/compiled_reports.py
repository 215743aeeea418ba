"""All reports of one period out of one collection: units' own, upward, to the Party, internal."""

from collections.abc import Iterator
from dataclasses import replace

from cchc_scheduler.core.report_outlines import ReportOutline, sections_within
from cchc_scheduler.core.reports import (
    Compilation,
    Finding,
    Letterhead,
    OfficialReport,
    Signature,
)
from cchc_scheduler.documents.annex_tables import annexes_of
from cchc_scheduler.documents.report_letterhead import letterhead_of
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.report_sections import sections_of
from cchc_scheduler.documents.report_words import filled, period_words
from cchc_scheduler.documents.unit_paper import unit_papers


def compiled(made: Making) -> Compilation:
    """Return everything compiled for the period, with what came up while it was made.

    `checked` (report_checks) looks at it afterwards, when edited texts stand in their places.
    """
    collection, reports = made.collection, list(unit_papers(made))
    findings = list(collection.findings)
    for outline in made.outlines.reports:
        report, found = _report(outline, made)
        reports.append(report)
        findings += found
    owing = [each for each in collection.units if each.owes]
    missing = tuple(each.unit for each in owing if each.standing == "none")
    return Compilation(
        period=collection.period.id,
        period_words=period_words(collection),
        made_at=collection.made_at,
        reports=tuple(reports),
        findings=tuple(dict.fromkeys(findings)),
        expected=len(owing),
        received=len(owing) - len(missing),
        on_time=sum(each.by_plan is True for each in collection.hand_ins),
        missing=missing,
    )


def _report(outline: ReportOutline, made: Making) -> tuple[OfficialReport, tuple[Finding, ...]]:
    standing = sections_within(outline.sections, ends_year=made.collection.year_too)
    sections, findings = sections_of(replace(outline, sections=standing), made)
    annexes = annexes_of(outline, made)
    title = outline.year_title if made.collection.year_too else outline.title
    report = OfficialReport(
        key=outline.id,
        kind=outline.kind,
        period=made.collection.period.id,
        title=filled(title, made.words),
        letterhead=_letterhead(outline, made),
        addressees=outline.addressees,
        basis=tuple(filled(each, made.words) for each in outline.basis),
        opening=tuple(_opening(outline, made)),
        sections=sections,
        annexes=annexes,
        recipients=outline.recipients,
        signature=Signature(outline.signature),
    )
    return report, findings


def _letterhead(outline: ReportOutline, made: Making) -> Letterhead:
    collection = made.collection
    unit = collection.office.coordinator.name if outline.speaker == "coordinator" else None
    return letterhead_of(collection.office, unit, outline.symbol, collection.period.year)


def _opening(outline: ReportOutline, made: Making) -> Iterator[str]:
    """Yield the opening's sentences; that on estimates only where one is among the figures."""
    period, year_too = made.collection.period, made.collection.year_too
    for sentence in outline.opening:
        if sentence.holds(period.year, ends_year=year_too):
            yield filled(sentence.text, made.words)
    estimated = any(each.estimated for each in made.figures.values())
    if outline.estimates and estimated:
        yield filled(outline.estimates, made.words)
