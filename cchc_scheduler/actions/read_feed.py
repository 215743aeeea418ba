"""Read what stands in a calendar feed: a unit's days, the coordinator's, a leader's.

Writes nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.coming_letters import LEVEL_WORDS, coming_letters, gathered
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows, item
from cchc_scheduler.actions.read_unit import calendar_of
from cchc_scheduler.actions.read_way import newest_groups, read_way
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.feeds import FeedSubject, feed_subject
from cchc_scheduler.core.leaders import page_days
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.calendar_feed import Feed, FeedEvent, calendar_feed, unit_feed
from cchc_scheduler.documents.deadline_words import BY_PLAN
from cchc_scheduler.documents.office_feeds import (
    SharedDay,
    coordinator_day,
    leader_day,
    letter_event,
    page_event,
    upstream_event,
    way_event,
)
from cchc_scheduler.documents.vietnamese import clause_words, short_period
from cchc_scheduler.store import obligations

LETTERS_AHEAD: Final = 30
KEPT_FOR: Final = timedelta(days=366)
RECEIVED: Final = ("submitted", "accepted")
ENDED: Final = ("waived", "cancelled")
Groups = dict[str, list[About]]


def feed_bytes(desk: Desk, subject: str) -> bytes | None:
    """Return a feed as bytes, or None when the office knows no such subject any more."""
    known = feed_subject(desk.in_force.office, subject)
    if known is None:
        return None
    domain = desk.in_force.office.sender_address.rpartition("@")[2]
    return calendar_feed(_feed(desk, known), domain, desk.now)


def _feed(desk: Desk, subject: FeedSubject) -> Feed:
    office = desk.in_force.office
    if subject.kind == "unit":
        return unit_feed(calendar_of(desk, subject.id))
    groups = _groups(desk)
    if subject.kind == "coordinator":
        return Feed(f"CCHC - {office.coordinator.name} (tổng hợp)", _coordinator(desk, groups))
    return Feed(f"CCHC - {office.post(subject.id).title}", _leader(desk, groups))


def _groups(desk: Desk) -> Groups:
    """Return everything owed by task and period; what ended more than a year ago is left out."""
    rows = obligations.every(desk.connection)
    first = office_date(desk.now) - KEPT_FOR
    found: Groups = {}
    for subject in about_rows(desk, [(row, None) for row in rows], history=False):
        if subject.deadline.days.last_day >= first:
            found.setdefault(subject.row["task_group"], []).append(subject)
    return found


def _coordinator(desk: Desk, groups: Groups) -> list[FeedEvent]:
    return [
        *(coordinator_day(day) for day in _days(desk, groups)),
        *_upstream(groups),
        *_way(desk),
        *_letters(desk),
    ]


def _leader(desk: Desk, groups: Groups) -> list[FeedEvent]:
    """Return the days by the plan of the cycles' periods, and the days of the leaders' page."""
    cycles = {
        group: [About(each.row, each.plan_deadline, each.plan_deadline) for each in subjects]
        for group, subjects in groups.items()
        if desk.in_force.cycle(group.split("/")[0]) is not None
    }
    days = (leader_day(day) for day in _days(desk, cycles))
    return [*days, *_upstream(cycles), *_pages(desk, cycles)]


def _days(desk: Desk, groups: Groups) -> Iterator[SharedDay]:
    """Yield each last day once for all units that have it, and an agreed day for its unit alone."""
    for group, subjects in groups.items():
        shared: dict[date, list[About]] = {}
        for each in subjects:
            if each.deadline.reason in BY_PLAN:
                shared.setdefault(each.deadline.days.last_day, []).append(each)
            else:
                yield _shared(desk, each.row["id"], [each], subjects)
        for place, (day, together) in enumerate(shared.items()):
            key = f"{group}/{day:%Y%m%d}" if place else group
            yield _shared(desk, key, together, subjects)


def _shared(desk: Desk, key: str, together: Sequence[About], group: Sequence[About]) -> SharedDay:
    """Return one day; its sequence grows with every new version in its group."""
    words = item(desk, together[0])
    owed = [each for each in together if each.row["state"] not in ENDED]
    missing = {each.row["unit"] for each in owed if not _came(each.row)}
    return SharedDay(
        key=key,
        report=f"{words.asked} của {words.unit}" if words.agreed else words.asked,
        clause=clause_words(together[0].row["clause"]),
        last_day=words.last_day,
        target=words.target,
        sequence=sum(each.row["deadline_version"] - 1 for each in group),
        expected=len(owed),
        received=len(owed) - len(missing),
        missing=tuple(unit.name for unit in desk.in_force.office.units if unit.id in missing),
        agreed=words.agreed,
    )


def _came(row: RowMapping) -> bool:
    """Tell whether a unit's part is there; what was returned is awaited again."""
    if row["state"] == "returned":
        return False
    return row["state"] in RECEIVED or row["first_complete_at"] is not None


def _upstream(groups: Groups) -> Iterator[FeedEvent]:
    for group, subjects in groups.items():
        day = subjects[0].row["upstream_day"]
        if day is not None:
            yield upstream_event(_period(group), group, day)


def _way(desk: Desk) -> Iterator[FeedEvent]:
    """Yield the internal days of the newest reports' way; none where nobody named the day."""
    for group in newest_groups(desk):
        way = read_way(desk, group.split("/")[1])
        recorded = {each.step for each in way.steps}
        for each in way.days:
            done = each.step in recorded
            yield way_event(_period(group), f"way/{group}", each.step, each.day, done=done)


def _letters(desk: Desk) -> Iterator[FeedEvent]:
    for at, level, units in gathered(desk, coming_letters(desk, LETTERS_AHEAD)):
        if level in ("office", "leaders"):
            names = tuple(unit.name for unit in units)
            yield letter_event(at, level, LEVEL_WORDS[level], names)


def _pages(desk: Desk, groups: Groups) -> Iterator[FeedEvent]:
    for group, subjects in groups.items():
        days = [each.plan_deadline.days for each in subjects]
        period = period_named(group.split("/")[1])
        for day in page_days(period, days, desk.in_force.calendar):
            yield page_event(_period(group), group, day)


def _period(group: str) -> str:
    return short_period(period_named(group.split("/")[1]))
