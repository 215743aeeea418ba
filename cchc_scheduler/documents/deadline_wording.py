"""Writes a deadline as a plan words it, so that it can be read back from a plan written out."""

from datetime import date, timedelta
from typing import Final

from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.periods import MONTHS_IN, Stretch
from cchc_scheduler.documents.vietnamese import short_day, two_digits
from cchc_scheduler.words import Bound

ONE_DAY: Final = timedelta(days=1)
MONTH_OF_QUARTER: Final = ("đầu", "thứ hai", "cuối")
PERIOD: Final[dict[Stretch, str]] = {"quarter": "quý", "half-year": "6 tháng"}
ONCE_A_YEAR: Final = ("nine-month", "year")


def day_words(last_day: date, bound: Bound) -> str:
    """Return trước ngày 10/9/2025, chậm nhất ngày 09/9/2025 or trong tháng 9/2025."""
    if bound == "exclusive":
        return f"trước ngày {short_day(last_day + ONE_DAY)}"
    if bound == "inclusive":
        return f"chậm nhất ngày {short_day(last_day)}"
    return f"trong tháng {last_day.month}/{last_day.year}"


def rule_words(rule: DeadlineRule, frequency: Stretch) -> str:
    """Return trước ngày 10 của tháng cuối quý, or its like for another cycle.

    Raises ValueError for a day more than one period after its own, or before the last month of a
    month, quarter or half-year: nobody words that.
    """
    first = 1 - MONTHS_IN[frequency] if frequency in ONCE_A_YEAR else 0
    if not first <= rule.months_after <= MONTHS_IN[frequency]:
        raise ValueError(f"no wording for {rule.months_after} months after a {frequency}")
    begins = "trước" if rule.bound == "exclusive" else "chậm nhất"
    day = "cuối cùng" if rule.day is None else two_digits(rule.day)
    return f"{begins} ngày {day} {_month(rule, frequency)}"


def _month(rule: DeadlineRule, frequency: Stretch) -> str:
    if frequency == "month":
        return "của tháng sau" if rule.months_after else "của tháng"
    if frequency in ONCE_A_YEAR:
        return _month_of_year(MONTHS_IN[frequency] + rule.months_after)
    months = MONTHS_IN[frequency]
    if not rule.months_after:
        return f"của tháng cuối {PERIOD[frequency]}"
    if frequency == "half-year" and rule.months_after not in (1, months):
        raise ValueError(f"no wording for {rule.months_after} months after a {frequency}")
    which = MONTH_OF_QUARTER[rule.months_after - 1] if months == len(MONTH_OF_QUARTER) else None
    which = which or ("đầu" if rule.months_after == 1 else "cuối")
    return f"của tháng {which} {PERIOD[frequency]} sau"


def _month_of_year(month: int) -> str:
    december = MONTHS_IN["year"]
    if month <= december:
        return f"của tháng {month} hằng năm"
    return f"của tháng {month - december} năm sau, hằng năm"
