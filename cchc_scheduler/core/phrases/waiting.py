"""What waits for an event: the event in the plan's own words, and the length that runs from it."""

import re
from datetime import date, timedelta
from typing import Final

from cchc_scheduler.core.phrases.events import Length, is_issue, last_day
from cchc_scheduler.core.phrases.gathering import OPEN_ENDS
from cchc_scheduler.core.phrases.parts import Gathered, Mark, Term
from cchc_scheduler.core.phrases.reasons import Reason, Unclear
from cchc_scheduler.core.phrases.values import PhraseBound, Reading, Surroundings
from cchc_scheduler.core.phrases.yearless import days_of, last_permitted, share_years

HAVING: Final = re.compile(r"^có\s+(?!hiệu lực)", re.IGNORECASE)
CUT: Final = re.compile(r";|\s+(?:hoặc|nhưng)\s+", re.IGNORECASE)
DATELIKE: Final = re.compile(r"\s*(?:ngày\s*)?(?:\d|$)", re.IGNORECASE)
AT: Final = ("tại", "vào")
HAPPENS: Final = ("khi", "khi có", "kể từ ngày", "tính từ ngày", "từ ngày", "sau ngày")
ON_DEMAND: Final = "on demand"


def without_events(parts: Gathered) -> list[Term]:
    """Return the terms that are not part of an event's name or of another document's."""
    openers = [mark.end for mark in parts.events]
    places = [*openers, *([parts.signs["elsewhere"]] if "elsewhere" in parts.signs else [])]
    return [term for term in parts.terms if not any(_belongs(parts, term, at) for at in places)]


def without_events_cadences(parts: Gathered) -> list[Mark]:
    """Return the cadences that are no part of an event: "khi có báo cáo hằng tháng của Sở"."""
    places = [mark.end for mark in parts.events if mark.opener.endswith(HAPPENS)]
    return [
        mark
        for mark in parts.cadences
        if not any(mark.start >= at and not _own_clause(parts, at, mark.start) for at in places)
    ]


def _own_clause(parts: Gathered, place: int, start: int) -> bool:
    before = parts.text[place:start]
    return ";" in before or before.rstrip().endswith(",")


def _belongs(parts: Gathered, term: Term, place: int) -> bool:
    if term.start < place or term.bound is not None or term.opens:
        return False
    return _in_one_breath(parts, place, term.start)


def _in_one_breath(parts: Gathered, place: int, start: int) -> bool:
    return not re.search(r"[,;]", parts.text[place:start])


def waits(parts: Gathered) -> bool:
    """Tell whether something is waited for."""
    open_bound = parts.dangling == "exclusive" and not DATELIKE.match(parts.text, parts.bound_end)
    return bool(parts.events or parts.lengths or open_bound or "on-demand" in parts.signs)


def read(parts: Gathered, around: Surroundings) -> Reading:
    """Return the reading of a wording that waits for an event."""
    event = _event(parts)
    written = _written_day(parts)
    length = parts.lengths[0].length if parts.lengths else None
    if parts.events and parts.events[0].at_once and length is None:
        length = Length(0, "day")
    if written and length is None and written.at.exact and parts.events[0].opener not in AT:
        start = days_of(written, around)[0]
        start += timedelta(days=parts.events[0].opener == "sau")
        return Reading("", "continuous", "start_only", start=start, reason="no-end")
    known = _known_day(parts, event, around)
    due = last_day(known, length, around) if known and length else None
    bound: PhraseBound = "relative" if length else "none"
    estimate = _meeting_days(parts, around)
    return Reading(
        "",
        "once" if due and _written_day(parts) else "event-bound",
        "period_end" if estimate else bound,
        (due,) if due else estimate,
        freq=ON_DEMAND if "on-demand" in parts.signs else None,
        event=event,
        offset=_offset(length),
        time=parts.clock,
        reason=_doubt(event, due, estimate, length),
    )


def _offset(length: Length | None) -> str | None:
    if length is None:
        return None
    return str(length) if length.count else "0"


def _doubt(
    event: str | None, due: date | None, estimate: tuple[date, ...], length: Length | None
) -> Reason | None:
    if estimate:
        return "event-estimate"
    if event is None and due is None:
        return "no-event"
    return "no-event" if length and not event else None


def _event(parts: Gathered) -> str | None:
    if parts.events:
        return _words(parts, parts.events[0])
    if "on-demand" in parts.signs:
        return "đột xuất"
    if parts.dangling == "exclusive" and not parts.lengths:
        return _trimmed(parts.text[parts.bound_end :])
    return None


def _words(parts: Gathered, mark: Mark) -> str | None:
    """Return an event's words: from its opener to the next wording of time, or the end."""
    stops = [length.start for length in parts.lengths]
    stops += [cadence.start for cadence in parts.cadences]
    stops += [parts.signs[name] for name in ("continuous", "on-demand") if name in parts.signs]
    stops += [term.start for term in parts.terms]
    if mark.opener in AT and "(" in parts.text[mark.start :]:
        stops.append(parts.text.index("(", mark.start))
    end = min((stop for stop in stops if stop >= mark.end), default=len(parts.text))
    return _trimmed(CUT.split(parts.text[mark.start : end])[0])


def _trimmed(words: str) -> str | None:
    found = HAVING.sub("", words.strip(OPEN_ENDS), count=1) if words else ""
    return found.strip(OPEN_ENDS) or None


def _known_day(parts: Gathered, event: str | None, around: Surroundings) -> date | None:
    written = _written_day(parts)
    if written is not None:
        share_years([written])
        return days_of(written, around)[1]
    return around.issued if event and is_issue(event) else None


def _written_day(parts: Gathered) -> Term | None:
    """Return the day that stands in the place of an event: "kể từ ngày 01/10/2025"."""
    places = {mark.end for mark in parts.events if mark.start == mark.end}
    for term in parts.all_terms:
        at = term.at
        if at.exact and any(not parts.text[place : term.start].strip() for place in places):
            return term
    return None


def _meeting_days(parts: Gathered, around: Surroundings) -> tuple[date, ...]:
    """Return the days of a meeting's month: an estimate, since meetings move."""
    if not parts.events or parts.events[0].opener not in AT:
        return ()
    try:
        found = [last_permitted(term, days_of(term, around)) for term in parts.all_terms]
    except Unclear:
        return ()
    return tuple(sorted(set(found)))
