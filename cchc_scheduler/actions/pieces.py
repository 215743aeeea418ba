"""The pieces that jobs hand to actions; the service puts them together."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from cchc_scheduler.actions.deliver_letters import Wire
from cchc_scheduler.actions.gathered import Worker
from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import Clock
from cchc_scheduler.store.database import Database


class Pieces(Protocol):
    """What every job may ask of the service it runs for."""

    @property
    def db(self) -> Database:
        """The store."""
        ...

    @property
    def records(self) -> Records:
        """What is in force."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Where letters are frozen."""
        ...

    @property
    def template_dirs(self) -> Sequence[Path]:
        """The folders of templates, the home's own first."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def wire(self) -> Wire | None:
        """What hands letters over; None while no mail server is set."""
        ...

    @property
    def inbox(self) -> Inbox | None:
        """Where mail comes in; None while no mailbox is set."""
        ...

    @property
    def stopping(self) -> Callable[[], bool]:
        """Tells whether the service is being stopped: no new letters are taken then."""
        ...

    @property
    def worker(self) -> Worker:
        """The one thread that writes to the store."""
        ...
