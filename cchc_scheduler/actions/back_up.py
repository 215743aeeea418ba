"""Back the store up: every hour by itself, or when a person asks."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cchc_scheduler.store.backups import back_up
from cchc_scheduler.store.database import Database

EVERY: Final = timedelta(minutes=60)
FOLDER: Final = "backups"


def back_up_if_due(db: Database, now: datetime) -> int:
    """Make a backup when the newest is an hour old; return 1, or 0 for a store in memory."""
    if db.path is None:
        return 0
    folder = db.path.parent / FOLDER
    newest = newest_backup_at(folder)
    if newest is not None and now - EVERY < newest <= now:
        return 0
    back_up(db, folder, now)
    return 1


def newest_backup_at(folder: Path) -> datetime | None:
    """Return when the newest backup of a folder was made, by its name, or None."""
    stamps = sorted(path.stem.removeprefix("cchc-") for path in folder.glob("cchc-*.sqlite3"))
    if not stamps:
        return None
    return datetime.strptime(f"{stamps[-1]}+0000", "%Y%m%dT%H%M%SZ%z")
