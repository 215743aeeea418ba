"""Count what is owed anew after a plan, the office or the calendar changed; what was sent stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.owed_now import owed_now
from cchc_scheduler.actions.records import InForce
from cchc_scheduler.core.deadlines import Days, Deadline, resolve
from cchc_scheduler.core.obligations import Owed
from cchc_scheduler.core.recounting import recounted
from cchc_scheduler.core.rungs import ladder_starts
from cchc_scheduler.store import audit, deadlines, letters, notices, obligations
from cchc_scheduler.words import CHASED


@dataclass(frozen=True, slots=True)
class _Act:
    """The open transaction, what is in force in it, who acts and when."""

    connection: Connection
    in_force: InForce
    by: str
    now: datetime

    def log(self, verb: str, row: RowMapping, **detail: object) -> None:
        audit.write(self.connection, self.now, [(self.by, verb, row["id"], detail)])


def replan(connection: Connection, in_force: InForce, by: str, now: datetime) -> None:
    """Count the deadlines of all that is still owed anew; a moved day becomes a new version.

    What the plans no longer ask for is withdrawn, what they ask for again comes back; what was
    added from outside the plan is only counted anew, and what was handed in or closed stays.
    """
    act = _Act(connection, in_force, by, now)
    wanted = {each.id: each for each in owed_now(connection, in_force)}
    planned = deadlines.set_by_plan(connection)
    for row in obligations.every(connection):
        if row["state"] == "cancelled" and row["id"] in wanted and _was_withdrawn(act, row):
            obligations.change(connection, row, state="scheduled")
            act.log("brought back", row)
        elif row["state"] not in ("scheduled", *CHASED) or row["closed_at"] is not None:
            continue
        known = obligations.one(connection, row["id"]) or row
        _count_anew(act, known, wanted, by_plan=row["id"] in planned)
    _free_moved_addresses(act)


def _was_withdrawn(act: _Act, row: RowMapping) -> bool:
    """Tell whether an earlier plan withdrew it; what a person cancelled stays cancelled."""
    last = audit.latest(act.connection, row["id"], ("withdrew", "cancelled"))
    return last is not None and last["verb"] == "withdrew"


def _count_anew(act: _Act, row: RowMapping, wanted: Mapping[str, Owed], *, by_plan: bool) -> None:
    if not by_plan:
        first = deadlines.versions(act.connection, row["id"])[0]
        _move(act, row, resolve(first.days.last_day, act.in_force.calendar, row["roll"]), {})
    elif row["id"] in wanted:
        new = wanted[row["id"]]
        words = {"title": new.title, "clause": new.clause, "roll": new.roll}
        _move(act, row, new.days, {**words, "upstream_day": new.upstream_day})
    else:
        obligations.change(act.connection, row, state="cancelled", next_check_at=None)
        act.log("withdrew", row, why="not in the plan")


def _move(act: _Act, row: RowMapping, plan_days: Days, words: Mapping[str, object]) -> None:
    versions = deadlines.versions(act.connection, row["id"])
    current = next(each for each in versions if each.version == row["deadline_version"])
    moved = recounted(current, plan_days, act.in_force.calendar, row["roll"])
    if moved is not None:
        reason, days, climbs_to = moved
        current = Deadline(current.version + 1, reason, days, act.now, climbs_to)
        deadlines.add(
            act.connection, [deadlines.row_of(row["id"], current, act.by, "plan or calendar")]
        )
        act.log("moved", row, was=versions[-1].days.last_day, **{"is": days.last_day})
    obligations.change(
        act.connection,
        row,
        deadline_version=current.version,
        next_check_at=_next_check(act, row, current.days),
        **words,
    )


def _next_check(act: _Act, row: RowMapping, days: Days) -> datetime:
    if row["state"] in CHASED:
        return act.now
    return ladder_starts(days, act.in_force.policy, act.in_force.calendar)


def _free_moved_addresses(act: _Act) -> None:
    """Let notices that bounced go again to posts whose address or holder has changed since."""
    office = act.in_force.office
    for letter in letters.in_state(act.connection, "bounced"):
        post = next((each for each in office.posts if each.id == letter["post"]), None)
        if post is None or post.holder is None:
            continue
        if office.person(post.holder).address != letter["addressee"]:
            carried = notices.of_letters(act.connection, [letter["id"]]).get(letter["id"], [])
            notices.free(act.connection, [letter["id"]])
            about = {each["obligation"] for each in carried}
            obligations.check_now(act.connection, about, act.now)
