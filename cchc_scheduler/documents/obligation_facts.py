"""Everything known of one obligation, as the desk shows it: actions fill it, the page reads it."""

from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.documents.facts import PageRow
from cchc_scheduler.words import DeadlineReason, ObligationState, RequestKind, SubmissionKind


@dataclass(frozen=True, slots=True)
class DeadlineShown:
    """One version of the deadline: why, until when, who set it with which note."""

    version: int
    reason: DeadlineReason
    last_day: date
    set_at: datetime
    set_by: str
    note: str | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """One rung that was decided: told to whom, or why not; `fate` is the letter's state.

    `by_phone` holds who told the post by telephone, with their note.
    """

    rung: str
    state: str
    at: datetime
    to: str | None
    fate: str | None
    why: str | None
    by_phone: str | None


@dataclass(frozen=True, slots=True)
class SubmissionShown:
    """One version that was handed in or recorded."""

    code: str
    version: int
    kind: SubmissionKind
    at: datetime
    by: str
    recorded_by: str
    usable: bool
    link: str | None
    file_name: str | None
    file_size: int | None
    number: str | None
    document_day: date | None
    note: str | None
    erased: bool


@dataclass(frozen=True, slots=True)
class RequestShown:
    """One request of the unit and its answer; `beyond` tells that only a leader can grant it."""

    kind: RequestKind
    until: date | None
    reason: str
    by: str
    asked_at: datetime
    state: str
    answer: str | None
    decided_at: datetime | None
    decided_by: str | None
    beyond: bool


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log about it; `reason` where the entry tells one."""

    at: datetime
    actor: str
    verb: str
    reason: str


@dataclass(frozen=True, slots=True)
class ObligationShown:
    """One obligation with its whole record, the oldest first; `others` are the unit's other ones.

    `pending` is the request that waits for an answer; `may_postpone` whether the next level can be
    put off, `may_waive` whether a leader's waiver can be recorded; `latest_day` how far a day may
    reach that is no leader's decision.
    """

    obligation: str
    task: str
    unit: str
    unit_name: str
    report: str
    clause: str
    state: ObligationState
    row: PageRow
    explanation: str
    versions: tuple[DeadlineShown, ...]
    notices: tuple[NoticeShown, ...]
    submissions: tuple[SubmissionShown, ...]
    requests: tuple[RequestShown, ...]
    log: tuple[LogLine, ...]
    pending: RequestShown | None
    may_postpone: bool
    may_waive: bool
    closed: bool
    own: bool
    today: date
    latest_day: date
    others: tuple[tuple[str, str], ...]
