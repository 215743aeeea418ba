"""How the service stands, for the page of the system: life, jobs, mail, backups, what is in force.

Read from the store and the data folder alone: no connection is made and nothing is written.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cchc_scheduler import __version__
from cchc_scheduler.actions.back_up import FOLDER, newest_backup_at
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.shell import BEAT
from cchc_scheduler.documents.log_words import actor_words, subject_words
from cchc_scheduler.store import inbound, job_runs, letters, markers, revisions
from cchc_scheduler.store.migrate import RELEASED


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of `cchc doctor`: its place in the runbook, in the doctor's own words."""

    step: str
    problem: str
    wrong: bool


# Looks at home and store as `cchc doctor` does, without the network.
Examine = Callable[[datetime], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class JobLine:
    """The last run of one job: when it ended, its fault and how often it failed in a row."""

    job: str
    ended_at: datetime
    fault: str
    times: int


@dataclass(frozen=True, slots=True)
class InForceLine:
    """One document in force: since when, applied by whom."""

    words: str
    number: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MailLine:
    """How mail goes: what the mail server said last, until when it rests; the mailbox's fault."""

    waiting: int
    oldest: datetime | None
    relay_words: str
    relay_until: datetime | None
    reads_mail: bool
    unread_since: datetime | None
    unread_why: str


@dataclass(frozen=True, slots=True)
class SystemPage:
    """Everything the page shows; sizes in bytes, None where there is no file to look at."""

    version: str
    schema: str
    beat: datetime | None
    alive: bool
    live_since: datetime | None
    jobs: tuple[JobLine, ...]
    mail: MailLine
    backup_at: datetime | None
    store_size: int | None
    free: int | None
    in_force: tuple[InForceLine, ...]


def read_system(desk: Desk, store: Path | None) -> SystemPage:
    """Return how the service stands; `store` is the database's file, None for one in memory."""
    beat = markers.read_instant(desk.connection, "alive-at")
    return SystemPage(
        version=__version__,
        schema=RELEASED[-1],
        beat=beat,
        alive=beat is not None and desk.now - beat <= BEAT,
        live_since=desk.in_force.live_since,
        jobs=_jobs(desk),
        mail=_mail(desk),
        backup_at=newest_backup_at(store.parent / FOLDER) if store else None,
        store_size=store.stat().st_size if store else None,
        free=shutil.disk_usage(store.parent).free if store else None,
        in_force=_in_force(desk),
    )


def _jobs(desk: Desk) -> tuple[JobLine, ...]:
    return tuple(
        JobLine(row["job"], row["ended_at"], row["fault"] or "", row["faults_in_a_row"])
        for row in job_runs.every(desk.connection)
    )


def _mail(desk: Desk) -> MailLine:
    counts = letters.counts(desk.connection)
    failing = inbound.failing(desk.connection)
    return MailLine(
        waiting=sum(counts.get(state, 0) for state in ("queued", "sending", "deferred")),
        oldest=letters.next_due(desk.connection),
        relay_words=markers.read(desk.connection, "relay-words") or "",
        relay_until=markers.read_instant(desk.connection, "relay-hold"),
        reads_mail=desk.outbox.replies is not None,
        unread_since=min((row["fault_since"] for row in failing), default=None),
        unread_why="; ".join(str(row["fault"]) for row in failing),
    )


def _in_force(desk: Desk) -> tuple[InForceLine, ...]:
    office = desk.in_force.office
    return tuple(
        InForceLine(
            subject_words(office, f"{row['kind']} {row['name']}"),
            row["id"],
            row["applied_at"],
            actor_words(office, row["applied_by"]),
        )
        for row in revisions.in_force(desk.connection)
    )
