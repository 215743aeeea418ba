"""Tell those who were told that a unit is late when the plan no longer asks the unit for it."""

from datetime import datetime

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.follow_up import correct_those_told
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.store import obligations
from cchc_scheduler.store.database import Database


def tell_of_withdrawn(db: Database, records: Records, outbox: Outbox, now: datetime) -> None:
    """Write the corrections that withdrawn obligations still need; none is written twice."""
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        for row in obligations.every(connection):
            if row["state"] == "cancelled":
                correct_those_told(desk, row["id"])
