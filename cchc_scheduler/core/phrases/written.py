"""Stretches of the calendar as written, their year perhaps left open, and the days they stand for.

Civil Code 2015 art. 146: đầu tháng is day 1, giữa tháng day 15, cuối tháng the last day; giữa năm
is the last day of June, cuối năm the last day of December.
"""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from cchc_scheduler.core.phrases.fragments import FIRST_HALF, YEAR_MONTHS, number, numbers_in
from cchc_scheduler.core.phrases.reasons import Reason, Unclear

Parts = Mapping[str, str]
MonthDay = tuple[int, int]
Feasts = Mapping[tuple[str, int], date]

LEAP_YEAR: Final = 2024
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
CENTURY: Final = 2000
FEBRUARY: Final = 2
MONTH_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MIDDLE: Final = 15
MONTHS_OF_QUARTER: Final = 3
TENS: Final = {"thượng tuần": (1, 10), "trung tuần": (11, 20), "hạ tuần": (21, 0)}
HALVES: Final = {"nửa đầu": (1, MIDDLE), "nửa cuối": (MIDDLE + 1, 0)}
STEMS: Final = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
BRANCHES: Final = (
    "tý",
    "sửu",
    "dần",
    "mão",
    "thìn",
    "tỵ",
    "ngọ",
    "mùi",
    "thân",
    "dậu",
    "tuất",
    "hợi",
)  # fmt: skip
CYCLE_START: Final = 1984
NAMED: Final[dict[str, MonthDay]] = {
    "quốc khánh": (9, 2),
    "tết dương lịch": (1, 1),
    "dương lịch": (1, 1),
    "quốc tế lao động": (5, 1),
    "giải phóng miền nam": (4, 30),
    "nhà giáo việt nam": (11, 20),
    "thương binh liệt sĩ": (7, 27),
    "chuyển đổi số quốc gia": (10, 10),
    "pháp luật việt nam": (11, 9),
    "quân đội nhân dân việt nam": (12, 22),
}


@dataclass(frozen=True, slots=True)
class Written:
    """Days from `first` to `last`, each (month, day), day 0 the month's last.

    `year` is the year of `last`, `years_before` how many years earlier `first` lies, `beside` how
    far the year lies from the plan's or period's. `exact` is one day; `feast` a day by the moon.
    """

    first: MonthDay
    last: MonthDay
    year: int | None = None
    years_before: int = 0
    beside: int = 0
    exact: bool = False
    feast: str = ""
    ask: Reason | None = None

    def days(self, year: int, feasts: Feasts) -> tuple[date, date]:
        """Return the first and last day in a year.

        Raises Unclear where one does not exist, or the feast's day is not known.
        """
        if self.feast:
            found = feasts.get((self.feast, year))
            if found is None:
                raise Unclear("feast-unknown")
            return found, found
        return day_of(year - self.years_before, *self.first), day_of(year, *self.last)


def day_of(year: int, month: int, day: int) -> date:
    """Return a day, 0 standing for the month's last; raises Unclear when it does not exist."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= YEAR_MONTHS):
        raise Unclear("impossible-day")
    last = _month_length(year, month)
    if day > last:
        raise Unclear("impossible-day")
    return date(year, month, day or last)


def _month_length(year: int, month: int) -> int:
    return MONTH_LENGTHS[month - 1] + (month == FEBRUARY and calendar.isleap(year))


def stretch(first: int, last: int, year: int | None, ask: Reason | None = None) -> Written:
    """Return whole months, over the turn of a year when `first` is the later month."""
    for month in (first, last):
        day_of(LEAP_YEAR, month, 1)
    return Written((first, 1), (last, 0), year, int(first > last), ask=ask)


def one_day(month: int, day: int, year: int | None, ask: Reason | None = None) -> Written:
    """Return one day; raises Unclear when no year has it."""
    if day == 0:
        raise Unclear("impossible-day")
    found = day_of(year or LEAP_YEAR, month, day)
    return Written((month, found.day), (month, found.day), year, exact=True, ask=ask)


def year_of(parts: Parts) -> int | None:
    """Return the year written in full or in two digits."""
    digits = parts.get("year") or parts.get("short_year") or ""
    if not digits:
        return None
    return int(digits) + (CENTURY if len(digits) == 2 else 0)  # noqa: PLR2004


def _date(parts: Parts) -> tuple[Written, ...]:
    joints = parts["joint"].strip() + parts["joint_2"].strip()
    ask: Reason | None = "day-or-months" if joints == "-/" else None
    return (one_day(int(parts["month"]), int(parts["day"]), year_of(parts), ask),)


def _date_in_words(parts: Parts) -> tuple[Written, ...]:
    return (one_day(number(parts["month"]), int(parts["day"]), year_of(parts)),)


def _day_of_months(parts: Parts) -> tuple[Written, ...]:
    day, year = int(parts["day"]), year_of(parts)
    return tuple(one_day(month, day, year) for month in numbers_in(parts["list"]))


def _short_date(parts: Parts) -> tuple[Written, ...]:
    day, month = parts["day"] or parts["day_2"], parts["month"] or parts["month_2"]
    return (one_day(int(month), int(day), None),)


def _day_range(parts: Parts) -> tuple[Written, ...]:
    month, year = int(parts["month"]), year_of(parts)
    first, last = (one_day(month, int(parts[name]), year) for name in ("day", "last_day"))
    if first.first > last.last:
        raise Unclear("turned-round")
    return (replace(last, first=first.first),)


def _month_year(parts: Parts) -> tuple[Written, ...]:
    month = int(parts["month"])
    return (stretch(month, month, int(parts["year"])),)


def _months(parts: Parts) -> tuple[Written, ...]:
    numbers, year = numbers_in(parts["list"]), year_of(parts)
    if any(not 1 <= month <= YEAR_MONTHS for month in numbers):
        raise Unclear("impossible-day")
    whole = tuple(stretch(run[0], run[-1], year) for run in _runs(numbers, YEAR_MONTHS))
    return tuple(_on_day(_part_of_month(each, _part(parts)), parts) for each in whole)


def _part(parts: Parts) -> str:
    """Return đầu, giữa, cuối ... of "đầu tiên", "cuối cùng" too."""
    return parts["part"].casefold().removesuffix(" tiên").removesuffix(" cùng")


def _on_day(found: Written, parts: Parts) -> Written:
    """Take away the doubt of "đầu tháng" where "ngày đầu tiên của tháng" is written."""
    return replace(found, ask=None) if parts["on"] else found


def _part_of_month(whole: Written, part: str) -> Written:
    (first, _), (last, _) = whole.first, whole.last
    if part in TENS or part in HALVES:
        begins, ends = (TENS | HALVES)[part]
        return replace(whole, first=(last, begins), last=(last, ends), years_before=0)
    if part == "cuối":
        return replace(whole, first=(last, 0), last=(last, 0), years_before=0, exact=True)
    if part:
        day = 1 if part == "đầu" else MIDDLE
        return one_day(first, day, whole.year, "part-of-month")
    return whole


def _quarters(parts: Parts) -> tuple[Written, ...]:
    numbers, year = numbers_in(parts["list"]), year_of(parts)
    if any(not 1 <= quarter <= YEAR_MONTHS // MONTHS_OF_QUARTER for quarter in numbers):
        raise Unclear("impossible-day")
    runs = _runs(numbers, YEAR_MONTHS // MONTHS_OF_QUARTER)
    whole = (stretch(run[0] * 3 - 2, run[-1] * 3, year) for run in runs)
    return tuple(_on_day(_part_of_quarter(each, _part(parts)), parts) for each in whole)


def _part_of_quarter(whole: Written, part: str) -> Written:
    if part == "cuối":
        return replace(whole, first=whole.last, years_before=0, exact=True)
    if part == "đầu":
        return one_day(*whole.first, whole.year, "part-of-month")
    if part:
        raise Unclear("middle-of-quarter")
    return whole


def _runs(numbers: tuple[int, ...], turn: int) -> list[list[int]]:
    """Return the numbers in runs without a gap; after December comes January."""
    runs = [[numbers[0]]]
    for each in numbers[1:]:
        if each == runs[-1][-1] % turn + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _months_of_year(parts: Parts) -> tuple[Written, ...]:
    count, year = number(parts["count"]), year_of(parts)
    if not 1 <= count <= YEAR_MONTHS:
        raise Unclear("impossible-day")
    if parts.get("edge", "đầu").casefold() == "đầu":
        return (stretch(1, count, year),)
    return (stretch(YEAR_MONTHS - count + 1, YEAR_MONTHS, year),)


def _edge(months: int) -> Callable[[Parts], tuple[Written, ...]]:
    def build(parts: Parts) -> tuple[Written, ...]:
        return _months_of_year({**parts, "count": str(months), "edge": parts["edge"].split()[0]})

    return build


def _part_of_year(parts: Parts) -> tuple[Written, ...]:
    part, year = _part(parts), year_of(parts)
    if part == "đầu":
        return (_on_day(one_day(1, 1, year, "part-of-month"), parts),)
    month = FIRST_HALF if part == "giữa" else YEAR_MONTHS
    last = stretch(month, month, year).last
    return (Written(last, last, year, exact=True, ask="part-of-month" if part == "giữa" else None),)


def _years(parts: Parts) -> tuple[Written, ...]:
    numbers = numbers_in(parts["list"].casefold().replace("năm", ""))
    first, last = min(numbers), max(numbers)
    if numbers[0] != first:
        raise Unclear("turned-round")
    return (Written((1, 1), (YEAR_MONTHS, 0), last, last - first),)


def _tet(parts: Parts) -> tuple[Written, ...]:
    named, year = _stem_year(parts), year_of(parts)
    if named and year and named != year:
        raise Unclear("two-years")
    return (Written((1, 1), (1, 1), year or named, exact=True, feast="tet"),)


def _stem_year(parts: Parts) -> int | None:
    if not parts["stem"]:
        return None
    stem = STEMS.index(parts["stem"].casefold())
    branch = BRANCHES.index(parts["branch"].casefold().replace("tị", "tỵ"))
    for year in range(CYCLE_START, CYCLE_START + 60):
        if (year - CYCLE_START) % 10 == stem and (year - CYCLE_START) % YEAR_MONTHS == branch:
            return year
    raise Unclear("impossible-day")


def _kings_day(parts: Parts) -> tuple[Written, ...]:
    return (Written((1, 1), (1, 1), year_of(parts), exact=True, feast="kings-day"),)


def _named_day(parts: Parts) -> tuple[Written, ...]:
    name = parts["name"].casefold().replace("-", " ")
    return (one_day(*NAMED[" ".join(name.split())], year_of(parts)),)


def _unclear(reason: Reason) -> Callable[[Parts], tuple[Written, ...]]:
    def build(parts: Parts) -> tuple[Written, ...]:
        del parts
        raise Unclear(reason)

    return build


BUILDERS: Final[dict[str, Callable[[Parts], tuple[Written, ...]]]] = {
    "iso": lambda parts: (one_day(int(parts["month"]), int(parts["day"]), int(parts["year"])),),
    "date": _date,
    "date-words": _date_in_words,
    "day-range": _day_range,
    "short-date": _short_date,
    "day-of-months": _day_of_months,
    "span-of-days": _unclear("span-of-days"),
    "lunar": _unclear("feast-unknown"),
    "month-year": _month_year,
    "months": _months,
    "quarters": _quarters,
    "months-of-year": _months_of_year,
    "months-from-january": _months_of_year,
    "half": _edge(FIRST_HALF),
    "edge-month": _edge(1),
    "edge-quarter": _edge(MONTHS_OF_QUARTER),
    "part-of-year": _part_of_year,
    "years": _years,
    "tet": _tet,
    "kings-day": _kings_day,
    "named-day": _named_day,
    "week-of-month": _unclear("week-of-month"),
    "vague-months": _unclear("vague-months"),
    "other-year": _unclear("other-year"),
    "beside-issue": _unclear("beside-issue"),
}
