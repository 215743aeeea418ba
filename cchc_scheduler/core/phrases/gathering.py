"""Puts side by side what was found in a text: terms, anchors, cadences, lengths, events, signs."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from cchc_scheduler.core.phrases.cadences import Anchor
from cchc_scheduler.core.phrases.events import length_of
from cchc_scheduler.core.phrases.fragments import (
    MONTHS_OF,
    UNIT_OF_MONTHS,
    UNITS,
    number,
    numbers_in,
    unit_of,
)
from cchc_scheduler.core.phrases.parts import Gathered, Mark, Term
from cchc_scheduler.core.phrases.patterns import Found, find_all
from cchc_scheduler.core.phrases.reasons import Unclear
from cchc_scheduler.core.phrases.values import PhraseBound
from cchc_scheduler.core.phrases.written import BUILDERS, Written, one_day, stretch, year_of

CONJUNCTION: Final = re.compile(
    r"\s*(?:,\s*và|[,;&/]|và|hoặc)?\s*(?:ngày|chậm nhất)?\s*", re.IGNORECASE
)
BOUNDS: Final[dict[str, PhraseBound]] = {
    "before": "exclusive",
    "until-and-with": "inclusive",
    "before-end": "inclusive",
    "not-after": "inclusive",
    "no-later": "inclusive",
    "until": "inclusive",
    "within": "period_end",
}
SIGNS: Final = (
    "continuous",
    "then-continuous",
    "then-yearly",
    "elsewhere",
    "ditto",
    "vague",
    "or",
    "afterwards",
    "finish",
    "report-period",
    "periodic",
    "plan-year",
    "now",
    "on-demand",
)
WEEKDAYS: Final = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}
# Doubts that matter only when nothing else tells the day: "chương trình công tác tháng sau".
PASSED_OVER: Final = ("beside-issue", "vague-months", "other-year")
NOON: Final = 12
HOURS: Final = 24
MINUTES: Final = 60
OPEN_ENDS: Final = " \t,.;:()[]-–"


def gather(text: str) -> Gathered:
    """Return what is found in a tidy text; raises Unclear where something can't be a day."""
    state = _Gathering(Gathered(text, find_all(text)))
    for found in state.all.found:
        state.take(found)
    state.all.dangling = state.bound
    state.all.all_terms = list(state.all.terms)
    return state.all


class _Gathering:
    """Walks over what was found; a bound holds for the next day, and on over "và" and commas."""

    def __init__(self, gathered: Gathered) -> None:
        self.all = gathered
        self.bound: PhraseBound | None = None
        self.opens = False
        self.after = False
        self.joins = False
        self.last_bound: PhraseBound | None = None
        self.last_end = -1

    def take(self, found: Found) -> None:
        if found.name in BOUNDS:
            self._bound(found)
        elif found.name in BUILDERS:
            self._written(found)
        elif found.name in SIGNS:
            self.all.signs.setdefault(found.name, found.start)
        elif found.name in TAKERS:
            TAKERS[found.name](self, found)

    def _written(self, found: Found) -> None:
        try:
            built = BUILDERS[found.name](found.parts)
        except Unclear as fault:
            if fault.reason not in PASSED_OVER:
                raise
            self.all.unclear = self.all.unclear or fault.reason
            return
        bound = self._next_bound(found.start)
        for written in built:
            self.bound = bound
            self._term(written, found)

    def _bound(self, found: Found) -> None:
        terms = self.all.terms
        follows = terms and self._between(terms[-1].end, found.start) == ""
        if found.name == "until" and (
            follows or "now" in self.all.signs or self._day_before(found)
        ):
            self.joins = True
        if found.name == "until" and self.all.clock and not follows:
            self.opens = False
        if found.name == "within" and self.bound is not None:
            return
        self.bound = BOUNDS[found.name]
        self.all.bound_end = found.end

    def _day_before(self, found: Found) -> bool:
        anchors = self.all.anchors
        return bool(anchors) and self._between(anchors[-1].end, found.start) == ""

    def _between(self, end: int, start: int) -> str:
        return self.all.text[end:start].strip()

    def _next_bound(self, start: int) -> PhraseBound | None:
        if self.bound is None and self.last_end >= 0:
            gap = self.all.text[self.last_end : start]
            if CONJUNCTION.fullmatch(gap):
                return self.last_bound
        return self.bound

    def _settle(self, bound: PhraseBound | None, end: int) -> None:
        self.last_bound, self.last_end = bound, end
        self.bound, self.opens, self.after, self.joins = None, False, False, False

    def _term(self, written: Written, found: Found) -> None:
        terms = self.all.terms
        dash = bool(terms) and self._between(terms[-1].end, found.start) == "-"
        if terms and (dash or (self.joins and not self.all.anchors)):
            self._join(terms[-1], written, found.end)
            return
        bound = self._next_bound(found.start)
        whole = self.all.text[found.start : found.end].casefold()
        joined = (self.opens and ("đến" in whole or "-" in whole)) or self._from_now()
        opens = self.opens and not joined
        term = Term(
            written, found.start, found.end, bound, opens=opens, joined=joined, after=self.after
        )
        self._share_month(term, found)
        terms.append(term)
        self._settle(bound, found.end)

    def _from_now(self) -> bool:
        return self.joins and "now" in self.all.signs

    def _join(self, first: Term, last: Written, end: int) -> None:
        """Make one stretch of two, as in "từ tháng 8 đến tháng 12/2025"."""
        before = last.years_before
        if first.at.year is not None and last.year is not None:
            before = last.year - first.at.year + first.at.years_before
        elif first.at.first > last.last and last.last[1]:
            before = 1
        same_year = before == 0 and bool(last.last[1])
        if before < 0 or (same_year and first.at.first > last.last):
            raise Unclear("turned-round")
        year = last.year if last.year is not None else first.at.year
        first.at = replace(last, first=first.at.first, year=year, years_before=before)
        first.end, first.opens, first.joined = end, False, True
        first.bound = "inclusive" if last.exact else first.bound
        self._settle(first.bound, end)

    def _share_month(self, term: Term, found: Found) -> None:
        """Give "ngày 08" before "đến ngày 10 tháng 12" the month that stands behind both."""
        if not self.all.anchors or not term.at.exact or term.at.feast:
            return
        mark = self.all.anchors[-1]
        gap = self.all.text[mark.end : found.start]
        if not mark.days or not (self.joins or CONJUNCTION.fullmatch(gap)):
            return
        self.all.anchors.pop()
        (month, _), year = term.at.last, term.at.year
        days = [one_day(month, day, year) for day in mark.days]
        if self.joins:
            term.at, term.joined, term.opens = replace(term.at, first=days[0].first), True, False
            term.bound = "inclusive"
            return
        term.bound = term.bound or mark.bound
        self.all.terms += [Term(day, mark.start, mark.end, mark.bound) for day in days]

    def take_days(self, found: Found) -> None:
        days = numbers_in(found.parts["list"] or found.parts.get("list_2", ""))
        if any(not 1 <= day <= 31 for day in days):  # noqa: PLR2004
            raise Unclear("impossible-day")
        if found.name == "day-span" or (self.joins and self.all.anchors):
            days = days[-1:]
        if self.joins and self.all.anchors:
            self.all.anchors.pop()
        self._anchor(Mark(found.start, found.end, days=days), found)

    def take_in_period(self, found: Found) -> None:
        parts = found.parts
        which, day = parts["which"].casefold().split(), parts.get("day", "").casefold()
        month = {"đầu": 1, "giữa": 2, "nhất": 1, "hai": 2, "ba": 3}.get(which[-1], 0)
        month = {"đầu": 1}.get(which[0], month) or (int(which[-1]) if which[-1].isdigit() else -1)
        named = {"": None, "cuối": 0, "cuối cùng": 0, "giữa": 15, "đầu": 1}.get(day, -1)
        named = int(day) if day.isdigit() else named
        if parts["number"]:
            self._of_quarter(found, month, named)
            return
        unit = None if parts["unit"].casefold().startswith("kỳ") else unit_of(parts["unit"])
        anchor = Anchor(unit, named, month, bool(parts["after"]))
        self._anchor(Mark(found.start, found.end, anchor), found)

    def _of_quarter(self, found: Found, month: int, day: int | None) -> None:
        year, bound = year_of(found.parts), self._next_bound(found.start)
        for quarter in numbers_in(found.parts["number"]):
            if not 1 <= quarter <= 4:  # noqa: PLR2004
                raise Unclear("impossible-day")
            real = quarter * 3 - 3 + (month if month > 0 else 3)
            whole = stretch(real, real, year)
            if day == 0:
                whole = replace(whole, first=whole.last, exact=True)
            self.bound = bound
            self._term(one_day(real, day, year) if day else whole, found)

    def take_next(self, found: Found) -> None:
        unit = unit_of(found.parts["unit"])
        day = int(found.parts["day"])
        self._anchor(Mark(found.start, found.end, Anchor(unit, day, 1, after=True)), found)

    def take_edge_day(self, found: Found) -> None:
        parts = found.parts
        first = parts["edge"].casefold().startswith("đầu")
        unit = None if parts["unit"].casefold().startswith("kỳ") else unit_of(parts["unit"])
        after = bool(parts["after"])
        anchor = Anchor(unit, 1 if first else 0, 1 if first else -1, after, bool(parts["work"]))
        self._anchor(Mark(found.start, found.end, anchor), found)

    def take_part_of_each(self, found: Found) -> None:
        part, unit = found.parts["part"].casefold(), UNITS[found.parts["unit"].casefold()]
        months = MONTHS_OF[unit]
        if part == "giữa" and unit == "quarter":
            raise Unclear("middle-of-quarter")
        month, day = {"đầu": (1, 1), "cuối": (-1, 0)}.get(part, (1, 15) if months == 1 else (6, 0))
        if part != "cuối":
            self.all.signs.setdefault("part", found.start)
        weak = not found.parts["each"]
        mark = Mark(found.start, found.end, Anchor(unit, day, month), weak=weak)
        self._anchor(mark, found)

    def take_weekday(self, found: Found) -> None:
        word = found.parts["weekday"].casefold().removeprefix("thứ").strip()
        day = int(word) - 2 if word.isdigit() else WEEKDAYS.get(word, 6)
        anchor = Anchor("week", None, weekday=day)
        self._anchor(Mark(found.start, found.end, anchor, weak=True), found)

    def _anchor(self, mark: Mark, found: Found) -> None:
        mark.bound = self._next_bound(found.start)
        self.all.anchors.append(mark)
        self._settle(mark.bound, found.end)

    def take_cadence(self, found: Found) -> None:
        words = re.split(r"(?i)\s*(?:,\s*và|[,;/&]|\bvà\b|\bhoặc\b)\s*", found.parts["list"])
        plain = [
            re.sub(r"(?i)\b(?:hằng|mỗi|định kỳ|báo cáo|tổng kết)\s+", "", word) for word in words
        ]
        units = tuple(unit_of(word) for word in plain if word)
        opening = self.all.text[found.start : found.end].casefold()
        strong = found.name in ("cadence", "each-of-year") or opening.startswith("định kỳ")
        self._cadence(Mark(found.start, found.end, units=units, strong=strong))

    def take_report_unit(self, found: Found) -> None:
        unit = UNITS[found.parts["unit"].casefold()]
        self._cadence(Mark(found.start, found.end, units=(unit,), strong=True))

    def take_repeat(self, found: Found) -> None:
        count = number(found.parts["count"]) if found.parts["count"] else 1
        times = number(found.parts["times"]) if found.parts["times"] else 1
        unit = UNITS[found.parts["unit"].casefold()]
        months = MONTHS_OF.get(unit, 0) * count / times
        if unit == "week" or months not in UNIT_OF_MONTHS:
            self.all.times_only = True
        self.all.times_only = self.all.times_only or times > 1
        unit = UNIT_OF_MONTHS.get(int(months), unit) if months == int(months) else unit
        self._cadence(Mark(found.start, found.end, units=(unit,), strong=True))

    def _cadence(self, mark: Mark) -> None:
        self.all.cadences.append(mark)

    def take_length(self, found: Found) -> None:
        length = length_of(found.parts, back=found.name in ("before-event", "duration-at-least"))
        self.bound = None
        mark = Mark(found.start, found.end, length=length)
        if found.name == "after-period":
            period = found.parts["period"].casefold()
            mark.units = () if period.startswith("kỳ") else (unit_of(period),)
            self.all.after_periods.append(mark)
            return
        self.all.lengths.append(mark)

    def take_event(self, found: Found) -> None:
        opener = self.all.text[found.start : found.end]
        start = found.end
        if found.name == "at-meeting":
            opener = found.parts["opener"]
            start = found.end - len(found.parts["event"])
        at_once = bool(found.parts.get("at_once"))
        self.all.events.append(Mark(start, found.end, opener=opener.casefold(), at_once=at_once))
        self.bound = None

    def take_from(self, found: Found) -> None:
        self.opens = True
        self.after = self.all.text[found.start : found.end].casefold() == "sau"

    def take_onward(self, found: Found) -> None:
        del found
        if self.all.terms and not self.all.terms[-1].joined:
            self.all.terms[-1].opens = True

    def take_some_month(self, found: Found) -> None:
        anchor = Anchor("month", int(found.parts["day"]))
        if not 1 <= int(found.parts["day"]) <= 31:  # noqa: PLR2004
            raise Unclear("impossible-day")
        self._anchor(Mark(found.start, found.end, anchor), found)

    def take_clock(self, found: Found) -> None:
        parts = found.parts
        hour, minute = int(parts["hour"]), int(parts["minute"] or parts["minutes"] or 0)
        if parts["half"].casefold() in ("chiều", "tối") and hour < NOON:
            hour += NOON
        if hour > HOURS or minute >= MINUTES or (hour == HOURS and minute):
            raise Unclear("impossible-day")
        self.all.clock = f"{hour:02}:{minute:02}" if hour or minute else None

    def take_year_beside(self, found: Found) -> None:
        beside = -1 if found.parts["beside"].casefold() == "trước" else 1
        terms = self.all.terms
        whole = self.all.text[found.start : found.end].casefold()
        if terms and self._between(terms[-1].end, found.start) in ("", "của", "("):
            terms[-1].at = replace(terms[-1].at, beside=beside)
            terms[-1].end = self.last_end = found.end
        else:
            self._term(Written((1, 1), (12, 0), beside=beside), found)
        if "kế hoạch" in whole or "báo cáo" in whole:
            self.all.signs.setdefault("report-period", found.start)


TAKERS: Final[dict[str, Callable[[_Gathering, Found], None]]] = {
    "days": _Gathering.take_days,
    "day-span": _Gathering.take_days,
    "day-of-month-in-period": _Gathering.take_in_period,
    "month-in-period": _Gathering.take_in_period,
    "day-of-next-period": _Gathering.take_next,
    "edge-day": _Gathering.take_edge_day,
    "part-of-each": _Gathering.take_part_of_each,
    "weekday": _Gathering.take_weekday,
    "cadence": _Gathering.take_cadence,
    "each-of-year": _Gathering.take_cadence,
    "reports": _Gathering.take_cadence,
    "cadences": _Gathering.take_cadence,
    "bare-cadence": _Gathering.take_cadence,
    "report-unit": _Gathering.take_report_unit,
    "repeat": _Gathering.take_repeat,
    "repeat-of": _Gathering.take_repeat,
    "after-period": _Gathering.take_length,
    "before-event": _Gathering.take_length,
    "duration-at-least": _Gathering.take_length,
    "duration": _Gathering.take_length,
    "duration-before": _Gathering.take_length,
    "event": _Gathering.take_event,
    "before-day-of": _Gathering.take_event,
    "at-meeting": _Gathering.take_event,
    "from": _Gathering.take_from,
    "onward": _Gathering.take_onward,
    "day-of-some-month": _Gathering.take_some_month,
    "clock": _Gathering.take_clock,
    "year-beside": _Gathering.take_year_beside,
}
