"""Tell what is owed, what was sent and what waits, as one value."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from cchc_scheduler.actions.claim_letters import PLACEHOLDER_WORDS
from cchc_scheduler.store import deadlines, job_runs, letters, markers, obligations
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import CHASED


def status(db: Database, now: datetime) -> dict[str, Any]:
    """Return counts by state, letters that were ever unknown, what is held and what is open."""
    with db.read() as connection:
        rows = obligations.every(connection)
        marks = markers.every(connection)
        asked_for = [row for row in rows if row["state"] in CHASED]
        in_force = deadlines.in_force(connection, [row["id"] for row in asked_for])
        return {
            "at": now.isoformat(),
            "rehearsal": "live-since" not in marks,
            "live_since": marks.get("live-since"),
            "obligations": dict(sorted(Counter(row["state"] for row in rows).items())),
            "letters": dict(sorted(letters.counts(connection).items())),
            "unknown": list(letters.ever_lost(connection)),
            "held": len(letters.held(connection)),
            "held_since": marks.get("held-since"),
            "held_why": marks.get("held-why"),
            "to_placeholders": _to_placeholders(connection),
            "relay": marks.get("relay-words") if "relay-hold" in marks else None,
            "heartbeat": marks.get("alive-at"),
            "open": [
                {
                    "obligation": row["id"],
                    "state": row["state"],
                    "last_day": in_force[row["id"]].days.last_day.isoformat(),
                    "overdue": now >= in_force[row["id"]].days.late_after,
                }
                for row in asked_for
            ],
            "jobs": [
                {"job": run["job"], "ended_at": run["ended_at"].isoformat(), "fault": run["fault"]}
                for run in job_runs.every(connection)
            ],
        }


def _to_placeholders(connection: Connection) -> int:
    """Count the letters that wait because their address only stands for one."""
    waiting = letters.in_state(connection, "queued", "deferred", "unknown")
    return sum(row["reply"] == PLACEHOLDER_WORDS for row in waiting)
