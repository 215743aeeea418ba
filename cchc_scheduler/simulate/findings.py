"""What a simulation found: letters, obligations, skipped rungs and a summary, as one JSON value."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.clock import OFFICE_ZONE, office_date
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.timeliness import Timeliness, timeliness
from cchc_scheduler.store import deadlines, letters, notices, obligations
from cchc_scheduler.words import LADDER_KINDS


def findings(connection: Connection) -> dict[str, Any]:
    """Return everything of a simulated store in the form of `simulate --json`."""
    sent = [row for row in letters.every_brief(connection) if row["sent_at"] is not None]
    sent.sort(key=lambda row: (row["sent_at"], row["id"]))
    items = notices.of_letters(connection, [row["id"] for row in sent])
    written = [_letter(row, items.get(row["id"], ())) for row in sent]
    rows = obligations.every(connection)
    versions = deadlines.all_versions(connection, [row["id"] for row in rows])
    return {
        "letters": written,
        "obligations": [obligation_as_json(row, versions[row["id"]]) for row in rows],
        "skipped": [
            {
                "at": _iso(row["decided_at"]),
                "obligation": row["obligation"],
                "rung": row["rung"],
                "reason": row["why"],
            }
            for row in notices.skipped(connection)
        ],
        "summary": _summary(sent),
    }


def obligation_as_json(row: RowMapping, versions: Sequence[Deadline]) -> dict[str, Any]:
    """Return one obligation with its deadline in force, the original one and its timeliness."""
    in_force = next(each for each in versions if each.version == row["deadline_version"])
    judged: Timeliness = timeliness(row["first_complete_at"], versions)
    return {
        "id": row["id"],
        "unit": row["unit"],
        "title": row["title"],
        "period": row["period"],
        "task": row["task"],
        "last_day": in_force.days.last_day.isoformat(),
        "target": in_force.days.target.isoformat(),
        "due": _iso(in_force.days.due),
        "late_after": _iso(in_force.days.late_after),
        "original_due": _iso(versions[0].days.due),
        "state": row["state"],
        "first_complete_at": _iso(row["first_complete_at"]),
        "on_time": judged.in_force,
    }


def _letter(row: RowMapping, carried: Sequence[RowMapping]) -> dict[str, Any]:
    ladder = row["kind"] in LADDER_KINDS
    return {
        "at": _iso(row["sent_at"]),
        "kind": row["kind"],
        "to": [row["to_address"]],
        "cc": json.loads(row["cc"]),
        "subject": row["subject"],
        "message_id": row["message_id"],
        "items": [
            {"obligation": each["obligation"], "rung": each["rung"]} for each in carried if ladder
        ],
    }


def _summary(sent: Sequence[RowMapping]) -> dict[str, Any]:
    per_day: Mapping[Any, int] = Counter(
        (row["to_address"], office_date(row["sent_at"])) for row in sent
    )
    return {
        "letters": len(sent),
        "by_kind": dict(sorted(Counter(row["kind"] for row in sent).items())),
        "people": len({row["to_address"] for row in sent}),
        "max_per_person_day": max(per_day.values(), default=0),
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.astimezone(OFFICE_ZONE).isoformat() if instant else None
