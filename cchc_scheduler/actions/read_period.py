"""Read reporting periods: which there are, and who owes what in one and how it stands."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.close_period import CLOSED, reports_of, subject_of
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About
from cchc_scheduler.actions.period_board import board_of
from cchc_scheduler.actions.period_days import timeline_of
from cchc_scheduler.actions.period_names import UnitNames, names_in
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.facts import PageRow
from cchc_scheduler.documents.period_facts import (
    Cell,
    ClosedNote,
    PeriodItem,
    PeriodLine,
    PeriodShown,
    Tally,
    UnitRow,
)
from cchc_scheduler.documents.vietnamese import clause_words, long_period, sentence_case
from cchc_scheduler.store import audit, deadlines, obligations, submissions
from cchc_scheduler.words import DeadlineReason

AGREED: Final[tuple[DeadlineReason, ...]] = ("later-day", "extension")
CAME: Final = ("submitted", "accepted")


def read_periods(desk: Desk) -> tuple[PeriodLine, ...]:
    """Return the periods of reports that have begun, the newest first."""
    found: list[PeriodLine] = []
    for period in obligations.periods(desk.connection):
        rows = reports_of(desk.connection, desk.in_force, period)
        if rows:
            last_day = period_named(period).last_day
            cells = _cells(desk, rows, names_in(desk, period), for_leaders=False)
            tally = _tally([row for row in rows if row["task"] == rows[0]["task"]], cells)
            closed = closed_note(desk, period, rows)
            found.append(PeriodLine(period, _name(desk, period, rows), last_day, tally, closed))
    return tuple(sorted(found, key=lambda line: line.last_day, reverse=True))


def read_period(desk: Desk, period: str, *, for_leaders: bool) -> PeriodShown:
    """Return one period; a leader sees a late unit by name once its head was told.

    Raises NotFound when nothing is owed in a period of that name.
    """
    rows = owed_in_period(desk, period)
    names = names_in(desk, period)
    cells = _cells(desk, rows, names, for_leaders=for_leaders)
    items = _items(desk, rows, cells)
    reports = reports_of(desk.connection, desk.in_force, period)
    return PeriodShown(
        period=period,
        name=_name(desk, period, reports or rows),
        items=items,
        rows=_rows(cells, items, names),
        closed=closed_note(desk, period, reports),
        timeline=timeline_of(desk, reports, names),
    )


def owed_in_period(desk: Desk, period: str) -> list[RowMapping]:
    """Return what is owed in a period, but what was cancelled; NotFound when that is nothing."""
    found = obligations.in_period(desk.connection, period)
    rows = [row for row in found if row["state"] != "cancelled"]
    if not rows:
        raise NotFound(f"Nothing is owed in {period!r}.")
    return rows


def closed_note(desk: Desk, period: str, reports: Sequence[RowMapping]) -> ClosedNote | None:
    """Return who closed a period and why; None while anything of it is open."""
    moments = [row["closed_at"] for row in reports]
    if not moments or None in moments:
        return None
    entry = audit.latest(desk.connection, subject_of(period), (CLOSED,))
    reason = json.loads(entry["detail"])["reason"] if entry else ""
    return ClosedNote(max(moments), entry["actor"] if entry else "", reason)


def _name(desk: Desk, period: str, rows: Sequence[RowMapping]) -> str:
    cycle = desk.in_force.cycle(rows[0]["task"])
    return long_period(period_named(period), with_year=bool(cycle and cycle.with_year))


def _cells(
    desk: Desk, rows: Sequence[RowMapping], names: UnitNames, *, for_leaders: bool
) -> dict[str, Cell]:
    """Return the cell of each obligation, by its id."""
    ids = [row["id"] for row in rows]
    versions = deadlines.all_versions(desk.connection, ids)
    came = submissions.of_obligations(desk.connection, ids)
    return {
        about.row["id"]: _cell(
            names.name(about.row["unit"]),
            (about, row),
            versions[about.row["id"]],
            came.get(about.row["id"], []),
        )
        for about, row in board_of(desk, rows, for_leaders=for_leaders)
    }


def _cell(
    unit_name: str,
    told: tuple[About, PageRow],
    versions: Sequence[Deadline],
    came: Sequence[RowMapping],
) -> Cell:
    about, shown = told
    row = about.row
    judged = timeliness(row["first_complete_at"], versions)
    agreed = [each.days.last_day for each in versions if each.reason in AGREED]
    usable = [each for each in came if each["usable"]]
    texts = [each["handed_in_at"] for each in usable if each["kind"] != "elsewhere"]
    papers = [each for each in usable if each["number"] is not None]
    return Cell(
        obligation=row["id"],
        task=row["task"],
        unit=row["unit"],
        unit_name=unit_name,
        state=shown.state,
        tone=shown.tone,
        plan_day=about.plan_deadline.days.last_day,
        agreed_day=agreed[-1] if agreed else None,
        received_at=row["first_complete_at"],
        by_plan=judged.by_plan,
        by_agreed=judged.in_force,
        text_at=min(texts, default=None),
        paper_number=papers[-1]["number"] if papers else None,
        paper_day=papers[-1]["document_day"] if papers else None,
    )


def _items(
    desk: Desk, rows: Sequence[RowMapping], cells: Mapping[str, Cell]
) -> tuple[PeriodItem, ...]:
    """Return what is owed, reports before tasks, each with its numbers."""
    by_task: dict[str, list[RowMapping]] = defaultdict(list)
    for row in rows:
        by_task[row["task"]].append(row)
    items = [_item(desk, members, cells) for members in by_task.values()]
    return tuple(sorted(items, key=lambda each: (not each.periodic, each.clause, each.task)))


def _item(desk: Desk, rows: Sequence[RowMapping], cells: Mapping[str, Cell]) -> PeriodItem:
    first = rows[0]
    return PeriodItem(
        task=first["task"],
        title=sentence_case(str(first["title"]).rstrip(".;")),
        clause=clause_words(first["clause"]),
        periodic=desk.in_force.cycle(first["task"]) is not None,
        tally=_tally(rows, cells),
    )


def _tally(rows: Sequence[RowMapping], cells: Mapping[str, Cell]) -> Tally:
    owed = [row for row in rows if row["state"] != "waived"]
    of = [cells[row["id"]] for row in owed]
    came = [row for row in owed if row["first_complete_at"] or row["state"] in CAME]
    return Tally(
        expected=len(owed),
        received=len(came),
        by_plan=sum(cell.by_plan is True for cell in of),
        by_agreed=sum(cell.by_agreed is True for cell in of),
        completing=sum(row["state"] == "returned" for row in owed),
        missing=len(owed) - len(came),
        texts=sum(cell.text_at is not None for cell in of),
        papers=sum(cell.paper_number is not None for cell in of),
    )


def _rows(
    cells: Mapping[str, Cell], items: Sequence[PeriodItem], names: UnitNames
) -> tuple[UnitRow, ...]:
    known = {(cell.unit, cell.task): cell for cell in cells.values()}
    units = sorted({cell.unit for cell in cells.values()}, key=names.place)
    return tuple(
        UnitRow(unit, names.name(unit), tuple(known.get((unit, item.task)) for item in items))
        for unit in units
    )
