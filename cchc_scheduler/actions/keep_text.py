"""Keep a text the coordinator wrote in place of a compiled one; nothing ever writes over it."""

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from cchc_scheduler.actions.compile_report import compile_as_given
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.kept_texts import sources_named
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.actions.read_way import TO_THE_CITY
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.kept_texts import passages_of, sources_in
from cchc_scheduler.core.reports import Compilation, OfficialReport, Passage, Section
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.store import audit, kept_texts

LONGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Editing:
    """A text for one section of a report: of one unit's passages, or (no unit) of all of it."""

    period: str
    section: str
    text: str
    by: str
    unit: str = ""
    report: str = TO_THE_CITY


def keep_text(room: DraftRoom, editing: Editing, now: datetime) -> int:
    """Keep a text in one transaction; return its number, or 0 when the newest is the same.

    Raises BadInput for a text that can't be kept, NotFound for a section or report that is none.
    """
    _check(editing)
    with room.db.work() as connection:
        desk = room.desk(connection, now)
        compilation = compile_as_given(desk, report_outlines(room.template_dirs), editing.period)
        section = _section(_report(compilation, editing.report), editing.section)
        return _keep(desk, editing, _replaced(desk, section, editing.unit))


def _check(editing: Editing) -> None:
    if not editing.by.strip() or not editing.text.strip():
        raise BadInput("A text needs its words and who wrote them.")
    if len(editing.text) > LONGEST:
        raise BadInput(f"A section's text may have at most {LONGEST} characters.")
    if marked_in([editing.text]) is not None:
        raise BadInput(
            "The text bears a marking of a state secret; it was not kept. "
            "Such a text has no place in this service."
        )


def _report(compilation: Compilation, key: str) -> OfficialReport:
    known = [each.key for each in compilation.reports if each.kind != "unit"]
    if key not in known:
        raise NotFound(f"There is no report {key}; there are: {', '.join(known)}.")
    return compilation.report(key)


def _section(report: OfficialReport, key: str) -> Section:
    sections = {each.key: each for each in report.sections}
    if key not in sections:
        close = get_close_matches(key, sections, 1)
        meant = f"; did you mean {close[0]}?" if close else "."
        raise NotFound(f"{report.key} has no section {key}{meant}")
    return sections[key]


def _replaced(desk: Desk, section: Section, unit: str) -> tuple[Passage, ...]:
    """Return what a text stands in the place of; a paragraph of several units is edited whole."""
    known = [each.id for each in desk.in_force.office.units]
    if unit and unit not in known:
        raise NotFound(f"There is no unit {unit}; there are: {', '.join(known)}.")
    joined = any(each.unit == unit for passage in section.passages for each in passage.also)
    if unit and joined:
        raise BadInput(f"Section {section.key} joins several units; edit it without a unit.")
    return passages_of(section, unit)


def _keep(desk: Desk, editing: Editing, replaced: tuple[Passage, ...]) -> int:
    over = sources_in(replaced)
    row: dict[str, Any] = {
        "period": editing.period,
        "report": editing.report,
        "section": editing.section,
        "unit": editing.unit,
        "text": editing.text.strip(),
        "edited_by": editing.by.strip(),
        "edited_at": desk.now,
        "sources": sources_named([each.submission for each in over]),
        "submission": over[0].submission if over else None,
        "version": over[0].version if over else None,
    }
    number = kept_texts.add(desk.connection, row)
    if number:
        where = {"report": editing.report, "section": editing.section, "unit": editing.unit}
        entry = (row["edited_by"], "text kept", f"report {editing.period}", where)
        audit.write(desk.connection, desk.now, [entry])
    return number
