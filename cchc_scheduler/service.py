"""The composition root: home, settings, clock, store and wire put together in one place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final
from urllib.parse import urlsplit

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.deliver_letters import Wire
from cchc_scheduler.actions.gathered import Worker
from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.reply_doors import Replies, ReplySettings
from cchc_scheduler.clock import Clock, SystemClock
from cchc_scheduler.core.capabilities import LEAST_KEY
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.home import Home
from cchc_scheduler.mail.mailbox import parse_mailbox
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.mail.relay import parse_relay
from cchc_scheduler.plan.home_files import HomeFiles, HomePaths
from cchc_scheduler.plan.of_home import files_of, paths_of
from cchc_scheduler.settings import Settings, read_settings
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.migrate import open_store

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Service:
    """Everything the jobs and the command line work with; closed once at the end."""

    home: Home
    settings: Settings
    clock: Clock
    db: Database
    records: Records
    outbox: Outbox
    wire: Wire | None
    worker: Worker
    stop: Event = field(default_factory=Event)
    inbox: Inbox | None = None

    @property
    def stopping(self) -> Callable[[], bool]:
        """Tells whether the service is being stopped."""
        return self.stop.is_set

    @property
    def template_dirs(self) -> Sequence[Path]:
        """The folders of the home's templates, its own first."""
        return self.home.template_dirs()

    def now(self) -> datetime:
        """Return the present instant."""
        return self.clock.now()

    def close(self) -> None:
        """Close the store."""
        self.db.close()


def build_service(home: Home, worker: Worker, clock: Clock | None = None) -> Service:
    """Put the service of a home together; opens (and if needed makes or migrates) its store.

    Raises BadInput, NotConfigured or StoreUnusable, each saying what to do.
    """
    settings = read_settings(home.root)
    used = clock or SystemClock()
    db = open_store(home.data_folder(), used.now())
    return Service(
        home=home,
        settings=settings,
        clock=used,
        db=db,
        records=Records(),
        outbox=Outbox(LetterTexts(home.template_dirs()), links_of(settings), replies_of(settings)),
        wire=courier(settings),
        worker=worker,
        inbox=inbox_of(home, settings),
    )


def replies_of(settings: Settings) -> Replies | None:
    """Return what makes reply addresses; None while no mailbox is read or there is no secret."""
    if settings.imap_url is None or len(settings.secret_key or "") < LEAST_KEY:
        return None
    told = ReplySettings(
        address=settings.reply_address,
        plus=settings.reply_plus,
        bounces=settings.bounce_address,
        expires=settings.imap_password_expires,
    )
    return Replies(settings.secret_key or "", told)


def inbox_of(home: Home, settings: Settings) -> Inbox | None:
    """Return where mail comes in, or None while no mailbox is set."""
    if settings.imap_url is None:
        return None
    return Inbox(
        server=parse_mailbox(settings.imap_url, settings.imap_password, settings.imap_done_folder),
        data=home.data_folder(),
        bounds=bounds_of(settings),
        authserv_id=settings.authserv_id,
        outline=unit_outline(home.template_dirs()),
    )


def bounds_of(settings: Settings) -> Bounds:
    """Return what may be handed in here: the largest file, and never our own pages."""
    return Bounds(
        largest_file=settings.upload_mb * MEGABYTE,
        own_host=urlsplit(settings.base_url or "").hostname,
    )


def links_of(settings: Settings) -> Links | None:
    """Return what makes the links of letters; None while pages have no address or no secret."""
    if settings.base_url is None or len(settings.secret_key or "") < LEAST_KEY:
        return None
    return Links(settings.base_url, settings.secret_key or "")


def courier(settings: Settings) -> Courier | None:
    """Return what hands letters over, or None while no mail server is set."""
    if settings.smtp_url is None:
        return None
    return Courier(
        parse_relay(settings.smtp_url, settings.smtp_password, settings.smtp_connections)
    )


def home_paths(home: Home) -> HomePaths:
    """Return where a home's office files stand."""
    return paths_of(home)


def office_files(home: Home) -> HomeFiles:
    """Return the office's files; BadInput lists every fault of every file at once."""
    return files_of(home)
