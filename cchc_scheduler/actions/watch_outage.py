"""Notice that nothing ran for long, whichever job looks first: an outage, a sleep, a clock step.

The sign of life is older than the policy allows in all three; what would be decided or sent now may
be stale or, by a wrong clock, false. So it is held until a person has looked (design, the engine).
"""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.records import InForce
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput, Conflict
from cchc_scheduler.store import audit, markers
from cchc_scheduler.store.database import Database

# How the reason of a hold begins that a person asked for; their name and words follow.
PAUSED: Final = "paused by "


def pause(db: Database, reason: str, by: str, now: datetime) -> None:
    """Hold everything because a person says so, with the reason.

    Raises Conflict when everything is held already, BadInput without a reason.
    """
    if not reason.strip():
        raise BadInput("A pause needs its reason: others read it.")
    with db.work() as connection:
        if markers.read(connection, "held-since") is not None:
            raise Conflict("Everything is held already.")
        hold_backlog(connection, f"{PAUSED}{by}: {reason}", now, by)


def held_after_outage(connection: Connection, in_force: InForce, now: datetime) -> bool:
    """Tell whether the backlog is held, holding it when the sign of life is too old."""
    if markers.read(connection, "held-since") is not None:
        return True
    last = markers.read_instant(connection, "alive-at")
    if last is None:
        return False
    away = in_force.calendar.count(office_date(last), office_date(now))
    if away <= in_force.policy.outage_days:
        return False
    hold_backlog(connection, f"the service stood still for {away} working days", now)
    return True


def hold_backlog(connection: Connection, why: str, now: datetime, by: str = "service") -> None:
    """Let nothing out but the digest and what people ask for, until a person releases it."""
    markers.put(connection, "held-since", now)
    markers.put(connection, "held-why", why)
    audit.write(connection, now, [(by, "held", "outbox", {"why": why})])
