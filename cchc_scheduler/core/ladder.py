"""The ladder (thang đôn đốc): which notice an obligation needs now, and when to look again.

`decide` is a pure function of the record and the time. It asks for a rung only while the rung's
slot is open, so what comes at a wrong hour is put off, never lost (design, invariants 2, 3, 8).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee, Directory, PassedOver, Unreachable
from cchc_scheduler.core.cases import Case, NoticeRecord
from cchc_scheduler.core.policies import (
    RUNG_OF_LEVEL,
    UNIT_RUNGS,
    Policy,
)
from cchc_scheduler.core.rungs import moments
from cchc_scheduler.core.slots import (
    next_opening,
    next_window,
    slot_at,
    slot_opens,
    window_closes,
)
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import CHASED, LEVELS, Level, Rung

WhySkipped = Literal[
    "higher-rung",
    "too-late",
    "before-version",
    "no-addressee",
    "formal-return",
    "leaders-page",
    "no-post",
    "vacant",
    "absent",
    "own-head",
    "ranks-below",
]
PASSED_OVER: Final = frozenset(("no-post", "vacant", "absent", "own-head", "ranks-below"))
CLIMB: Final[tuple[Level, ...]] = ("head", "office", "leaders")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice to be written now, and until when its letter is worth sending."""

    rung: Rung
    addressee: Addressee
    fire_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Skip:
    """A rung that will not be sent, and why; `at` is when it could have gone."""

    rung: Rung
    why: WhySkipped
    at: datetime


@dataclass(frozen=True, slots=True)
class AskApproval:
    """A level that a person must agree to before it goes; `goes_at` is when it would."""

    rung: Rung
    goes_at: datetime


@dataclass(frozen=True, slots=True)
class NoProof:
    """A level that waits because nothing shows that this post was told."""

    rung: Rung
    unreachable: Unreachable | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What one look at a case came to.

    `leaders_ready_since` is set when only the period's common letter to the leaders is awaited.
    `next_check` is None when only something happening to the record can change the answer.
    """

    wanted: Wanted | None = None
    skips: tuple[Skip, ...] = ()
    ask: AskApproval | None = None
    no_proof: NoProof | None = None
    leaders_ready_since: datetime | None = None
    next_check: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """The inputs of one decision, handed from step to step; `today`, `moments` worked out once."""

    case: Case
    directory: Directory
    calendar: WorkCalendar
    now: datetime
    today: date
    moments: Mapping[Rung, datetime]

    @property
    def policy(self) -> Policy:
        return self.case.policy


def _look_at(case: Case, directory: Directory, calendar: WorkCalendar, now: datetime) -> _Look:
    rungs = brought_forward(case, moments(case.deadline.days, case.policy, calendar))
    return _Look(case, directory, calendar, now, office_date(now), rungs)


def brought_forward(case: Case, rungs: Mapping[Rung, datetime]) -> Mapping[Rung, datetime]:
    """Return the moments with those of the unit's rungs that a person wants earlier."""
    earlier = {
        rung: record.at
        for rung, record in case.notices.items()
        if record.state == "waiting"
        and record.at is not None
        and rung in UNIT_RUNGS
        and record.at < rungs[rung]
    }
    return {**rungs, **earlier} if earlier else rungs


def decide(case: Case, directory: Directory, calendar: WorkCalendar, now: datetime) -> Decision:
    """Return what the record asks for at `now`: at most one notice, and when to look again."""
    if case.state not in CHASED:
        return Decision()
    look = _look_at(case, directory, calendar, now)
    if now < case.deadline.days.due:
        return _unit_level(look)
    skips = tuple(
        Skip(rung, _why_past(look, rung), look.moments[rung])
        for rung in UNIT_RUNGS
        if _is_open(case.notices.get(rung))
    )
    decision = _climb(look)
    return replace(decision, skips=skips + decision.skips) if skips else decision


def _unit_level(look: _Look) -> Decision:
    """Send the highest rung reached; the ones below it are recorded as skipped."""
    case, now = look.case, look.now
    live = [rung for rung in UNIT_RUNGS if not _before_version(look, rung)]
    reached = [rung for rung in live if look.moments[rung] <= now]
    coming = [look.moments[rung] for rung in live if look.moments[rung] > now]
    then = min([*coming, case.deadline.days.due])
    skips = [
        Skip(rung, "before-version", look.moments[rung])
        for rung in UNIT_RUNGS
        if rung not in live and case.notices.get(rung) is None
    ]
    skips += [
        Skip(rung, "higher-rung", look.moments[rung])
        for rung in reached[:-1]
        if _is_open(case.notices.get(rung))
    ]
    if not reached or not _is_open(case.notices.get(reached[-1])):
        return Decision(skips=tuple(skips), next_check=then)
    sent = _send_to_unit(look, reached[-1], then)
    return replace(sent, skips=tuple(skips)) if skips else sent


def _send_to_unit(look: _Look, rung: Rung, then: datetime) -> Decision:
    opening = next_opening(look.now, "morning", look.calendar, look.policy.window)
    if opening > look.now:
        return Decision(next_check=min(opening, then))
    reach = look.directory.reach("unit", look.case.unit, look.today)
    if isinstance(reach, Addressee):
        wanted = Wanted(rung, reach, look.moments[rung], _expiry(look, then))
        return Decision(wanted=wanted, next_check=then)
    tomorrow = _next_slot_after_today(look, "morning")
    unreachable = reach if isinstance(reach, Unreachable) else None
    return Decision(no_proof=NoProof(rung, unreachable), next_check=min(tomorrow, then))


def _climb(look: _Look) -> Decision:
    """Go up level by level; stop at the first that is not yet accepted (invariant 3)."""
    skips: list[Skip] = []
    below: datetime | None = None
    for level in CLIMB:
        rung = RUNG_OF_LEVEL[level]
        record = look.case.notices.get(rung)
        if LEVELS.index(level) > LEVELS.index(look.case.deadline.climbs_to):
            skips += _beyond(look, level)
            return Decision(skips=tuple(skips))
        earliest = _earliest(look, level, below)
        settled = _settled_at(record)
        free = _is_open(record) and not _awaits_word(look, level)
        passed = _passed_over(look, level, earliest) if free else None
        if passed is not None and look.now < passed.at:
            return Decision(skips=tuple(skips), next_check=passed.at)
        if passed is not None:
            skips.append(passed)
            settled = passed.at
        if settled is None:
            stand = _stand(look, level, earliest)
            return replace(stand, skips=tuple(skips)) if skips else stand
        below = settled
    return Decision(skips=tuple(skips))


def _stand(look: _Look, level: Level, earliest: datetime) -> Decision:
    """Decide about the level at which the ladder stands now."""
    rung = RUNG_OF_LEVEL[level]
    record = look.case.notices.get(rung)
    if record is not None and record.state == "spent":
        tomorrow = _next_slot_after_today(look, "afternoon")
        return Decision(no_proof=NoProof(rung, None), next_check=tomorrow)
    if not _is_open(record):
        return Decision()
    asked = _approval_step(look, level, earliest)
    if asked is not None:
        return asked
    free_at = _free_at(look, level, earliest)
    if look.now < free_at:
        return Decision(next_check=free_at)
    if level == "leaders":
        return Decision(leaders_ready_since=free_at)
    return _send_up(look, level)


def _free_at(look: _Look, level: Level, earliest: datetime) -> datetime:
    """Return the first afternoon slot in which nothing holds a level any more.

    A pending request holds the levels above the head, a person's word the one it was given for.
    """
    waits = [earliest]
    if look.case.held_until is not None and level != "head":
        waits.append(look.case.held_until)
    given = look.case.approvals.get(RUNG_OF_LEVEL[level])
    if given is not None and given.state == "postponed" and given.until is not None:
        waits.append(given.until)
    return next_opening(max(waits), "afternoon", look.calendar, look.policy.window)


def _send_up(look: _Look, level: Level) -> Decision:
    opening = next_opening(look.now, "afternoon", look.calendar, look.policy.window)
    if opening > look.now:
        return Decision(next_check=opening)
    return want_late(look.case, look.directory, look.calendar, look.now, level)


def want_late(
    case: Case, directory: Directory, calendar: WorkCalendar, now: datetime, level: Level
) -> Decision:
    """Ask for a late rung in the afternoon slot that is open, if its post can be reached."""
    look = _look_at(case, directory, calendar, now)
    rung = RUNG_OF_LEVEL[level]
    tomorrow = _next_slot_after_today(look, "afternoon")
    reach = directory.reach(level, case.unit, look.today)
    if isinstance(reach, Addressee):
        wanted = Wanted(rung, reach, look.moments[rung], _expiry(look, tomorrow))
        return Decision(wanted=wanted, next_check=tomorrow)
    unreachable = reach if isinstance(reach, Unreachable) else None
    return Decision(no_proof=NoProof(rung, unreachable), next_check=tomorrow)


def _approval_step(look: _Look, level: Level, earliest: datetime) -> Decision | None:
    """Return the step while a person's word is awaited; None when the level is free to go."""
    if _awaits_word(look, level):
        return Decision()
    given = look.case.approvals.get(RUNG_OF_LEVEL[level])
    if given is not None and given.state == "postponed":
        if given.until is not None and look.now < given.until:
            return Decision(next_check=given.until)
        given = None
    if given is not None or not _needs_approval(look, level):
        return None
    return _ask(look, level, earliest)


def _awaits_word(look: _Look, level: Level) -> bool:
    """Tell whether a person was asked about the level, or has left it to the leaders' page.

    It then waits for that person, whoever goes on leave meanwhile, and is not passed over.
    """
    given = look.case.approvals.get(RUNG_OF_LEVEL[level])
    if given is None:
        return False
    return given.state == "to-page" or (given.state == "asked" and _needs_approval(look, level))


def _ask(look: _Look, level: Level, earliest: datetime) -> Decision:
    """Ask at the opening of the window: one working day ahead above the head, that day for it."""
    day = office_date(earliest)
    if level != "head":
        day = look.calendar.shift(day, -1)
    asks_at = next_window(
        max(look.now, slot_opens(day, "morning", look.policy.window)),
        look.calendar,
        look.policy.window,
    )
    if asks_at > look.now:
        return Decision(next_check=asks_at)
    return Decision(ask=AskApproval(RUNG_OF_LEVEL[level], max(earliest, look.now)))


def _needs_approval(look: _Look, level: Level) -> bool:
    if level == "head":
        return look.directory.head_needs_draft(look.case.unit)
    return look.policy.escalation == "approval"


def _earliest(look: _Look, level: Level, below: datetime | None) -> datetime:
    """Return the first instant a level may go: its rung, two working days after the one below."""
    moment = look.moments[RUNG_OF_LEVEL[level]]
    window, calendar = look.policy.window, look.calendar
    if level == "leaders" and look.case.upstream_day is not None:
        ahead = calendar.shift(look.case.upstream_day, -look.policy.before_upstream)
        moment = min(moment, slot_opens(ahead, "afternoon", window))
    if below is None:
        return moment
    gap = calendar.shift(office_date(below), look.policy.level_gap)
    return max(moment, slot_opens(gap, "afternoon", window))


def _passed_over(look: _Look, level: Level, earliest: datetime) -> Skip | None:
    """Return the skip of a level that has nobody to tell, at the earliest it could have gone.

    Nobody is asked to approve such a level, and the one above waits from that moment.
    """
    reach = look.directory.reach(level, look.case.unit, look.today)
    if not isinstance(reach, PassedOver):
        return None
    return Skip(RUNG_OF_LEVEL[level], reach.why, _free_at(look, level, earliest))


def _settled_at(record: NoticeRecord | None) -> datetime | None:
    """Return when a level counts as accepted: by proof, or passed over."""
    if record is None:
        return None
    if record.state == "spent" and record.proven:
        return record.at
    if record.state == "skipped" and record.why in PASSED_OVER:
        return record.at
    return None


def _beyond(look: _Look, level: Level) -> list[Skip]:
    """Record the levels that a formal return never reaches."""
    rungs = [RUNG_OF_LEVEL[higher] for higher in CLIMB[CLIMB.index(level) :]]
    return [
        Skip(rung, "formal-return", look.moments[rung])
        for rung in rungs
        if look.case.notices.get(rung) is None
    ]


def _is_open(record: NoticeRecord | None) -> bool:
    return record is None or record.state == "waiting"


def _before_version(look: _Look, rung: Rung) -> bool:
    deadline = look.case.deadline
    return deadline.version > 1 and look.moments[rung] < deadline.set_at


def _why_past(look: _Look, rung: Rung) -> WhySkipped:
    return "before-version" if _before_version(look, rung) else "too-late"


def _expiry(look: _Look, next_rung: datetime) -> datetime:
    """A ladder letter expires with the window of its day, or when the next rung is due."""
    open_slot = slot_at(look.now, look.calendar, look.policy.window)
    day = open_slot.day if open_slot else look.today
    return min(window_closes(day, look.policy.window), next_rung)


def _next_slot_after_today(look: _Look, slot: Literal["morning", "afternoon"]) -> datetime:
    day = look.calendar.shift(look.today, 1)
    return slot_opens(day, slot, look.policy.window)


def standing_rung(case: Case) -> Rung | None:
    """Return the late rung at which the ladder stands: the lowest not accepted or passed over."""
    for level in CLIMB:
        rung = RUNG_OF_LEVEL[level]
        record = case.notices.get(rung)
        if _settled_at(record) is None:
            return rung if _is_open(record) else None
    return None
