"""What a policy must keep besides its fields: rungs and hours in order."""

import re
from collections.abc import Sequence
from itertools import pairwise

from cchc_scheduler.plan.faults import Path
from cchc_scheduler.plan.fields import HOUR_PATTERN
from cchc_scheduler.plan.sources import Source


def check_policy(policy: Source) -> None:
    """Record rungs and hours that are out of order."""
    before = ("opening", "remind-7", "remind-3", "remind-1")
    _falling(policy, [("rungs", rung) for rung in before])
    after = ("late-5", "late-3", "late-1")
    _falling(policy, [("rungs", rung) for rung in after])
    hours = [("window", hour) for hour in ("opens", "afternoon", "closes")]
    for earlier, later in pairwise(hours):
        first, last = policy.text(*earlier), policy.text(*later)
        if _is_hour(first) and _is_hour(last) and str(last) <= str(first):
            policy.add(later, f"is not later than {earlier[-1]} ({first})")


def _is_hour(text: str | None) -> bool:
    return text is not None and re.fullmatch(HOUR_PATTERN, text) is not None


def _falling(policy: Source, paths: Sequence[Path]) -> None:
    for farther, nearer in pairwise(paths):
        far, near = policy.value_at(farther), policy.value_at(nearer)
        if isinstance(far, int) and isinstance(near, int) and near >= far:
            problem = f"is out of order; give fewer working days than {farther[-1]} ({far})"
            policy.add(nearer, problem)
