"""Keep a text the coordinator wrote in place of a compiled one; nothing ever writes over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from sqlalchemy import Connection

from cchc_scheduler.actions.compile_report import compile_as_given
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.kept_texts import numbers_in, sources_named
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.actions.read_way import TO_THE_CITY
from cchc_scheduler.core.errors import BadInput, Conflict, NotFound
from cchc_scheduler.core.kept_texts import passages_of, sources_in
from cchc_scheduler.core.reports import Compilation, OfficialReport, Passage, Section
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.store import audit, kept_texts, obligations, submissions

LONGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Editing:
    """A text for one section of a report: of one unit's passages, or (no unit) of all of it.

    `after` is how many versions of the section's texts were there when somebody began to write, and
    `seen` the submissions they saw; None for one who writes over whatever is there.
    """

    period: str
    section: str
    text: str
    by: str
    unit: str = ""
    report: str = TO_THE_CITY
    after: int | None = None
    seen: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a report of a period."""

    period: str
    report: str
    section: str


def keep_text(room: DraftRoom, editing: Editing, now: datetime) -> int:
    """Keep a text in one transaction; return its number, or 0 when the newest is the same.

    Raises BadInput for a text that can't be kept, NotFound for a section or report that is none,
    Conflict when somebody else kept another text since `after`.
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


def back_to_compiled(room: DraftRoom, place: Place, by: str, now: datetime) -> bool:
    """Let what is compiled stand in a section again; False when it does already.

    What was edited is kept and can be taken up again.
    """
    with room.db.work() as connection:
        gone = _retire(connection, place, by, now)
        if gone:
            where = {"report": place.report, "section": place.section}
            entry = (by, "text taken back", f"report {place.period}", where)
            audit.write(connection, now, [entry])
        return bool(gone)


def _retire(connection: Connection, place: Place, by: str, now: datetime, but: str = "-") -> int:
    """End every text of a section, but for that of one place; return how many there were."""
    newest = {
        row["unit"]: row
        for row in kept_texts.of_section(connection, place.period, place.report, place.section)
    }
    standing = [row for row in newest.values() if row["text"] is not None and row["unit"] != but]
    for row in standing:
        ended = {"text": None, "sources": "", "submission": None, "version": None}
        told = {**row, **ended, "edited_by": by, "edited_at": now}
        told.pop("number")
        kept_texts.add(connection, told)
    return len(standing)


def _keep(desk: Desk, editing: Editing, replaced: tuple[Passage, ...]) -> int:
    row = _row(desk, editing, replaced)
    place = Place(editing.period, editing.report, editing.section)
    _check_nothing_since(desk, editing, row)
    number = kept_texts.add(desk.connection, row)
    if number:
        if not editing.unit:
            _retire(desk.connection, place, row["edited_by"], desk.now, but="")
        where = {"report": editing.report, "section": editing.section, "unit": editing.unit}
        entry = (row["edited_by"], "text kept", f"report {editing.period}", where)
        audit.write(desk.connection, desk.now, [entry])
    return number


def _check_nothing_since(desk: Desk, editing: Editing, row: Mapping[str, Any]) -> None:
    if editing.after is None:
        return
    newest = kept_texts.newest_at(desk.connection, row)
    same = newest is not None and newest["text"] == row["text"]
    known = kept_texts.of_section(desk.connection, editing.period, editing.report, editing.section)
    if len(known) != editing.after and not same:
        raise Conflict(f"Section {editing.section} was edited by somebody else meanwhile.")


def _row(desk: Desk, editing: Editing, replaced: tuple[Passage, ...]) -> dict[str, Any]:
    """Return the row; a text names what it and the texts before it were written over.

    So it is erased with each of them.
    """
    place: dict[str, Any] = {
        "period": editing.period,
        "report": editing.report,
        "section": editing.section,
        "unit": editing.unit,
    }
    over = [each.submission for each in sources_in(replaced)]
    if editing.seen is not None:
        over = [each for each in editing.seen if _is_of(desk, each, editing.period)]
    before = kept_texts.of_section(desk.connection, *list(place.values())[:3])
    over += [number for row in before for number in numbers_in(row["sources"])]
    over = list(dict.fromkeys(over))
    first = submissions.find(desk.connection, over[0]) if over else None
    return {
        **place,
        "text": editing.text.strip(),
        "edited_by": editing.by.strip(),
        "edited_at": desk.now,
        "sources": sources_named(over),
        "submission": first["id"] if first else None,
        "version": first["version"] if first else None,
    }


def _is_of(desk: Desk, number: int, period: str) -> bool:
    """Tell whether a submission is one of the period."""
    row = submissions.find(desk.connection, number)
    owed = obligations.one(desk.connection, row["obligation"]) if row else None
    return owed is not None and owed["period"] == period
