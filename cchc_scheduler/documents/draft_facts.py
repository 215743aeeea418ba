"""What the letter about a compiled draft and the page with its files speak of, as values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from cchc_scheduler.core.text_changes import Piece
from cchc_scheduler.documents.facts import Common, Counted
from cchc_scheduler.words import CompilationCause, WayStep

STEP_WORDS: Final[dict[WayStep, str]] = {
    "draft": "dự thảo xong",
    "head": "thủ trưởng đơn vị đầu mối xem xét",
    "for-signature": "trình ký",
    "signed": "ký số",
    "issued": "văn thư phát hành, gửi đi",
}


@dataclass(frozen=True, slots=True)
class DayOfStep:
    """One step of the report's way in words, with the day by which it should be taken."""

    words: str
    day: date


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """A draft was made: from how many reports, what lacks, where its files are fetched.

    `missing` are the names of units; `checks` counts what to look at, None when nothing could be
    compiled. `link` leads to the page with the files, None while pages have no address. `days` is
    empty while nobody named `upstream_day`.
    """

    common: Common
    period: str
    period_id: str
    period_short: str
    cause: CompilationCause
    made_at: datetime
    counted: Counted
    missing: tuple[str, ...] = ()
    checks: int | None = None
    link: str | None = None
    upstream_day: date | None = None
    days: tuple[DayOfStep, ...] = field(default=())

    @property
    def full(self) -> bool:
        """Whether every expected report is in."""
        return self.counted.missing == 0 and self.counted.completing == 0


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """What differs in one section, word by word."""

    title: str
    unit: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class AddendumShown:
    """An addendum: its number, of which unit's which version, and what it changes."""

    number: int
    unit: str
    version: int
    made_at: datetime
    changes: tuple[ChangeShown, ...]


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step a person recorded, in words."""

    words: str
    day: date
    by: str
    number: str
    note: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The coordinator's page of a period: files, what to look at, the way, what came later.

    `choices` are the steps that may be recorded, with their words; empty once the report is issued.
    `proposals` are what newer material says where the coordinator's own words stand.
    """

    office: str
    coordinator: str
    period_words: str
    made_at: datetime
    expected: int
    received: int
    on_time: int
    missing: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    steps: tuple[StepShown, ...]
    choices: tuple[tuple[WayStep, str], ...]
    upstream_day: date | None
    days: tuple[DayOfStep, ...]
    addenda: tuple[AddendumShown, ...]
    proposals: tuple[ChangeShown, ...]
