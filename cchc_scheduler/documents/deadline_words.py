"""A deadline in words: as the plan words it, and what was agreed since."""

from datetime import timedelta
from typing import Final

from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.documents.vietnamese import short_day
from cchc_scheduler.words import Bound, DeadlineReason

ONE_DAY: Final = timedelta(days=1)
BY_PLAN: Final = ("plan", "amendment")
AGREED: Final[dict[DeadlineReason, str]] = {
    "later-day": "đã thống nhất nhận đến hết ngày {day}",
    "extension": "đã được gia hạn đến hết ngày {day}",
    "return": "thời gian bổ sung đến hết ngày {day}",
}


def due_words(deadline: Deadline, bound: Bound | None) -> str:
    """Return trước ngày 10/9/2025 where the plan words it so, else đến hết ngày 09/9/2025."""
    if deadline.reason in BY_PLAN and bound == "exclusive":
        return f"trước ngày {short_day(deadline.days.last_day + ONE_DAY)}"
    return f"đến hết ngày {short_day(deadline.days.last_day)}"


def agreed_words(deadline: Deadline) -> str | None:
    """Return what moved a deadline away from the plan's day, or None where nothing did."""
    words = AGREED.get(deadline.reason)
    return words.format(day=short_day(deadline.days.last_day)) if words else None
