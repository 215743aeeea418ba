"""Read everything the record knows of one unit's obligation in a period. Writes nothing."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import (
    About,
    explanation,
    receipt_code,
    report_words,
)
from cchc_scheduler.actions.obligation_book import latest_day_for
from cchc_scheduler.actions.period_board import board_of
from cchc_scheduler.actions.period_names import names_in
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.ladder import standing_rung
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.obligation_facts import (
    DeadlineShown,
    LogLine,
    NoticeShown,
    ObligationShown,
    RequestShown,
    SubmissionShown,
)
from cchc_scheduler.documents.vietnamese import clause_words
from cchc_scheduler.store import (
    audit,
    deadlines,
    letters,
    notices,
    obligations,
    requests,
    submissions,
)
from cchc_scheduler.words import CHASED

WAIVABLE: Final = ("scheduled", *CHASED)
BY_PHONE: Final = "telephone, "


def read_obligation(
    desk: Desk, period: str, which: tuple[str, str], *, for_leaders: bool
) -> ObligationShown:
    """Return one obligation of a unit; `which` is the unit and the task that is asked for.

    Where it owes nothing for that task, its report is meant.

    Raises NotFound when the unit owes nothing in that period.
    """
    unit, task = which
    rows = [r for r in obligations.in_period(desk.connection, period) if r["unit"] == unit]
    row = _chosen(desk, rows, task)
    subject, shown = board_of(desk, [row], for_leaders=for_leaders)[0]
    asked = _requests(desk, row)
    names = names_in(desk, period)
    return ObligationShown(
        obligation=row["id"],
        task=row["task"],
        unit=unit,
        unit_name=names.name(unit),
        report=_words(desk, row),
        clause=clause_words(row["clause"]),
        state=row["state"],
        row=shown,
        explanation=explanation(desk, subject),
        versions=_versions(desk, row),
        notices=_notices(desk, row),
        submissions=_submissions(desk, row),
        requests=asked,
        log=_log(desk, row),
        pending=next((each for each in asked if each.state == "asked"), None),
        may_postpone=_may_postpone(desk, subject),
        may_waive=row["state"] in WAIVABLE and row["closed_at"] is None,
        closed=row["closed_at"] is not None,
        own=desk.in_force.office.unit(unit).coordinator,
        today=office_date(desk.now),
        latest_day=latest_day_for(desk, row),
        others=tuple((r["task"], _words(desk, r)) for r in rows if r["id"] != row["id"]),
    )


def _chosen(desk: Desk, rows: Sequence[RowMapping], task: str) -> RowMapping:
    if not rows:
        raise NotFound("The unit owes nothing in this period.")
    named = [row for row in rows if row["task"] == task]
    reports = [row for row in rows if desk.in_force.cycle(row["task"]) is not None]
    return [*named, *reports, *rows][0]


def _words(desk: Desk, row: RowMapping) -> str:
    return report_words(row, desk.in_force.cycle(row["task"]), period_named(row["period"]))


def _may_postpone(desk: Desk, subject: About) -> bool:
    """Tell whether a level above the head may be put off: never for the coordinating unit."""
    row = subject.row
    if row["state"] not in CHASED or row["closed_at"] is not None:
        return False
    if desk.in_force.office.unit(row["unit"]).coordinator:
        return False
    case = load_cases(desk.connection, desk.in_force, [row])[row["id"]]
    return desk.now >= subject.deadline.days.late_after and standing_rung(case) is not None


def _versions(desk: Desk, row: RowMapping) -> tuple[DeadlineShown, ...]:
    return tuple(
        DeadlineShown(
            version=each["version"],
            reason=each["reason"],
            last_day=each["last_day"],
            set_at=each["set_at"],
            set_by=each["set_by"],
            note=each["note"],
            in_force=each["version"] == row["deadline_version"],
        )
        for each in deadlines.rows(desk.connection, row["id"])
    )


def _notices(desk: Desk, row: RowMapping) -> tuple[NoticeShown, ...]:
    found = notices.of_obligations(desk.connection, [row["id"]])
    carried = {each["letter"] for each in found if each["letter"] is not None}
    sent = {each["id"]: each for each in letters.brief(desk.connection, carried)}
    return tuple(_notice(desk, each, sent.get(each["letter"])) for each in found)


def _notice(desk: Desk, notice: RowMapping, letter: RowMapping | None) -> NoticeShown:
    why = notice["why"]
    by_phone = why.removeprefix(BY_PHONE) if why and why.startswith(BY_PHONE) else None
    post = letter["post"] if letter is not None else None
    return NoticeShown(
        rung=notice["rung"],
        state=notice["state"],
        at=notice["accepted_at"] or notice["fire_at"],
        to=desk.in_force.office.post(post).title if post else None,
        fate=letter["state"] if letter is not None else None,
        why=None if by_phone else why,
        by_phone=by_phone,
    )


def _submissions(desk: Desk, row: RowMapping) -> tuple[SubmissionShown, ...]:
    return tuple(
        SubmissionShown(
            code=receipt_code(row["id"], each["id"]),
            version=each["version"],
            kind=each["kind"],
            at=each["handed_in_at"],
            by=each["by"],
            recorded_by=each["recorded_by"],
            usable=each["usable"],
            link=each["link"],
            file_name=each["file_name"],
            file_size=each["file_size"],
            number=each["number"],
            document_day=each["document_day"],
            note=each["note"],
            erased=each["erased_at"] is not None,
        )
        for each in submissions.of_obligation(desk.connection, row["id"])
    )


def _requests(desk: Desk, row: RowMapping) -> tuple[RequestShown, ...]:
    most = latest_day_for(desk, row)
    return tuple(
        RequestShown(
            kind=each["kind"],
            until=each["until"],
            reason=each["reason"],
            by=each["by"],
            asked_at=each["asked_at"],
            state=each["state"],
            answer=each["answer"],
            decided_at=each["decided_at"],
            decided_by=each["decided_by"],
            beyond=_beyond(each["until"], most),
        )
        for each in requests.of_obligation(desk.connection, row["id"])
    )


def _beyond(until: date | None, most: date) -> bool:
    return until is not None and until > most


def _log(desk: Desk, row: RowMapping) -> tuple[LogLine, ...]:
    return tuple(
        LogLine(each["at"], each["actor"], each["verb"], _reason(each["detail"]))
        for each in audit.about(desk.connection, row["id"])
    )


def _reason(detail: str) -> str:
    """Return what an entry tells in a person's words, if it does."""
    told = json.loads(detail)
    return str(told.get("reason") or told.get("document") or told.get("comment") or "")
