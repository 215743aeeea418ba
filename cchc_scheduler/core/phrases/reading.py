"""Reads the wording of a deadline: which kind it is, and which days it names.

A hard day wins over what surrounds it; what comes back is told by its cadence; "thường xuyên" has
no day; what waits for an event has its length; the rest is unknown and asked.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from cchc_scheduler.core.phrases import recurring, waiting
from cchc_scheduler.core.phrases.gathering import gather
from cchc_scheduler.core.phrases.parts import Gathered, Mark, Term
from cchc_scheduler.core.phrases.reasons import Reason, Unclear
from cchc_scheduler.core.phrases.spelling import tidy
from cchc_scheduler.core.phrases.values import PhraseBound, Reading, Surroundings, Then
from cchc_scheduler.core.phrases.written import Written
from cchc_scheduler.core.phrases.yearless import (
    days_of,
    last_permitted,
    narrowest,
    settle_years,
    share_years,
    without_names,
)

BLANK: Final = "-.…_/ ?"
DITTO_MARKS: Final = ('"', "''", "”", "“", "〃", "′′", '""')
HARD: Final = ("once", "recurring")
LEFT_OVER: Final = re.compile(
    r"\d\s*[/.\-]\s*\d|(?<!\w)(?:ngày|tháng|quý|năm|tuần|giờ)\s*\d"
    r"|\d\s*(?:ngày|tháng|quý|năm|tuần|giờ)(?!\w)|\|\s*[,;&]?\s*\d{1,2}\s*[,;&]?\s*\|"
    r"|(?<!\w)ngày\s+(?:cuối|đầu)",
    re.IGNORECASE,
)
LONGEST: Final = 2000


def read(phrase: str, around: Surroundings) -> Reading:
    """Return what a deadline's wording says, for a plan's period; never raises.

    A cell longer than 2,000 characters is no deadline and is asked.
    """
    text = tidy(phrase[:LONGEST])
    if text in DITTO_MARKS:
        return _unknown(phrase, "ditto")
    if not text.strip(BLANK):
        return _unknown(phrase, "empty")
    if len(phrase) > LONGEST:
        return _unknown(phrase, "not-understood")
    try:
        parts = gather(text)
        found = replace(_decide(parts, around), phrase=phrase)
    except Unclear as fault:
        return _unknown(phrase, fault.reason)
    return _with_doubts(found, parts)


def _with_doubts(found: Reading, parts: Gathered) -> Reading:
    phrase = found.phrase
    if parts.unclear and not found.due:
        return _unknown(phrase, parts.unclear)
    if found.reason is None and parts.unclear:
        return replace(found, reason=parts.unclear)
    if found.reason is None and found.kind in HARD and _left_over(parts):
        return replace(found, reason="partly-understood")
    return found


def _left_over(parts: Gathered) -> bool:
    """Tell whether a number that looks like a day, month or year was read by no pattern."""
    end, between = 0, []
    for found in parts.found:
        between.append(parts.text[end : found.start])
        end = found.end
    return LEFT_OVER.search(" | ".join([*between, parts.text[end:]])) is not None


def _unknown(phrase: str, reason: Reason) -> Reading:
    return Reading(phrase, "unknown", reason=reason)


def _decide(parts: Gathered, around: Surroundings) -> Reading:
    parts.terms = without_names(parts.text, waiting.without_events(parts))
    parts.cadences = waiting.without_events_cadences(parts)
    share_years(parts.terms)
    _weekday_of_date(parts)
    return next(kind(parts, around) for fits, kind in KINDS if fits(parts))


def _weekday_of_date(parts: Gathered) -> None:
    """Take "thứ Sáu, ngày 26/9/2025" as that day, not as every Friday."""
    if any(term.at.exact for term in parts.terms) and not parts.cadences:
        for mark in [mark for mark in parts.anchors if _weekday(mark) is not None]:
            parts.anchors.remove(mark)
            parts.weekday = _weekday(mark)


def _weekday(mark: Mark) -> int | None:
    return mark.anchor.weekday if mark.anchor else None


def _rest(parts: Gathered, around: Surroundings) -> Reading:
    """Read what has no day of its own: a bare "trong năm", or nothing at all."""
    if "plan-year" in parts.signs and not parts.cadences:
        place = parts.signs["plan-year"]
        parts.terms.append(Term(Written((1, 1), (12, 0)), place, place))
        return _once(parts, around)
    if parts.unclear:
        raise Unclear(parts.unclear)
    if "ditto" in parts.signs:
        raise Unclear("ditto")
    if parts.cadences:
        raise Unclear("which-half")
    if parts.anchors:
        raise Unclear("which-period" if parts.anchors[0].anchor else "which-month")
    raise Unclear(
        "elsewhere" if {"elsewhere", "periodic"} & parts.signs.keys() else "not-understood"
    )


def _has_milestone(parts: Gathered) -> bool:
    """Tell whether a day stands beside "thường xuyên" or a cadence as a milestone."""
    closing = [term for term in parts.terms if not term.opens]
    if not closing:
        return False
    after = parts.signs.get("afterwards", -1)
    if closing[0].at.year is not None and closing[0].end <= after:
        return True
    if recurring.comes_back(parts):
        return recurring.has_other_part(parts)
    if not _goes_on(parts):
        return False
    hard = any(term.at.exact and not (term.joined or _until(term, parts)) for term in closing)
    bounded = any(term.bound == "exclusive" for term in closing)
    return hard or bounded or "finish" in parts.signs or _then(parts) is not None


def _until(term: Term, parts: Gathered) -> bool:
    """Tell whether a day only ends what goes on: "thường xuyên đến hết ngày 31/12/2025"."""
    before = parts.text[: term.start].casefold().rstrip()
    return before.endswith(("đến", "đến hết", "tới", "tới hết", "hết"))


def _then(parts: Gathered) -> Then | None:
    closing = [term.end for term in parts.terms if not term.opens]
    if closing and parts.signs.get("then-continuous", -1) >= closing[0]:
        return "continuous"
    after = parts.signs.get("afterwards", parts.signs.get("then-yearly", -1))
    after = max([after, *(mark.start for mark in parts.cadences if mark.strong)])
    return "recurring" if closing and after >= closing[0] else None


def _goes_on(parts: Gathered) -> bool:
    return not {"continuous", "then-continuous"}.isdisjoint(parts.signs)


def _has_terms(parts: Gathered) -> bool:
    return bool(parts.terms)


def _always(parts: Gathered) -> bool:
    del parts
    return True


def _continuous(parts: Gathered, around: Surroundings) -> Reading:
    opening = [term for term in parts.terms if term.opens or term.joined]
    start = days_of(opening[0], around)[0] if opening else None
    if not recurring.comes_back(parts):
        return Reading("", "continuous", start=start)
    parts.terms = [term for term in parts.terms if term.at.year is None]
    inner = recurring.read(parts, around)
    return replace(inner, kind="continuous", start=start)


def _once(parts: Gathered, around: Surroundings) -> Reading:
    closing = recurring.own_parts(parts)
    if not closing:
        return _only_start(parts, around)
    closing = narrowest(_with_bare_days(parts, closing))
    known, unwritten = settle_years(closing, around)
    due = sorted({_last_day(term, days, parts) for term, days in known})
    starts = [days[0] for term, days in known if _shows_start(term)]
    if "now" in parts.signs and around.issued:
        starts = [around.issued]
    opening = [days_of(term, around)[0] for term in parts.terms if term.opens]
    return Reading(
        "",
        "once",
        _bound_of(closing[0], parts),
        tuple(due),
        start=min(opening or starts, default=None),
        time=parts.clock,
        then=_then(parts),
        reason=_doubt(parts, closing) or unwritten or _weekday_doubt(parts, known),
    )


def _with_bare_days(parts: Gathered, closing: list[Term]) -> list[Term]:
    """Read "tháng 12/2025, trước ngày 25" as that day of that month."""
    bare = [mark for mark in parts.anchors if mark.days]
    if len(bare) != 1 or len(closing) != 1:
        return closing
    at = closing[0].at
    if at.exact or at.first[0] != at.last[0]:
        return closing
    days = [
        replace(at, first=(at.last[0], day), last=(at.last[0], day), exact=True)
        for day in bare[0].days
    ]
    return [Term(day, bare[0].start, bare[0].end, bare[0].bound) for day in days]


def _shows_start(term: Term) -> bool:
    if term.bound not in (None, "period_end") and not term.joined:
        return False
    return not term.at.exact or term.at.first != term.at.last


def _last_day(term: Term, days: tuple[date, date], parts: Gathered) -> date:
    if _at_clock(term, parts):
        return days[1]
    return last_permitted(term, days)


def _at_clock(term: Term, parts: Gathered) -> bool:
    """Tell whether the day itself counts since an hour of it is the limit."""
    return term.bound == "exclusive" and term.at.exact and parts.clock not in (None, "00:00")


def _bound_of(term: Term, parts: Gathered) -> PhraseBound:
    if _at_clock(term, parts):
        return "inclusive"
    if term.bound == "exclusive":
        return "exclusive"
    return "inclusive" if term.at.exact else "period_end"


def _doubt(parts: Gathered, closing: list[Term]) -> Reason | None:
    asked = [term.at.ask for term in closing if term.at.ask]
    if asked:
        return asked[0]
    if "vague" in parts.signs:
        return "estimate"
    if any(term.bound == "exclusive" and _is_part(term) for term in closing):
        return "part-of-month"
    if any(mark.strong for mark in parts.cadences):
        return "several-parts"
    between = closing[0].end <= parts.signs.get("or", -1) <= closing[-1].start
    return "either-or" if len(closing) > 1 and between else None


def _weekday_doubt(parts: Gathered, known: list[tuple[Term, tuple[date, date]]]) -> Reason | None:
    named = {days[1].weekday() for _, days in known}
    return "weekday-differs" if parts.weekday not in {None, *named} else None


def _is_part(term: Term) -> bool:
    return term.at.exact and term.at.last[1] == 0


def _only_start(parts: Gathered, around: Surroundings) -> Reading:
    days = days_of(parts.terms[0], around)
    start = days[1] + timedelta(days=1) if parts.terms[0].after else days[0]
    return Reading("", "continuous", "start_only", start=start, reason="no-end")


# The first that fits decides.
KINDS: Final[
    tuple[
        tuple[Callable[[Gathered], bool], Callable[[Gathered, Surroundings], Reading]],
        ...,
    ]
] = (
    (recurring.is_after_period, recurring.read_after_period),
    (_has_milestone, _once),
    (_goes_on, _continuous),
    (recurring.comes_back, recurring.read),
    (_has_terms, _once),
    (waiting.waits, waiting.read),
    (_always, _rest),
)
