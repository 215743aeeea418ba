"""The form of a unit's report: read with what is known, saved as a draft, read from Word."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.filled_reports import Filled, Keeping, answers_from, keep_filled
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.record_submission import CLOSED, Handed
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.answers import Answers, understood
from cchc_scheduler.core.cycles import earlier_in_year, previous_in
from cchc_scheduler.core.errors import BadInput, Conflict
from cchc_scheduler.core.outlines import Outline, form_of
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.submissions import OFFICE
from cchc_scheduler.documents.report_facts import ReportFacts, Version
from cchc_scheduler.documents.vietnamese import long_period, post_of_unit, short_period
from cchc_scheduler.mail.attachments import Attachment
from cchc_scheduler.store import audit, report_answers
from cchc_scheduler.store.database import Database

WORD: Final = f"{OFFICE}.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft to be saved; `after` is the number of the version it was made from, 0 for none."""

    obligation: str
    carrier: str
    by: str
    filled: Filled
    after: int = field(default=0)


def read_report(desk: Desk, outline: Outline, obligation: str) -> ReportFacts | None:
    """Return everything the form of one obligation shows; None when it is no periodic report.

    Raises NotFound when there is no such obligation.
    """
    row = find(desk, obligation)
    owed_for = (row["task"], row["period"])
    cycle, plan = desk.in_force.cycle(*owed_for), desk.in_force.plan_of(*owed_for)
    if cycle is None or plan is None:
        return None
    office, period = desk.in_force.office, period_named(row["period"])
    unit = office.unit(row["unit"])
    newest = report_answers.newest(desk.connection, obligation)
    last, years = previous_in(cycle, period), earlier_in_year(cycle, period)
    before = dict(_handed_in(desk, row, [last.id])) if last else {}
    return ReportFacts(
        obligation=obligation,
        office=office.name,
        city=office.city,
        place=office.place,
        coordinator=office.coordinator.name,
        unit=unit.name,
        head=post_of_unit(office.post(unit.head).title, unit.name),
        period=period.id,
        period_words=long_period(period, with_year=cycle.with_year),
        form=form_of(outline, plan, row["unit"]),
        version=_version(newest),
        answers=_answers(desk, newest["id"]) if newest else {},
        last=before.get(last.id, {}) if last else {},
        last_period=short_period(last) if last and before else None,
        earlier=_handed_in(desk, row, [each.id for each in years]),
        period_names={each.id: short_period(each) for each in (*years, period)},
    )


def version_answers(desk: Desk, obligation: str, number: int) -> Answers:
    """Return the answers of one version of an obligation; none when there is no such version."""
    row = report_answers.one(desk.connection, obligation, number)
    return _answers(desk, row["id"]) if row else {}


def save_draft(db: Database, records: Records, outbox: Outbox, draft: Draft, now: datetime) -> int:
    """Keep a draft as the next version; the same carrier again keeps nothing. Return its number.

    Raises Conflict when a newer version than `after` was kept meanwhile, BadInput when nothing
    more is asked for the obligation.
    """
    with db.work() as connection:
        known = report_answers.by_carrier(connection, draft.carrier)
        if known is not None:
            return int(known["id"])
        row = find(desk_at(connection, records, outbox, now), draft.obligation)
        if row["state"] in CLOSED or row["closed_at"] is not None:
            raise BadInput(f"Nothing more is asked for {row['id']} ({row['state']}).")
        newest = report_answers.newest(connection, draft.obligation)
        if (newest["id"] if newest else 0) != draft.after:
            raise Conflict(f"A newer draft for {draft.obligation} was kept meanwhile.")
        keeping = Keeping(draft.obligation, draft.carrier, draft.by, now)
        number = keep_filled(connection, draft.filled, keeping)
        audit.write(connection, now, [("unit", "draft kept", row["id"], {"form": number})])
    return number


def with_report(
    desk: Desk, outline: Outline | None, handed: Handed, files: Iterable[Attachment]
) -> Handed:
    """Return what was handed in with what its Word file holds, if that is the form of a report.

    `files` are those that came with it; the one that is handed in is known by its hash.
    """
    if outline is None or handed.file_type != WORD:
        return handed
    content = next((each.data for each in files if each.sha256 == handed.file_sha256), None)
    facts = read_report(desk, outline, handed.obligation)
    if content is None or facts is None:
        return handed
    return replace(handed, report=taken_from(facts, content))


def taken_from(facts: ReportFacts, content: bytes) -> Filled | None:
    """Return what a Word file holds if it is the form of a report; None for any other file."""
    from cchc_scheduler.documents.report_reading import read_form  # noqa: PLC0415 - 7 MB, rare

    reading = read_form(content, facts)
    if reading is None:
        return None
    answers = understood(facts.form, reading.answers, facts.last)
    return Filled(facts.form, "word", answers, reading.unread)


def _version(row: RowMapping | None) -> Version | None:
    if row is None:
        return None
    return Version(row["id"], row["saved_at"], row["saved_by"], row["submission"] is not None)


def _answers(desk: Desk, form: int) -> Answers:
    return answers_from(report_answers.answers_of(desk.connection, form))


def _handed_in(desk: Desk, row: RowMapping, periods: list[str]) -> tuple[tuple[str, Answers], ...]:
    found = report_answers.handed_in(desk.connection, row["task"], row["unit"], periods)
    return tuple(
        (each["period"], _answers(desk, each["form"]) if each["form"] else {}) for each in found
    )
