"""Keep a compiled draft: its numbers, the submissions it was made from, and what it said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.kept_texts import sources_named
from cchc_scheduler.actions.letter_facts import counted
from cchc_scheduler.core.kept_texts import sources_in
from cchc_scheduler.core.reports import Compilation, OfficialReport, Passage, Section
from cchc_scheduler.store import audit, compilations, obligations, submissions
from cchc_scheduler.words import CompilationCause

REHEARSAL: Final = "rehearsal"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft to be kept: of which group (`bao-cao-quy/2025-Q3`), for what cause, by whom.

    `asked` tells apart those that a person asked for.
    """

    group: str
    cause: CompilationCause
    by: str = "service"
    asked: str = ""

    @property
    def period(self) -> str:
        """The period the draft is of."""
        return self.group.split("/")[1]


@dataclass(frozen=True, slots=True)
class Said:
    """What one unit's passages of one section say; no unit for the program's own words."""

    section: str
    title: str
    unit: str
    kind: str
    text: str
    submissions: tuple[int, ...]
    version: int | None


def keep_draft(desk: Desk, compilation: Compilation | None, wanted: Wanted) -> int:
    """Keep a draft with its audit row; return its number, or 0 if its key is known.

    `compilation` is None when nothing could be compiled: then only the numbers are kept.
    """
    told = counted(desk, wanted.group)
    row = {
        "period": wanted.period,
        "cause": wanted.cause,
        "asked": key_of(desk, wanted.asked),
        "made_at": desk.now,
        "made_by": wanted.by,
        "expected": told.expected,
        "received": told.received,
        "on_time": told.on_time,
        "findings": len(compilation.findings) if compilation else None,
    }
    sources = [
        {"submission": each["id"], "version": each["version"]}
        for each in usable_in(desk, wanted.group)
    ]
    number = compilations.add(desk.connection, row, sources, _passages(compilation))
    if number:
        detail = {"draft": number, "cause": wanted.cause, "received": told.received}
        entry = (wanted.by, "compiled", f"report {wanted.period}", detail)
        audit.write(desk.connection, desk.now, [entry])
    return number


def key_of(desk: Desk, asked: str = "") -> str:
    """Return what tells drafts of one cause apart: a rehearsed one never stands for the real."""
    return f"{REHEARSAL} {asked}".strip() if desk.in_force.rehearsal else asked


def usable_in(desk: Desk, group: str) -> list[RowMapping]:
    """Return everything handed in for a group that was not returned as unusable, by number."""
    found = [
        row
        for owed in obligations.in_group(desk.connection, group)
        for row in submissions.of_obligation(desk.connection, owed["id"])
        if row["usable"]
    ]
    return sorted(found, key=lambda row: int(row["id"]))


def said_in(report: OfficialReport) -> list[Said]:
    """Return what a report says, section by section and in it unit by unit."""
    return [said for section in report.sections for said in _said(section)]


def _said(section: Section) -> Iterator[Said]:
    units: dict[str, list[Passage]] = {}
    for passage in section.passages:
        units.setdefault(passage.source.unit if passage.source else "", []).append(passage)
    for unit, passages in units.items():
        sources = sources_in(passages)
        yield Said(
            section.key,
            f"{section.key}. {section.title}",
            unit,
            passages[0].kind,
            "\n".join(each.text for each in passages),
            tuple(sorted({each.submission for each in sources})),
            sources[0].version if sources else None,
        )


def _passages(compilation: Compilation | None) -> Sequence[dict[str, Any]]:
    """Return the rows of everything that leaves the office; a unit's own report is its own."""
    reports = compilation.reports if compilation else ()
    return [
        {
            "report": report.key,
            "section": said.section,
            "unit": said.unit,
            "place": place,
            "title": said.title,
            "text": said.text,
            "kind": said.kind,
            "sources": sources_named(said.submissions),
            "submission": said.submissions[0] if said.submissions else None,
            "version": said.version,
        }
        for report in reports
        if report.kind != "unit"
        for place, said in enumerate(said_in(report))
    ]
