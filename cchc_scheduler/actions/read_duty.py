"""Read all about one thing that a unit owes: where it stands, what was said, what may be done."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.contacts import Contact
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.duty_rows import DutyRow, duty_rows
from cchc_scheduler.actions.letter_facts import about_rows, item, told_before
from cchc_scheduler.actions.obligation_book import find, latest_day_for
from cchc_scheduler.actions.read_today import awaiting_word, coming_of
from cchc_scheduler.actions.remind_now import reminder_of
from cchc_scheduler.actions.zalo_of import zalo_of
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import PassedOver
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.ladder import standing_rung
from cchc_scheduler.core.policies import LEVEL_OF_RUNG
from cchc_scheduler.core.reminding import NoReminder, Reminder
from cchc_scheduler.documents.facts import Told
from cchc_scheduler.documents.vietnamese import post_of_unit, sentence_case
from cchc_scheduler.store import calls, obligations, overview, requests, submissions
from cchc_scheduler.words import Level, RequestKind, Rung, SubmissionKind


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call as it was noted."""

    called_at: datetime
    spoke_with: str
    words: str
    recorded_by: str
    proves: bool


@dataclass(frozen=True, slots=True)
class Came:
    """One version that was handed in."""

    version: int
    kind: SubmissionKind
    at: datetime
    by: str
    link: str | None
    file_name: str | None
    number: str | None
    document_day: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What the unit asks for; `latest` is the last day the coordinator may agree to."""

    kind: RequestKind
    until: date | None
    reason: str
    by: str
    asked_at: datetime
    latest: date

    @property
    def beyond(self) -> bool:
        """Whether only a leader can agree."""
        return self.until is None or self.until > self.latest


@dataclass(frozen=True, slots=True)
class Telling:
    """The late level that may be told by telephone: its rung and the post."""

    rung: Rung
    level: Level
    post: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Everything about one obligation, for the page on which it is worked at."""

    row: DutyRow
    heading: str
    due_words: str
    plan_due_words: str
    contacts: tuple[Contact, ...]
    letters: tuple[Told, ...]
    calls: tuple[CallLine, ...]
    came: tuple[Came, ...]
    asked: AskedFor | None
    telling: Telling | None
    reminder: Reminder | NoReminder
    zalo: str | None
    own: bool

    @property
    def takes(self) -> bool:
        """Whether something may still be recorded for it."""
        return self.row.state not in ("accepted", "waived", "cancelled")


def read_duty(desk: Desk, obligation: str) -> Duty:
    """Return it; NotFound when there is no such obligation."""
    row = find(desk, obligation)
    together = obligations.in_group(desk.connection, row["task_group"])
    cases = load_cases(desk.connection, desk.in_force, together)
    case = cases[obligation]
    subject = about_rows(desk, [(row, None)], history=False)[0]
    words = item(desk, subject)
    unit = desk.in_force.office.unit(row["unit"])
    return Duty(
        row=_line(desk, row, cases),
        heading=sentence_case(words.asked),
        due_words=words.due_words,
        plan_due_words=words.plan_due_words,
        contacts=_contacts(desk, row["unit"]),
        letters=tuple(told_before(desk, [obligation]).get(obligation, ())),
        calls=_calls(desk, obligation),
        came=tuple(_came(each) for each in submissions.of_obligation(desk.connection, obligation)),
        asked=_asked(desk, row),
        telling=_telling(desk, case),
        reminder=reminder_of(desk, row),
        zalo=zalo_of(desk, obligation),
        own=unit.coordinator,
    )


def read_unit_duties(desk: Desk, unit: str) -> tuple[DutyRow, ...]:
    """Return what a unit has not brought to its end, what is owed first before the rest."""
    rows = overview.of_unit(desk.connection, unit)
    lines = duty_rows(desk, rows, {})
    return tuple(lines[row["id"]] for row in rows)


def _line(desk: Desk, row: RowMapping, cases: dict[str, Case]) -> DutyRow:
    """Return its row; what comes next is worked out with the whole period, as on the first page."""
    asked = frozenset([row["id"]] if awaiting_word(cases[row["id"]]) else [])
    coming = coming_of(desk, list(cases.values()))
    return duty_rows(desk, [row], coming, asked)[row["id"]]


def _contacts(desk: Desk, unit_id: str) -> tuple[Contact, ...]:
    """Return the unit's focal point and head with their telephones."""
    office = desk.in_force.office
    unit = office.unit(unit_id)
    found: list[Contact] = []
    for post_id in dict.fromkeys((unit.focal, unit.head)):
        post = office.post(post_id)
        phone = office.person(post.holder).phone if post.holder else None
        found.append(Contact(post_of_unit(post.title, unit.name), phone))
    return tuple(found)


def _calls(desk: Desk, obligation: str) -> tuple[CallLine, ...]:
    return tuple(
        CallLine(
            row["called_at"], row["spoke_with"], row["words"], row["recorded_by"], bool(row["rung"])
        )
        for row in calls.of_obligations(desk.connection, [obligation]).get(obligation, ())
    )


def _came(row: RowMapping) -> Came:
    return Came(
        row["version"],
        row["kind"],
        row["handed_in_at"],
        row["by"],
        row["link"],
        row["file_name"],
        row["number"],
        row["document_day"],
        row["note"],
    )


def _asked(desk: Desk, row: RowMapping) -> AskedFor | None:
    pending = requests.pending(desk.connection, [row["id"]]).get(row["id"], [])
    if not pending:
        return None
    first = pending[0]
    return AskedFor(
        first["kind"],
        first["until"],
        first["reason"],
        first["by"],
        first["asked_at"],
        latest_day_for(desk, row),
    )


def _telling(desk: Desk, case: Case) -> Telling | None:
    """Return the late level that stands next, where its post can be named."""
    if case.state not in ("open", "returned") or desk.now < case.deadline.days.late_after:
        return None
    rung = standing_rung(case)
    if rung is None:
        return None
    level = LEVEL_OF_RUNG[rung]
    reach = desk.directory.reach(level, case.unit, office_date(desk.now))
    if isinstance(reach, PassedOver):
        return None
    title = reach.post.title
    unit = desk.in_force.office.unit(case.unit)
    return Telling(rung, level, post_of_unit(title, unit.name) if level == "head" else title)
