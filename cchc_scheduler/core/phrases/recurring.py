"""What comes back, read as a whole: which cadences have a day, and which end with their period."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from cchc_scheduler.core.phrases.cadences import (
    Anchor,
    Rule,
    after_periods,
    frequency,
    occurrences,
    period_ends,
)
from cchc_scheduler.core.phrases.events import Length, last_day
from cchc_scheduler.core.phrases.fragments import MONTHS_OF, Unit
from cchc_scheduler.core.phrases.parts import Gathered, Mark, Term
from cchc_scheduler.core.phrases.reasons import Reason, Unclear
from cchc_scheduler.core.phrases.values import PhraseBound, Reading, Surroundings
from cchc_scheduler.core.phrases.written import Written
from cchc_scheduler.core.phrases.yearless import days_of, last_permitted, narrowest

BESIDE: Final = re.compile(r"\s*(?:của|vào|định kỳ)?\s*", re.IGNORECASE)
GOES_ON: Final = re.compile(r"\s*(?:và)?\s*", re.IGNORECASE)
FINE: Final[tuple[Unit, ...]] = ("week", "month")


def comes_back(parts: Gathered) -> bool:
    """Tell whether the wording speaks of something that comes back."""
    if any(mark.strong for mark in parts.cadences):
        return True
    if any(_stands_alone(mark) for mark in parts.anchors):
        return True
    yearless = [term for term in parts.terms if term.at.year is None and not term.opens]
    if parts.terms and not yearless:
        return False
    if yearless and {"report-period", "periodic"} & parts.signs.keys():
        return True
    return bool(parts.cadences) and (bool(yearless) or bool(parts.anchors) or not _bare(parts))


def _stands_alone(mark: Mark) -> bool:
    return mark.anchor is not None and mark.anchor.unit is not None and not mark.weak


def _bare(parts: Gathered) -> bool:
    """Tell whether only "6 tháng" or "01 năm" stands there: a length, or a half-year."""
    text = parts.text.casefold()
    first = parts.cadences[0]
    return (
        len(parts.cadences) == len(first.units) == 1 and text[parts.cadences[0].start][0].isdigit()
    )


def read(parts: Gathered, around: Surroundings) -> Reading:
    """Return the reading of a wording that comes back."""
    around, repeated = _limited(parts, around)
    rules, loose = _rules(parts)
    found: list[date] = []
    asked: list[Reason | None] = ["estimate" if "vague" in parts.signs else None]
    for rule in rules:
        days, doubt = occurrences(_with_clock(rule, parts), around)
        found += days
        asked.append(doubt)
    if repeated:
        found += _repeats(repeated, loose, around)
        asked.append("repeated-day")
        rules.append(Rule(repeated.at, repeated.bound or "inclusive"))
    else:
        for unit in loose if not rules else _unserved(parts, loose, rules):
            days, doubt = period_ends(unit, around)
            found += days
            asked.append(doubt)
    asked.append("times-only" if parts.times_only and not rules else None)
    asked.append("part-of-month" if "part" in parts.signs else None)
    return Reading(
        "",
        "recurring",
        _bound(rules, parts),
        tuple(sorted(set(found))),
        freq=frequency(_units(parts, rules), on_demand="on-demand" in parts.signs),
        start=_start(rules, found),
        time=parts.clock,
        reason=next((reason for reason in asked if reason), None),
    )


def _with_clock(rule: Rule, parts: Gathered) -> Rule:
    """Let the day itself count when an hour of it is the limit."""
    if parts.clock in (None, "00:00") or rule.bound != "exclusive":
        return rule
    return replace(rule, bound="inclusive")


def _bound(rules: list[Rule], parts: Gathered) -> PhraseBound:
    if not rules:
        return "period_end"
    first = _with_clock(rules[0], parts)
    if first.bound == "exclusive":
        return "exclusive"
    at = first.at
    whole = at.day is None and at.weekday is None if isinstance(at, Anchor) else not at.exact
    return "period_end" if whole else "inclusive"


def _start(rules: list[Rule], found: list[date]) -> date | None:
    """Return the first day of the one stretch that comes back, as in "Tháng 12 hằng năm"."""
    if len(rules) != 1 or not found or isinstance(rules[0].at, Anchor):
        return None
    at, day = rules[0].at, min(found)
    if at.exact or rules[0].bound == "exclusive":
        return None
    return date(day.year - at.years_before, at.first[0], at.first[1] or 1)


def _units(parts: Gathered, rules: list[Rule]) -> list[Unit]:
    units = [unit for mark in parts.cadences for unit in mark.units]
    units += [rule.at.unit for rule in rules if isinstance(rule.at, Anchor) and rule.at.unit]
    return units or (["year"] if rules else [])


def _limited(parts: Gathered, around: Surroundings) -> tuple[Surroundings, Term | None]:
    """Return the plan's period cut to the stretch written beside a cadence, or the repeated day."""
    for term in [term for term in parts.terms if term.at.year is not None]:
        first, last = days_of(term, around)
        if term.opens:
            around = replace(around, first=max(around.first, first))
        elif not term.at.exact or term.joined:
            limit = last_permitted(term, (first, last))
            within = first if term.bound not in ("exclusive", "inclusive") or term.joined else None
            start = max(around.first, within or around.first)
            around = replace(around, first=start, last=min(around.last, limit))
        elif _ends(parts, term):
            around = replace(around, last=min(around.last, last))
        elif _goes_on(parts, term):
            return around, term
    return around, None


def has_other_part(parts: Gathered) -> bool:
    """Tell whether a dated day stands apart from what comes back, a part of its own."""
    dated = (term for term in parts.terms if term.at.year is not None and term.at.exact)
    apart = (term for term in dated if not (term.opens or term.joined or _ends(parts, term)))
    return any(not _goes_on(parts, term) for term in apart)


def own_parts(parts: Gathered) -> list[Term]:
    """Return the terms that end something, without those a cadence follows where others stand.

    "trước ngày 25/8/2025 và rà soát trước ngày 31/01 hằng năm" has one milestone.
    """
    closing = [term for term in parts.terms if not term.opens]
    dated = [term for term in closing if not _comes_back_itself(parts, term)]
    return dated or closing


def _comes_back_itself(parts: Gathered, term: Term) -> bool:
    gaps = (parts.text[term.end : mark.start] for mark in parts.cadences if mark.start >= term.end)
    return any(BESIDE.fullmatch(gap) for gap in gaps)


def _goes_on(parts: Gathered, term: Term) -> bool:
    """Tell whether a cadence follows a dated day right away: "20/11/2025 và hằng tháng"."""
    gaps = (parts.text[term.end : mark.start] for mark in parts.cadences if mark.start >= term.end)
    return any(GOES_ON.fullmatch(gap) for gap in gaps)


def _ends(parts: Gathered, term: Term) -> bool:
    return parts.text[: term.start].casefold().rstrip().endswith(("đến", "đến hết", "tới", "hết"))


def _repeats(term: Term, units: list[Unit], around: Surroundings) -> list[date]:
    """Return a dated day and its repeats: "trước ngày 20/11/2025 và hằng tháng"."""
    named = days_of(term, around)[1]
    back = timedelta(days=1 if term.bound == "exclusive" else 0)
    found = [named - back]
    for unit in [unit for unit in units if unit in MONTHS_OF]:
        for count in range(1, 120):
            day = last_day(named, Length(count, unit), around)
            if day is None or day - back > around.last:
                break
            found += [day - back] if day.day == named.day and day - back >= around.first else []
    return found


def _rules(parts: Gathered) -> tuple[list[Rule], list[Unit]]:
    """Return the days with the cadences they serve, and the cadences that have no day.

    A cadence right behind a day is that day's; one before it is served by it, but a day of the
    year serves no months.
    """
    rules: list[Rule] = []
    pending: list[Unit] = []
    end = -1
    for start, item in sorted(_items(parts), key=lambda each: each[0]):
        if isinstance(item, Mark) and item.units:
            behind = end >= 0 and BESIDE.fullmatch(parts.text[end:start])
            if behind and rules:
                _attach(rules, item.units)
            else:
                pending += item.units
            end = item.end if behind else -1
            continue
        new = _rules_of(item)
        served = [unit for unit in pending if _serves(new[0], unit, parts)]
        pending = [unit for unit in pending if unit not in served]
        for rule in new:
            rule.units = tuple(served)
        rules += new
        end = item.end
    return rules, pending


def _serves(rule: Rule, unit: Unit, parts: Gathered) -> bool:
    """Tell whether a day is that of a cadence before it; a named period is only its own."""
    if isinstance(rule.at, Anchor):
        return True
    if not rule.at.exact and unit not in _strong(parts):
        return False
    return unit not in FINE


def _strong(parts: Gathered) -> set[Unit]:
    return {unit for mark in parts.cadences if mark.strong for unit in mark.units}


def _items(parts: Gathered) -> list[tuple[int, Mark | Term]]:
    items: list[tuple[int, Mark | Term]] = [(mark.start, mark) for mark in parts.cadences]
    items += [(mark.start, mark) for mark in parts.anchors]
    yearless = [term for term in parts.terms if term.at.year is None and not term.opens]
    items += [(term.start, term) for term in narrowest(yearless)]
    return items


def _attach(rules: list[Rule], units: tuple[Unit, ...]) -> None:
    rules[-1].units = (*units, *rules[-1].units)
    for rule in rules[:-1]:
        if isinstance(rule.at, Anchor) and not rule.at.unit and not rule.units:
            rule.units = units


def _rules_of(item: Mark | Term) -> list[Rule]:
    bound = item.bound or "inclusive"
    if isinstance(item, Term):
        return [Rule(item.at, bound)]
    if item.anchor:
        return [Rule(item.anchor, bound)]
    return [Rule(Anchor(None, day, bare=True), bound) for day in item.days]


def _unserved(parts: Gathered, loose: list[Unit], rules: list[Rule]) -> list[Unit]:
    """Return the cadences that no day serves: "hằng tháng; báo cáo năm trước ngày 15/12".

    Beside named periods ("quý I, 6 tháng, quý III, năm") the others end with theirs, too.
    """
    if all(isinstance(rule.at, Written) and not rule.at.exact for rule in rules):
        return loose
    strong = _strong(parts)
    served = {unit for rule in rules for unit in (*rule.units, rule.unit)}
    return [unit for unit in loose if unit in strong and unit not in served]


def is_after_period(parts: Gathered) -> bool:
    """Tell whether a length runs from the end of each period."""
    return bool(parts.after_periods) and not parts.terms


def read_after_period(parts: Gathered, around: Surroundings) -> Reading:
    """Return "trong 05 ngày làm việc sau khi kết thúc quý" as days after each quarter's end."""
    mark = parts.after_periods[0]
    units = mark.units or tuple(unit for each in parts.cadences for unit in each.units)
    if mark.length is None or not units or units[0] not in MONTHS_OF:
        raise Unclear("which-period")
    found = []
    for end in after_periods(units[0], around):
        day = last_day(end, mark.length, around)
        inside = around.first <= end
        if day and (inside or around.first <= day <= around.last):
            found.append(day)
    freq = frequency(units, on_demand="on-demand" in parts.signs)
    return Reading("", "recurring", "relative", tuple(found), freq=freq, offset=str(mark.length))
