"""Years that are not written: taken from the day beside it, else from the plan's period."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from cchc_scheduler.core.phrases.parts import Term
from cchc_scheduler.core.phrases.reasons import Reason, Unclear
from cchc_scheduler.core.phrases.values import Surroundings
from cchc_scheduler.core.phrases.written import MonthDay, Written

NAMING: Final = re.compile(
    r"(?:báo cáo|kỳ|số liệu|kết quả|kế hoạch|công tác|dự toán|tổng kết|sơ kết|đánh giá|xếp loại"
    r"|của|thuế)\s*$",
    re.IGNORECASE,
)
ONE_DAY: Final = timedelta(days=1)


def share_years(terms: list[Term]) -> None:
    """Give a term without a year the year of the nearest term that has one, in running order.

    "15/12 và 15/01/2026" is December of the year before.
    """
    for term, right in reversed(list(pairwise(terms))):
        if _open(term.at) and right.at.year is not None:
            later = term.at.last > right.at.first
            first_year = right.at.year - right.at.years_before
            term.at = replace(term.at, year=first_year - later)
    for left, term in pairwise(terms):
        if _open(term.at) and left.at.year is not None:
            earlier = term.at.last < left.at.last
            term.at = replace(term.at, year=left.at.year + earlier)


def _open(at: Written) -> bool:
    return at.year is None and not at.beside and not at.feast


def last_permitted(term: Term, days: tuple[date, date]) -> date:
    """Return the last permitted day of a term whose first and last day are known."""
    return days[0] - ONE_DAY if term.bound == "exclusive" else days[1]


def days_of(term: Term, around: Surroundings) -> tuple[date, date]:
    """Return a term's first and last day; raises Unclear when its year can't be told.

    Without a year it is the one year in which the last permitted day lies in the plan's period.
    """
    at = term.at
    if at.year is not None:
        return at.days(at.year, around.feasts)
    if at.beside:
        return at.days(_plan_year(around) + at.beside, around.feasts)
    found = [days for days in _candidates(term, around) if _inside(term, days, around)]
    if len(found) != 1:
        raise Unclear("which-year")
    return found[0]


def settle_years(
    terms: list[Term], around: Surroundings
) -> tuple[list[tuple[Term, tuple[date, date]]], Reason | None]:
    """Return the terms with their days, and whether a year was only taken from a neighbour.

    "20/6, 20/12" in a plan from July: June is of the same year as December, which is asked.
    """
    found: dict[int, tuple[date, date]] = {}
    for number, term in enumerate(terms):
        try:
            found[number] = days_of(term, around)
        except Unclear as fault:
            if fault.reason != "which-year" or len(terms) == 1:
                raise
    years = {days[1].year for days in found.values()}
    if len(found) < len(terms) and len(years) != 1:
        raise Unclear("which-year")
    missing = [number for number in range(len(terms)) if number not in found]
    for number in missing:
        found[number] = terms[number].at.days(min(years), around.feasts)
    known = [(term, found[number]) for number, term in enumerate(terms)]
    return known, "which-year" if missing else None


def narrowest(terms: list[Term]) -> list[Term]:
    """Leave out a stretch in which another term lies: quý IV/2025 (trước ngày 15/12/2025)."""
    return [term for term in terms if not any(_holds(term, other) for other in terms)]


def without_names(text: str, terms: list[Term]) -> list[Term]:
    """Leave out the stretch that names a report: "báo cáo năm 2025 trước ngày 15/01/2026"."""
    if not any(term.bound and term.at.exact for term in terms):
        return terms
    return [term for term in terms if term.bound or not _names(text, term)]


def _names(text: str, term: Term) -> bool:
    return not term.at.exact and NAMING.search(text[: term.start]) is not None


def _holds(stretch: Term, other: Term) -> bool:
    at, inner = stretch.at, other.at
    if stretch is other or at.exact or inner.feast or at.years_before or inner.years_before:
        return False
    if (at.year, at.beside) != (inner.year, inner.beside) or (at.first, at.last) == (
        inner.first,
        inner.last,
    ):
        return False
    same_end = _ends_at(at) == _ends_at(inner)
    return (inner.exact or same_end) and at.first <= inner.first and _ends_at(inner) <= _ends_at(at)


def _ends_at(at: Written) -> MonthDay:
    return at.last if at.last[1] else (at.last[0], 31)


def _plan_year(around: Surroundings) -> int:
    if around.first.year != around.last.year:
        raise Unclear("which-year")
    return around.first.year


def _candidates(term: Term, around: Surroundings) -> list[tuple[date, date]]:
    found = []
    for year in range(around.first.year, min(around.last.year, around.first.year + 10) + 2):
        try:
            found.append(term.at.days(year, around.feasts))
        except Unclear:
            continue
    return found


def _inside(term: Term, days: tuple[date, date], around: Surroundings) -> bool:
    day = days[0] if term.opens else last_permitted(term, days)
    return around.first <= day <= around.last
