"""What the letter about a compiled draft and the page with its files speak of, as values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

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
