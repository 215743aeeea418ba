"""What the pages of a department speak of, as values: actions fill them, templates read them."""

from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.words import SubmissionKind


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a report should tell: a clause with its words."""

    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class LedArea:
    """A field of work the unit leads, with the tasks to report on."""

    title: str
    clause: str
    tasks: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One version that was handed in, as its unit sees it."""

    number: int
    code: str
    version: int
    kind: SubmissionKind
    at: datetime
    by: str
    on_time: bool | None
    link: str | None = None
    outside: bool = False
    file_name: str | None = None
    file_size: int | None = None
    sha256: str | None = None
    document: str | None = None
    document_day: date | None = None
    note: str | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request of the unit that is not answered yet."""

    until: date | None
    reason: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class MailedReport:
    """A mail of the unit that its button names (`told`), and what of it can be recorded here.

    Neither link nor file: it was settled already.
    """

    told: str
    at: datetime
    link: str | None = None
    file_name: str | None = None


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """Everything on the page of one obligation; `days_left` None once the last day has passed.

    `open` tells whether anything is still taken; `why_closed` is the obligation's state if not,
    or `period` where its period was closed.
    `periodic` tells a report of a cycle, which has a form, from a task with a day of its own.
    `mailed` is what came by mail and may be recorded here at the press of a button.
    """

    office: str
    coordinator: str
    unit: str
    report: str
    due_words: str
    last_day: date
    target: date
    days_left: int | None
    today: date
    agreed: str | None
    late: bool
    explanation: str
    clause: str
    decision: str
    areas: tuple[LedArea, ...]
    duties: tuple[Asked, ...]
    handed_in: tuple[HandedIn, ...]
    waiting: Waiting | None
    open: bool
    why_closed: str | None
    contact: str
    phone: str | None
    mailbox: str
    largest_file_mb: int
    latest_later_day: date
    periodic: bool = False
    mailed: MailedReport | None = None

    @property
    def has_text(self) -> bool:
        """Whether a text for compiling came, so that a number is that of its signed paper."""
        return any(each.kind in ("file", "link") for each in self.handed_in)

    @property
    def paper_awaited(self) -> bool:
        """Whether the number of the signed paper may still be told."""
        came = any(each.kind == "elsewhere" for each in self.handed_in)
        return self.open and self.has_text and not came
