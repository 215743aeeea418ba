"""What one transaction of writing letters works with."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import InForce, Records
from cchc_scheduler.core.addressees import Directory


@dataclass(frozen=True)
class Desk:
    """An open transaction, what is in force in it, the outbox and the time."""

    connection: Connection
    in_force: InForce
    records: Records
    outbox: Outbox
    now: datetime

    @cached_property
    def directory(self) -> Directory:
        """The posts with absences and dead addresses; read when somebody is first written to."""
        return self.records.directory(self.connection, self.in_force)


def desk_at(connection: Connection, records: Records, outbox: Outbox, now: datetime) -> Desk:
    """Return a desk for an open transaction; NotConfigured when nothing was ever applied."""
    return Desk(connection, records.read(connection), records, outbox, now)
