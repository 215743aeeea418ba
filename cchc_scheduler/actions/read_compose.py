"""Read the overview of a period's reports being written: what is to do first. Writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_papers import draft_apology
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.kept_texts import NEWER, kept_of
from cchc_scheduler.actions.read_draft import Opened, read_draft
from cchc_scheduler.actions.read_way import newest_groups
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.reports import Finding, OfficialReport, Section
from cchc_scheduler.documents.section_page import Doing, SectionLine
from cchc_scheduler.documents.vietnamese import short_period
from cchc_scheduler.store import matters, obligations, submissions


@dataclass(frozen=True, slots=True)
class FindingShown:
    """Something to look at, and the section, the annex or nothing it leads to."""

    text: str
    section: str = ""
    annex: str = ""


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """One report that leaves the office, and whether it is the one shown."""

    key: str
    title: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Sorry:
    """A unit to whom an apology may be written: its id and name."""

    unit: str
    name: str


@dataclass(frozen=True, slots=True)
class ComposePage:
    """The overview of one report of a period; `papers` are those that may be written now."""

    opened: Opened
    period: str
    periods: tuple[tuple[str, str], ...]
    reports: tuple[ReportChoice, ...]
    report: OfficialReport
    sections: tuple[SectionLine, ...]
    findings: tuple[FindingShown, ...]
    papers: tuple[str, ...]
    sorry: tuple[Sorry, ...]
    made_at: datetime


def periods_of(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the periods with reports that have begun, the newest first, with their words."""
    begun = {group.split("/")[1] for group in _cycles(desk)}
    ordered = sorted((period_named(each) for each in begun), key=lambda each: each.last_day)
    return tuple((each.id, short_period(each)) for each in reversed(ordered))


def newest_period(desk: Desk) -> str | None:
    """Return the period being written: the newest that has begun, None before the first."""
    found = periods_of(desk)
    return found[0][0] if found and newest_groups(desk) else None


def read_compose(room: DraftRoom, desk: Desk, period: str, asked: str = "") -> ComposePage:
    """Return the overview; the report to the city unless another is asked for.

    Raises BadInput when outlines have faults, NotFound when nothing is owed for the period.
    """
    opened = read_draft(room, desk, period)
    leaving = [each for each in opened.material.compilation.reports if each.kind != "unit"]
    prosaic = [each for each in leaving if each.sections]
    report = next((each for each in prosaic if each.key == asked), None) or _first(prosaic)
    newer = _newer_in(desk, opened, report)
    made = opened.material.compilation
    return ComposePage(
        opened=opened,
        period=period,
        periods=periods_of(desk),
        reports=tuple(
            ReportChoice(each.key, ", ".join(each.addressees) or each.title, each is report)
            for each in prosaic
        ),
        report=report,
        sections=tuple(_line(each, newer, made.findings) for each in report.sections),
        findings=tuple(_finding(each, report) for each in made.findings),
        papers=tuple(_papers(desk, opened)),
        sorry=tuple(_sorry(desk, period)),
        made_at=made.made_at,
    )


def _cycles(desk: Desk) -> list[str]:
    begun = obligations.begun_groups(desk.connection)
    return [each for each in begun if desk.in_force.cycle(each.split("/")[0]) is not None]


def _first(reports: list[OfficialReport]) -> OfficialReport:
    upward = [each for each in reports if each.kind == "upward"]
    found = next(iter((*upward, *reports)), None)
    if found is None:
        raise NotFound("No outline makes a report; there is nothing to write.")
    return found


def _newer_in(desk: Desk, opened: Opened, report: OfficialReport) -> set[str]:
    """Return the sections of a report whose edited text is older than what units sent."""
    found = {each.where for each in opened.material.compilation.findings if each.check == NEWER}
    mine = kept_of(desk.connection, report.period)
    return found & {each.section for each in mine if each.report == report.key}


def _line(section: Section, newer: set[str], findings: tuple[Finding, ...]) -> SectionLine:
    told = [each for each in findings if each.where == section.key and each.check != NEWER]
    return SectionLine(
        key=section.key,
        number=section.number,
        level=section.level,
        title=section.title,
        doing=_doing(section, newer, looked=not told),
        findings=len(told),
    )


def _doing(section: Section, newer: set[str], *, looked: bool) -> Doing:
    kinds = {each.kind for each in section.passages}
    if section.key in newer:
        return "newer"
    if "missing" in kinds:
        return "missing"
    if not looked:
        return "look"
    for kind in ("edited", "given", "written"):
        if kind in kinds:
            return kind
    return "empty"


def _finding(finding: Finding, report: OfficialReport) -> FindingShown:
    sections = {each.key for each in report.sections}
    annexes = {each.key for each in report.annexes}
    return FindingShown(
        finding.text,
        section=finding.where if finding.where in sections else "",
        annex=finding.where if finding.where in annexes else "",
    )


def _papers(desk: Desk, opened: Opened) -> Iterator[str]:
    if opened.page.missing:
        yield "don-doc-a"
        yield "don-doc-b"
    else:
        yield "cam-on"
    yield "phieu-trinh"
    if any(each["kind"] == "plan-change" for each in matters.every(desk.connection)):
        yield "to-trinh"


def _sorry(desk: Desk, period: str) -> Iterator[Sorry]:
    """Yield the units whose report had come when they were written to about it."""
    rows = [row for row in obligations.every(desk.connection) if row["period"] == period]
    told = submissions.standing(desk.connection, [row["id"] for row in rows])
    for row in rows:
        known = told[row["id"]]
        if not known["told_late"] or not known["last"] or not desk.in_force.cycle(row["task"]):
            continue
        try:
            paper = draft_apology(desk, period, row["unit"])
        except (BadInput, NotFound):
            continue
        if paper.mistake is not None and paper.mistake.letter_day is not None:
            yield Sorry(row["unit"], paper.mistake.unit)
