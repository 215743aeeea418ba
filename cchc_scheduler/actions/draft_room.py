"""What drafting works with: the store, what is in force, the outbox, and the office's templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class DraftRoom:
    """The pieces; `template_dirs` are those whose outlines count, the home's own first."""

    db: Database
    records: Records
    outbox: Outbox
    template_dirs: Sequence[Path]

    @property
    def data(self) -> Path | None:
        """The folder of kept files; None for a store in memory."""
        return self.db.path.parent if self.db.path else None

    def desk(self, connection: Connection, now: datetime) -> Desk:
        """Return a desk for an open transaction."""
        return desk_at(connection, self.records, self.outbox, now)
