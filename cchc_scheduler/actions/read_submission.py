"""Read one submission as its page shows it, beside the version before. Writes nothing."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.filled_reports import answers_from
from cchc_scheduler.actions.letter_facts import report_words
from cchc_scheduler.actions.obligation_book import find, latest_day_for
from cchc_scheduler.actions.read_received import agreed_version
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.answers import Answer, Answers
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.outlines import Outline, ReportField, form_of
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.submissions import is_outside
from cchc_scheduler.core.text_changes import changes
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.deadline_words import BY_PLAN
from cchc_scheduler.documents.submission_page import (
    AnswerShown,
    DaysShown,
    SubmissionPage,
    VersionShown,
)
from cchc_scheduler.documents.vietnamese import clause_words
from cchc_scheduler.store import deadlines, report_answers, submissions

Form = tuple[RowMapping | None, Answers]


def read_submission(desk: Desk, outline: Outline | None, number: int) -> SubmissionPage:
    """Return everything about one submission; NotFound when there is none of this number."""
    found = submissions.find(desk.connection, number)
    if found is None:
        raise NotFound(f"There is no submission {number}.")
    owed = find(desk, found["obligation"])
    every = submissions.of_obligation(desk.connection, owed["id"])
    before = _before(desk, every, found["version"])
    form, answers = _form(desk, number)
    known = _fields(desk, outline, owed)
    return SubmissionPage(
        number=number,
        obligation=owed["id"],
        unit=desk.in_force.office.unit(owed["unit"]).name,
        report=report_words(owed, desk.in_force.cycle(owed["task"]), period_named(owed["period"])),
        period=owed["period"],
        state=owed["state"],
        way=found["carrier"].partition(":")[0],
        kind=found["kind"],
        version=found["version"],
        at=found["handed_in_at"],
        by=found["by"],
        recorded_at=found["recorded_at"],
        recorded_by=found["recorded_by"],
        usable=found["usable"],
        erased_at=found["erased_at"],
        link=found["link"],
        outside=bool(found["link"]) and is_outside(found["link"], desk.in_force.office.link_hosts),
        file_name=found["file_name"],
        file_size=found["file_size"],
        sha256=found["file_sha256"],
        document=found["number"],
        document_day=found["document_day"],
        note=found["note"],
        days=_days(desk, owed),
        today=office_date(desk.now),
        latest_return=latest_day_for(desk, owed),
        versions=tuple(map(_version, reversed(every))),
        answers=tuple(_answers(answers, before[1] if before else None, known)),
        unread=tuple((form["unread"] or "").splitlines()) if form else (),
        compared=before[0] if before else None,
        comment=_comment(desk, owed),
    )


def _days(desk: Desk, owed: RowMapping) -> DaysShown:
    versions = deadlines.versions(desk.connection, owed["id"])
    first = owed["first_complete_at"]
    judged, agreed = timeliness(first, versions), agreed_version(versions)
    by_plan = next(each for each in reversed(versions) if each.reason in BY_PLAN)
    return DaysShown(
        first_at=first,
        plan=by_plan.days.last_day,
        by_plan=judged.by_plan,
        agreed=agreed.days.last_day if agreed else None,
        by_agreed=judged.in_force,
    )


def _comment(desk: Desk, owed: RowMapping) -> str | None:
    if owed["state"] != "returned":
        return None
    return deadlines.note_of_return(desk.connection, owed["id"])


def _version(row: RowMapping) -> VersionShown:
    return VersionShown(
        number=row["id"],
        version=row["version"],
        at=row["handed_in_at"],
        kind=row["kind"],
        by=row["by"],
        usable=row["usable"],
        erased=row["erased_at"] is not None,
    )


def _form(desk: Desk, submission: int) -> Form:
    row = report_answers.of_submission(desk.connection, submission)
    if row is None:
        return None, {}
    return row, answers_from(report_answers.answers_of(desk.connection, row["id"]))


def _before(desk: Desk, every: Sequence[RowMapping], version: int) -> tuple[int, Answers] | None:
    """Return the newest earlier version that brought answers, with them."""
    for row in reversed(every):
        if row["version"] < version:
            form, answers = _form(desk, row["id"])
            if form is not None:
                return row["version"], answers
    return None


def _fields(desk: Desk, outline: Outline | None, owed: RowMapping) -> Mapping[str, ReportField]:
    """Return what the form of today asks, by the keys of answers; nothing without a form."""
    plan = desk.in_force.plan_of(owed["task"])
    if outline is None or plan is None:
        return {}
    return {each.key: each for each in form_of(outline, plan, owed["unit"]).fields}


def _answers(
    answers: Answers, before: Answers | None, known: Mapping[str, ReportField]
) -> Iterator[AnswerShown]:
    """Yield every answer in the form's order; one that went is shown as gone."""
    gone = {key: Answer() for key in before or {} if key not in answers} if answers else {}
    for key, answer in {**answers, **gone}.items():
        field = known.get(key)
        old = _words(before[key], field) if before and key in before else ""
        now = _words(answer, field)
        yield AnswerShown(
            clauses=", ".join(map(clause_words, field.clauses[:1])) if field else "",
            asked=field.prompt if field else key,
            text=now,
            state=_state(answer, field),
            estimated=answer.estimated,
            pieces=changes(old, now) if before is not None and old != now else (),
        )


def _words(answer: Answer, field: ReportField | None) -> str:
    unit = f" {field.figure.measure}" if field and field.figure and answer.text else ""
    return f"{answer.text}{unit}"


def _state(answer: Answer, field: ReportField | None) -> str | None:
    states = field.states if field else ()
    return next((each.text for each in states if each.id == answer.state), answer.state)
