"""What the page of one submission shows, as values."""

from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.core.text_changes import Piece
from cchc_scheduler.words import ObligationState, SubmissionKind


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One answer of a report's form: what was asked, about which clauses, what was written.

    `pieces` tell what differs from the version before; empty where nothing does, or nothing is
    before it.
    """

    clauses: str
    asked: str
    text: str
    state: str | None
    estimated: bool
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version in the list of all that came for the same obligation."""

    number: int
    version: int
    at: datetime
    kind: SubmissionKind
    by: str
    usable: bool
    erased: bool


@dataclass(frozen=True, slots=True)
class DaysShown:
    """When the first complete version came, against the plan's day and a day agreed since."""

    first_at: datetime | None
    plan: date
    by_plan: bool | None
    agreed: date | None
    by_agreed: bool | None


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """Everything about one submission; `way` is how it came: form, mail, cli.

    `compared` is the version its answers are compared with, None when there is none. `outside`
    tells that its link leads outside the office's own places. `latest_return` is the last day a
    return may ask for. `comment` is what was asked for when it was returned.
    """

    number: int
    obligation: str
    unit: str
    report: str
    period: str
    state: ObligationState
    version: int
    kind: SubmissionKind
    way: str
    at: datetime
    by: str
    recorded_at: datetime
    recorded_by: str
    usable: bool
    erased_at: datetime | None
    link: str | None
    outside: bool
    file_name: str | None
    file_size: int | None
    sha256: str | None
    document: str | None
    document_day: date | None
    note: str | None
    days: DaysShown
    today: date
    latest_return: date
    versions: tuple[VersionShown, ...]
    answers: tuple[AnswerShown, ...]
    unread: tuple[str, ...]
    compared: int | None
    comment: str | None = None

    @property
    def newest(self) -> bool:
        """Whether nothing came after it."""
        return self.version == max(each.version for each in self.versions)

    @property
    def may_accept(self) -> bool:
        """Whether it waits to be looked at."""
        return self.newest and self.state == "submitted"

    @property
    def may_return(self) -> bool:
        """Whether it may be sent back for completion."""
        return self.newest and self.state in ("submitted", "accepted")
