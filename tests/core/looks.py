"""One look at the ladder, and records of a unit that was told in good time, level by level."""

from cchc_scheduler.core.cases import NoticeRecord
from cchc_scheduler.core.ladder import decide
from cchc_scheduler.core.policies import Policy
from tests.core.cast import CALENDAR, at, directory

UNIT_DONE = {
    "opening": NoticeRecord("spent", at("2025-08-15 07:31")),
    "remind-7": NoticeRecord("spent", at("2025-08-27 07:31")),
    "remind-3": NoticeRecord("spent", at("2025-09-04 07:31")),
    "remind-1": NoticeRecord("spent", at("2025-09-08 07:31")),
    "due-day": NoticeRecord("spent", at("2025-09-09 07:31")),
}
LATE_1 = {**UNIT_DONE, "late-1": NoticeRecord("spent", at("2025-09-10 14:01"))}
LATE_3 = {**LATE_1, "late-3": NoticeRecord("spent", at("2025-09-12 14:01"))}
APPROVAL = Policy(escalation="approval")


def look(record, moment, posts=None):
    return decide(record, posts or directory(), CALENDAR, at(moment))


def wanted(decision):
    """Return the rung asked for and to whom, or None."""
    made = decision.wanted
    return made and (made.rung, made.addressee.person.id)
