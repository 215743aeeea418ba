"""From rows to the core's cases: everything the ladder needs about a set of obligations."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.records import InForce
from cchc_scheduler.core.cases import ApprovalRecord, Case, NoticeRecord
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.store import approvals, deadlines, notices, requests
from cchc_scheduler.words import Rung

# A notice that did not go, or not yet, stands for the moment it was meant for.
TIMED: Final = ("skipped", "waiting")


def load_cases(
    connection: Connection, in_force: InForce, rows: Sequence[RowMapping]
) -> dict[str, Case]:
    """Return the case of each obligation row, by id, in the order of the rows."""
    ids = [row["id"] for row in rows]
    days = deadlines.in_force(connection, ids)
    noticed = notices.in_force(connection, ids)
    asked = approvals.in_force(connection, ids)
    pending = requests.pending(connection, ids)
    return {
        row["id"]: Case(
            obligation=row["id"],
            unit=row["unit"],
            group=row["task_group"],
            state=row["state"],
            deadline=days[row["id"]],
            policy=policy_of(in_force, row),
            notices=_noticed(noticed.get(row["id"], ())),
            approvals=_approved(asked.get(row["id"], ())),
            held_until=_held(pending.get(row["id"], ())),
            upstream_day=row["upstream_day"],
        )
        for row in rows
    }


def policy_of(in_force: InForce, row: RowMapping) -> Policy:
    """Return the policy an obligation's ladder began with; before it began, the present one.

    Authority is always the present one: a leader who takes back an approval is obeyed at once.
    """
    began_with = in_force.policies[row["policy_revision"] or in_force.policy_number]
    present = in_force.policy
    if began_with.escalation == present.escalation:
        return began_with
    return replace(began_with, escalation=present.escalation)


def _noticed(rows: Sequence[RowMapping]) -> dict[Rung, NoticeRecord]:
    return {
        row["rung"]: NoticeRecord(
            row["state"],
            row["accepted_at"] or (row["fire_at"] if row["state"] in TIMED else None),
            row["proven"],
            row["why"],
        )
        for row in rows
    }


def _approved(rows: Sequence[RowMapping]) -> dict[Rung, ApprovalRecord]:
    return {row["rung"]: ApprovalRecord(row["state"], row["until"]) for row in rows}


def _held(rows: Sequence[RowMapping]) -> datetime | None:
    moments = [row["held_until"] for row in rows if row["held_until"] is not None]
    return max(moments, default=None)
