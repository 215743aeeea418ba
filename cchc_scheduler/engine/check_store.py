"""Look at the store: whether it can be used, is backed up and alive, and what lies in the outbox.

Nothing is written, made or migrated: the service may run meanwhile.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.apply_documents import changed_documents
from cchc_scheduler.actions.back_up import newest_backup_at
from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.engine.findings import Finding, known
from cchc_scheduler.engine.lock import holder_of
from cchc_scheduler.plan.home_files import HomeFiles
from cchc_scheduler.store import directory, inbound, job_runs, letters, markers, revisions
from cchc_scheduler.store.backups import BACKUPS_NAME, newest_good
from cchc_scheduler.store.database import FILE_NAME, Database
from cchc_scheduler.store.migrate import MARK_NAME, RELEASED, schema_state, schema_version

HEARTBEAT: Final = timedelta(minutes=2)
CLOCK_SLACK: Final = timedelta(minutes=2)
BACKUP_AGE: Final = timedelta(hours=2)
RECENT: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Examined:
    """What the checks of a store look at."""

    data: Path
    marks: dict[str, str]
    running: bool
    now: datetime

    def instant(self, name: str) -> datetime | None:
        """Return a marker as an instant."""
        value = self.marks.get(name)
        return datetime.fromisoformat(value) if value else None


def check_store(data: Path, files: HomeFiles | None, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with the store of a data folder."""
    database = Database(data / FILE_NAME)
    try:
        usable = yield from _usable(database, data)
        if not usable:
            return
        with database.read() as connection:
            marks = dict(markers.every(connection))
            seen = Examined(data, marks, holder_of(data) is not None, now)
            yield from _life(seen)
            yield from _backups(seen)
            yield from _in_force(connection, seen, files)
            yield from _jobs(connection)
            yield from _outbox(connection, seen)
            yield from _inbox(connection)
    except (StoreUnusable, OSError) as fault:
        yield Finding("data-folder", str(fault))
    finally:
        database.close()


def _usable(database: Database, data: Path) -> Generator[Finding, None, bool]:
    """Yield why the store can't be read; return whether it can."""
    state = schema_state(database)
    backup = newest_good(data / BACKUPS_NAME)
    advice = f"the newest good backup is {backup}" if backup else "there is no good backup"
    path = data / FILE_NAME
    if state == "new" and (backup is not None or (data / MARK_NAME).exists()):
        yield Finding("store-missing", f"{path} is missing or empty; {advice}")
    elif state == "new":
        yield known("store-missing", f"there is no store in {data} yet; the first command makes it")
    elif state == "older":
        yield known("store-older", f"{path} has an older schema; the next start migrates it")
    elif state == "newer":
        version = schema_version(path)
        yield Finding("store-newer", f"{path} has schema {version}, this program {RELEASED[-1]}")
    elif state == "damaged":
        yield Finding("store-damaged", f"{path} is damaged; {advice}")
    return state == "current"


def _life(seen: Examined) -> Iterator[Finding]:
    beat = seen.instant("alive-at")
    if not seen.running:
        problem = "the service does not run"
        live = "live-since" in seen.marks
        yield Finding("not-running", problem) if live else known("not-running", problem)
    elif beat is not None and seen.now - beat > HEARTBEAT:
        yield Finding("heartbeat", f"the service runs, but gave no sign of life since {beat}")
    if beat is not None and beat > seen.now + CLOCK_SLACK:
        yield Finding("clock", f"the clock says {seen.now}, but the service lived at {beat}")


def _backups(seen: Examined) -> Iterator[Finding]:
    newest = newest_backup_at(seen.data / BACKUPS_NAME)
    if newest is None:
        yield Finding("backups", "there is no backup yet")
    elif newest > seen.now + CLOCK_SLACK:
        yield Finding("clock", f"the clock says {seen.now}, but the newest backup is of {newest}")
    elif seen.running and seen.now - newest > BACKUP_AGE:
        yield Finding("backups", f"the newest backup is of {newest}")


def _in_force(connection: Connection, seen: Examined, files: HomeFiles | None) -> Iterator[Finding]:
    if not revisions.in_force(connection):
        yield Finding("nothing-in-force", "no plan is in force: nothing is watched")
        return
    if files is not None:
        changed = [name for _, name, _ in changed_documents(connection, files.documents)]
        if changed:
            words = f"the files differ from what is in force: {', '.join(changed)}"
            yield known("nothing-in-force", words)
    if "live-since" not in seen.marks:
        yield known("rehearsal", "rehearsal: every letter goes to the coordinator only")


def _jobs(connection: Connection) -> Iterator[Finding]:
    for run in job_runs.every(connection):
        if run["fault"]:
            times = run["faults_in_a_row"]
            yield Finding("job-fails", f"job {run['job']} failed {times} times: {run['fault']}")


def _outbox(connection: Connection, seen: Examined) -> Iterator[Finding]:
    if "held-since" in seen.marks:
        count = len(letters.held(connection))
        why = f"{seen.marks.get('held-why')}, since {seen.marks['held-since']}"
        yield Finding("letters-held", f"letters are held ({count} written): {why}")
    if "relay-hold" in seen.marks:
        words = seen.marks.get("relay-words")
        until = seen.marks["relay-hold"]
        yield Finding("mail-server", f"the mail server said: {words}; next try at {until}")
    for row in letters.in_state(connection, "unknown"):
        yield Finding("letters-unknown", f"{row['message_id']} may have arrived: {row['reply']}")
    for row in letters.in_state(connection, "dead", "bounced"):
        if seen.now - row["created_at"] <= RECENT:
            words = f"{row['message_id']} to {row['to_address']}: {row['reply']}"
            yield Finding("letters-not-delivered", words)
    for row in directory.troubled_addresses(connection):
        yield Finding("letters-not-delivered", f"{row['address']} takes no mail: {row['why']}")


def _inbox(connection: Connection) -> Iterator[Finding]:
    for row in inbound.failing(connection):
        words = f"{row['name']} can't be read since {row['fault_since']}: {row['fault']}"
        yield Finding("mailbox", words)
    waits = len(inbound.waiting(connection))
    if waits:
        yield known("mail-waiting", f"{waits} mails wait for a person to look at them")
