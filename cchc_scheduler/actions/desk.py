"""What one transaction of writing letters works with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import InForce, Records
from cchc_scheduler.core.addressees import Directory


@dataclass(frozen=True, slots=True)
class Desk:
    """An open transaction, what is in force in it, the outbox and the time."""

    connection: Connection
    in_force: InForce
    directory: Directory
    outbox: Outbox
    now: datetime


def desk_at(connection: Connection, records: Records, outbox: Outbox, now: datetime) -> Desk:
    """Return a desk for an open transaction; NotConfigured when nothing was ever applied."""
    in_force = records.read(connection)
    return Desk(connection, in_force, records.directory(connection, in_force), outbox, now)
