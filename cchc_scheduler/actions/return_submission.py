"""Return a submission for completion: formal keeps the first stamp, unusable removes it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.follow_up import send_return
from cchc_scheduler.actions.obligation_book import NewDay, add_deadline, find, latest_day_for
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.submissions import DECIDING
from cchc_scheduler.store import audit, submissions
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import Level


@dataclass(frozen=True, slots=True)
class Return:
    """What is asked for, by which day, and whether what was sent can be used meanwhile."""

    obligation: str
    until: date
    comment: str
    usable: bool
    by: str


def return_submission(
    db: Database, records: Records, outbox: Outbox, back: Return, now: datetime
) -> None:
    """Return the newest submission in one transaction, and write the letter that asks for more.

    A formal return (usable) climbs to the unit's head at most; its day never enters timeliness.
    Raises BadInput without a comment, without a submission, or for a day out of bounds.
    """
    if not back.comment.strip():
        raise BadInput("A return needs a comment: the unit must know what to complete.")
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        row = find(desk, back.obligation)
        _check(desk, row, back)
        _return(desk, row, back)


def _check(desk: Desk, row: RowMapping, back: Return) -> None:
    if row["state"] not in ("submitted", "accepted"):
        raise BadInput(f"{row['id']} is {row['state']}; there is no submission to return.")
    most = latest_day_for(desk, row)
    if back.until > most:
        raise BadInput(f"{back.until:%d/%m/%Y} lies after {most:%d/%m/%Y}, the last day possible.")


def _return(desk: Desk, row: RowMapping, back: Return) -> None:
    first = row["first_complete_at"]
    if not back.usable:
        latest = submissions.latest(desk.connection, [row["id"]])[row["id"]]
        submissions.mark_unusable(desk.connection, latest["id"])
        policy = desk.in_force.policy_of(row["policy_revision"])
        kinds = DECIDING[policy.timeliness_by]
        first = submissions.first_usable_at(desk.connection, row["id"], kinds)
    climbs: Level = "head" if back.usable else "leaders"
    new = NewDay(back.until, "return", climbs, back.by, back.comment)
    deadline = add_deadline(desk, row, new, state="returned", first_complete_at=first)
    send_return(desk, row["id"], deadline, back.comment)
    detail = {"until": back.until, "usable": back.usable, "comment": back.comment}
    audit.write(desk.connection, desk.now, [(back.by, "returned", row["id"], detail)])
