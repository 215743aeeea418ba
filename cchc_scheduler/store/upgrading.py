"""Brings a database to the newest schema with Alembic, all or nothing.

Alone in its file because Alembic is large and most starts have nothing to migrate.
"""

import sqlite3
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store.database import Database, faults_of

SCRIPTS: Final = Path(__file__).parent / "migrations"


def upgrade(database: Database, scripts: Path = SCRIPTS) -> None:
    """Run every migration the database has not seen, in one transaction.

    Foreign keys are off meanwhile, since rebuilding a table would delete what hangs on it; they
    are checked before the commit. Raises StoreUnusable when rows would be left without their kin.
    """
    with faults_of(database.path), database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        _set_foreign_keys(driver, on=False)
        try:
            with connection.begin():
                command.upgrade(_config(connection, scripts), "head")
                _refuse_orphans(connection)
        finally:
            _set_foreign_keys(driver, on=True)


def _config(connection: Connection, scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _set_foreign_keys(driver: object, *, on: bool) -> None:
    """Switch foreign keys, which SQLite allows only outside a transaction."""
    if isinstance(driver, sqlite3.Connection):
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        tables = ", ".join(sorted({orphan[0] for orphan in orphans}))
        raise StoreUnusable(
            f"migrating would leave {len(orphans)} rows of {tables} without the row they belong "
            "to; nothing was changed"
        )
