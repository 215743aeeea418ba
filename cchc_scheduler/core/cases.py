"""All that the ladder needs to know about one obligation, as values read from the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.words import ApprovalState, NoticeState, ObligationState, Rung


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """What became of one rung of the deadline in force.

    `at` is when the server accepted it, when a level passed over could have gone, or for a notice
    that waits from when on it may go; `proven` is false once the letter is known to have bounced.
    `why` holds the reason of a skipped rung.
    """

    state: NoticeState
    at: datetime | None = None
    proven: bool = True
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ApprovalRecord:
    """What the head of the coordinating unit decided about one level of one obligation."""

    state: ApprovalState
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One obligation before the ladder.

    `group` names the period whose late units share one letter to the leaders; `held_until` is the
    instant up to which a pending request holds the levels above the head; `upstream_day` is the day
    on which the office's own report is due upward, where a document names it.
    """

    obligation: str
    unit: str
    group: str
    state: ObligationState
    deadline: Deadline
    policy: Policy
    notices: Mapping[Rung, NoticeRecord] = field(default_factory=dict)
    approvals: Mapping[Rung, ApprovalRecord] = field(default_factory=dict)
    held_until: datetime | None = None
    upstream_day: date | None = None
