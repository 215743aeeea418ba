"""Make addenda (bản bổ sung) of what came in after a report was laid before the leaders.

Each submission makes one of each report, numbered from 1, with what it changes section by section.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import RowMapping

from cchc_scheduler.actions.compiled_now import given_now, group_of
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.keep_draft import Said, said_in, usable_in
from cchc_scheduler.actions.kept_texts import sources_named
from cchc_scheduler.actions.read_way import read_way
from cchc_scheduler.core.reports import OfficialReport
from cchc_scheduler.store import addenda, audit, compilations, obligations, way_steps

Place = tuple[str, str]
Text = tuple[str, str, str]  # what stands there: title, text, sources


def make_addenda(room: DraftRoom, desk: Desk) -> int:
    """Make the addenda that are missing; return how many were made."""
    made = 0
    for row in way_steps.reports_begun(desk.connection):
        way = read_way(desk, row["period"], row["report"])
        draft = laid_draft(desk, row["period"], row["report"]) if way.laid else None
        later = _later(desk, draft, row["report"]) if draft else []
        if draft and later:
            made += _make(room, desk, draft, (row["report"], later))
    return made


def laid_draft(desk: Desk, period: str, report: str) -> RowMapping | None:
    """Return what was laid before the leaders last, as it was kept then; None when nothing was."""
    found = [
        row
        for row in compilations.of_period(desk.connection, period)
        if row["cause"] == "laid" and report in row["asked"].split()
    ]
    return found[-1] if found else None


def _later(desk: Desk, draft: RowMapping, report: str) -> list[RowMapping]:
    """Return what came in since, the newest of each unit, and has no addendum yet."""
    known = {row["submission"] for row in compilations.sources_of(desk.connection, draft["id"])}
    known |= {
        row["submission"]
        for row in addenda.of_period(desk.connection, draft["period"])
        if row["report"] == report
    }
    group = group_of(desk, draft["period"])
    newest = {row["obligation"]: row for row in usable_in(desk, group)}
    return [row for row in newest.values() if row["id"] not in known]


def _make(room: DraftRoom, desk: Desk, draft: RowMapping, of: tuple[str, list[RowMapping]]) -> int:
    key, later = of
    compilation = given_now(room, desk, draft["period"])
    if compilation is None:
        return 0
    report, before = compilation.report(key), _before(desk, draft, key)
    return sum(_make_one(desk, row, report, before) for row in later)


def _before(desk: Desk, draft: RowMapping, report: str) -> dict[Place, Text]:
    """Return what the leaders have read: what was laid, with every addendum since."""
    laid = compilations.passages_of(desk.connection, draft["id"], report)
    found = {
        (row["section"], row["unit"]): (row["title"], row["text"] or "", row["sources"])
        for row in laid
        if row["unit"] and row["kind"] != "missing"
    }
    for row in addenda.changes_of(desk.connection, draft["period"], report):
        place = (row["section"], row["unit"])
        found[place] = (row["title"], row["after"] or "", row["after_sources"])
    return found


def _make_one(
    desk: Desk, row: RowMapping, report: OfficialReport, before: dict[Place, Text]
) -> int:
    owed = obligations.many(desk.connection, [row["obligation"]])[0]
    said = [
        each
        for each in said_in(report)
        if each.kind != "missing" and (each.unit == owed["unit"] or row["id"] in each.submissions)
    ]
    addendum = {
        "period": report.period,
        "report": report.key,
        "submission": row["id"],
        "unit": owed["unit"],
        "version": row["version"],
        "made_at": desk.now,
    }
    changes = list(_changes(said, owed["unit"], before))
    number = addenda.add(desk.connection, addendum, changes)
    for each in changes:
        place = (each["section"], each["unit"])
        before[place] = (each["title"], each["after"], each["after_sources"])
    detail = {"addendum": number, "report": report.key, "submission": row["id"]}
    audit.write(desk.connection, desk.now, [("service", "addendum", row["obligation"], detail)])
    return min(number, 1)


def _changes(
    said: Sequence[Said], unit: str, before: dict[Place, Text]
) -> Iterator[dict[str, Any]]:
    """Yield what differs: new and changed texts, then what the unit no longer says."""
    now = {(each.section, each.unit): each for each in said}
    for place, each in now.items():
        _, text, sources = before.get(place, ("", "", ""))
        if text != each.text:
            yield _change(
                place, each.title, (text, each.text), (sources, sources_named(each.submissions))
            )
    for place, (title, text, sources) in before.items():
        if place[1] == unit and place not in now and text:
            yield _change(place, title, (text, ""), (sources, ""))


def _change(
    place: Place, title: str, texts: tuple[str, str], sources: tuple[str, str]
) -> dict[str, Any]:
    return {
        "section": place[0],
        "title": title,
        "unit": place[1],
        "before": texts[0],
        "after": texts[1],
        "before_sources": sources[0],
        "after_sources": sources[1],
    }
