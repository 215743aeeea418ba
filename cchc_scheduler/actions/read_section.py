"""Read one section of a compiled report as its page shows it. Writes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from cchc_scheduler.actions.compile_report import compile_both
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.kept_texts import kept_of
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.kept_texts import laid_over, passages_of, sources_in
from cchc_scheduler.core.report_outlines import ReportOutlines
from cchc_scheduler.core.reports import (
    Annex,
    Compilation,
    OfficialReport,
    Passage,
    Section,
    Source,
)
from cchc_scheduler.core.taking_up import taken_up
from cchc_scheduler.core.text_changes import changes
from cchc_scheduler.documents.section_page import (
    Edit,
    Given,
    Neighbour,
    NewerShown,
    SectionPage,
    SourceShown,
)
from cchc_scheduler.documents.vietnamese import clause_words
from cchc_scheduler.store import kept_texts


@dataclass(frozen=True, slots=True)
class Both:
    """A report as units gave it, and as it stands with what a person edited."""

    desk: Desk
    given: Compilation
    laid: Compilation
    outlines: ReportOutlines
    key: str

    @property
    def report(self) -> OfficialReport:
        """The report as it stands."""
        return self.laid.report(self.key)


def read_section(room: DraftRoom, desk: Desk, period: str, report: str, key: str) -> SectionPage:
    """Return the page of a section; NotFound when there is no such period, report or section."""
    both = _both(room, desk, period, report)
    sections = both.report.sections
    place = next((n for n, each in enumerate(sections) if each.key == key), None)
    if place is None:
        raise NotFound(f"{report} has no section {key}.")
    standing, given = sections[place], both.given.report(report).sections[place]
    rows = kept_texts.of_section(desk.connection, period, report, key)
    text = "\n".join(each.text for each in standing.passages)
    return SectionPage(
        period=period,
        period_words=both.laid.period_words,
        report=report,
        report_title=both.report.title,
        key=key,
        number=standing.number,
        title=standing.title,
        clauses=tuple(map(clause_words, standing.clauses)),
        given=tuple(_given(desk, given.passages)),
        text=text,
        edited=any(each.kind == "edited" for each in standing.passages),
        sources=tuple(_source(desk, each) for each in sources_in(standing.passages)),
        newer=tuple(_newer(both, key, text)),
        history=tuple(_history(rows)),
        edits=len(rows),
        seen=tuple(each.submission for each in sources_in(standing.passages)),
        findings=tuple(each.text for each in both.laid.findings if each.where == key),
        annexes=_annexes(both, key),
        before=_neighbour(sections, place - 1),
        behind=_neighbour(sections, place + 1),
        place=place + 1,
        of=len(sections),
    )


def read_annex(room: DraftRoom, desk: Desk, place: tuple[str, str, str]) -> tuple[str, Annex]:
    """Return the period in words and an annex of a report as it stands; NotFound for none."""
    period, report, key = place
    both = _both(room, desk, period, report)
    found = next((each for each in both.report.annexes if each.key == key), None)
    if found is None:
        raise NotFound(f"{report} has no annex {key}.")
    return both.laid.period_words, found


def _both(room: DraftRoom, desk: Desk, period: str, report: str) -> Both:
    outlines = report_outlines(room.template_dirs)
    given, laid = compile_both(desk, outlines, period)
    if report not in {each.key for each in laid.reports if each.kind != "unit"}:
        raise NotFound(f"There is no report {report}.")
    return Both(desk, given, laid, outlines, report)


def _given(desk: Desk, passages: Iterable[Passage]) -> Iterator[Given]:
    """Yield what units sent, one after the other, as the section takes it up."""
    run: list[Passage] = []
    for passage in passages:
        if run and (_unit(run[0]), run[0].kind) != (_unit(passage), passage.kind):
            yield _one_given(desk, run)
            run = []
        run.append(passage)
    if run:
        yield _one_given(desk, run)


def _unit(passage: Passage) -> str:
    return passage.source.unit if passage.source else ""


def _one_given(desk: Desk, run: Sequence[Passage]) -> Given:
    unit = _unit(run[0])
    return Given(
        unit=desk.in_force.office.unit(unit).name if unit else "",
        kind=run[0].kind,
        text="\n".join(each.text for each in run),
        sources=tuple(_source(desk, each) for each in sources_in(run)),
    )


def _source(desk: Desk, source: Source) -> SourceShown:
    unit = desk.in_force.office.unit(source.unit).name
    return SourceShown(unit, source.submission, source.version, source.received_at)


def _newer(both: Both, key: str, text: str) -> Iterator[NewerShown]:
    """Yield what came after the text was edited, each version once."""
    desk, told = both.desk, set()
    kept = kept_of(desk.connection, both.laid.period)
    for newer in laid_over(both.given, kept).newer:
        source = newer.source
        if (newer.report, newer.section.key) != (both.key, key) or source.submission in told:
            continue
        told.add(source.submission)
        coming = [each.text for each in passages_of(newer.section, source.unit)]
        name = desk.in_force.office.unit(source.unit).name
        after = taken_up(text, coming, name)
        yield NewerShown(_source(desk, source), changes(text, after), after)


def _history(rows: Sequence[RowMapping]) -> Iterator[Edit]:
    """Yield every version kept, the newest first, each with what it changed."""
    before: dict[str, str] = {}
    found: list[Edit] = []
    last = {row["unit"]: row["number"] for row in rows}
    for row in rows:
        text, old = row["text"], before.get(row["unit"])
        found.append(_edit(row, old, standing=last[row["unit"]] == row["number"] and bool(text)))
        before[row["unit"]] = text or ""
    yield from reversed(found)


def _edit(row: RowMapping, old: str | None, *, standing: bool) -> Edit:
    text: Any = row["text"]
    return Edit(
        unit=row["unit"],
        number=row["number"],
        by=row["edited_by"],
        at=row["edited_at"],
        text=text,
        pieces=changes(old, text) if text and old else (),
        erased=text is None and bool(row["sources"]),
        standing=standing,
    )


def _annexes(both: Both, key: str) -> tuple[Annex, ...]:
    outline = next((each for each in both.outlines.reports if each.id == both.key), None)
    named = next((each.annexes for each in outline.walk() if each.id == key), ()) if outline else ()
    return tuple(each for each in both.report.annexes if each.key in named)


def _neighbour(sections: Sequence[Section], place: int) -> Neighbour | None:
    if not 0 <= place < len(sections):
        return None
    return Neighbour(sections[place].key, f"{sections[place].key}. {sections[place].title}")
