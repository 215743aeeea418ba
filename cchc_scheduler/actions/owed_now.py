"""What the plans in force ask for, each under the id by which the record knows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.records import InForce
from cchc_scheduler.core.obligations import UPSTREAM, Owed, owed_in
from cchc_scheduler.store import deadlines, obligations


def owed_now(connection: Connection, in_force: InForce) -> tuple[Owed, ...]:
    """Return every obligation the plans make; a task whose day moved keeps the one it has.

    The id of a dated task's obligation names the quarter of its first day; a day amended into
    another quarter is a new deadline of the same obligation, not another obligation.
    """
    owed = owed_in(in_force.office, in_force.plans, in_force.calendar)
    known = obligations.known_ids(connection, [each.id for each in owed])
    dated = [each for each in owed if each.item != UPSTREAM and not in_force.cycle(each.item)]
    moved = {each for each in dated if each.id not in known}
    if not moved:
        return owed
    before = _before(connection, in_force, {each.item for each in moved})
    taken = {each.id for each in owed} - {each.id for each in moved}
    return tuple(_under_its_id(each, before, taken) if each in moved else each for each in owed)


def _before(
    connection: Connection, in_force: InForce, tasks: Iterable[str]
) -> dict[tuple[str, str], list[RowMapping]]:
    """Return what each unit owed for these tasks under the same plan, what still stands last."""
    rows = obligations.of_tasks(connection, tasks)
    days = deadlines.in_force(connection, [row["id"] for row in rows])
    by_plan = deadlines.set_by_plan(connection)
    found: defaultdict[tuple[str, str], list[RowMapping]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: (each["state"] != "cancelled", each["created_at"])):
        plan = in_force.plan_of(row["task"])
        begins = plan.first_day if plan else None
        if begins and row["id"] in by_plan and days[row["id"]].days.last_day >= begins:
            found[row["task"], row["unit"]].append(row)
    return found


def _under_its_id(
    owed: Owed, before: dict[tuple[str, str], list[RowMapping]], taken: set[str]
) -> Owed:
    rows = [row for row in before.get((owed.item, owed.unit), ()) if row["id"] not in taken]
    if not rows:
        return owed
    taken.add(rows[-1]["id"])
    return replace(owed, id=rows[-1]["id"], period=rows[-1]["period"])
