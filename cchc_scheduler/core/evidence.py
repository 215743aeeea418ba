"""Evidence of timeliness (bảng theo dõi): when each unit's report came, and what the unit says.

The city's yearly evaluation of civil servants is made before 15/12; the rows are frozen by 12/12.
No rating is ever computed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from cchc_scheduler.clock import office_date, office_instant

FREEZE_MONTH: Final = 12
LAST_OPEN_DAY: Final = 12
TOLD_FROM_DAY: Final = 10


@dataclass(frozen=True, slots=True)
class Correction:
    """What was found wrong in a frozen row: it stands beside the row, with its reason."""

    number: int
    text: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unit's row for one obligation, by both clocks.

    `by_plan` and `by_agreed` are None while nothing complete came; `by_agreed` also where no other
    day was agreed. `text_at` is when the text for compiling came first, `paper_at` when the signed
    paper was recorded. `told` counts the letters sent about it. `confirmed_at` is None while the
    unit has not confirmed this very row, `frozen_at` while the row may still change.
    """

    obligation: str
    unit: str
    unit_name: str
    period: str
    title: str
    plan_day: date
    late_after: datetime
    complete_at: datetime | None
    by_plan: bool | None
    agreed_day: date | None = None
    agreed_by: str | None = None
    by_agreed: bool | None = None
    text_at: datetime | None = None
    paper_number: str | None = None
    paper_day: date | None = None
    paper_at: datetime | None = None
    told: int = 0
    opinion: str | None = None
    confirmed_at: datetime | None = None
    confirmed_by: str | None = None
    frozen_at: datetime | None = None
    corrections: tuple[Correction, ...] = field(default=())


def freezes_at(year: int) -> datetime:
    """Return the instant at which a year's rows are frozen: the end of 12 December."""
    return office_instant(date(year, FREEZE_MONTH, LAST_OPEN_DAY) + timedelta(days=1), time(0))


def year_frozen_by(now: datetime) -> int:
    """Return the newest year whose rows are frozen by `now`."""
    year = office_date(now).year
    return year if now >= freezes_at(year) else year - 1


def asks_for_confirmation(day: date) -> bool:
    """Tell whether the coordinator is told which units have not confirmed their rows."""
    return day.month == FREEZE_MONTH and TOLD_FROM_DAY <= day.day <= LAST_OPEN_DAY
