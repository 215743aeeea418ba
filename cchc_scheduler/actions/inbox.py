"""What reading the mailbox works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cchc_scheduler.actions.gathered import Worker
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import Clock
from cchc_scheduler.core.outlines import Outline
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.mail.mailbox import ImapServer
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where mail comes from and is kept: the mailbox, the data folder, what may be handed in.

    `server` is None where mail comes in by another door (a test, the demonstration).
    `authserv_id` is the name under which our own mail server vouches for senders. With `outline`
    the forms of reports that come as Word files are read.
    """

    server: ImapServer | None
    data: Path
    bounds: Bounds = field(default_factory=Bounds)
    authserv_id: str | None = None
    outline: Outline | None = None


@dataclass(frozen=True, slots=True)
class MailRoom:
    """Everything that taking in mail needs; `inbox` is None while no mailbox is set."""

    db: Database
    records: Records
    outbox: Outbox
    clock: Clock
    worker: Worker
    inbox: Inbox | None
    stopping: Callable[[], bool] = lambda: False
