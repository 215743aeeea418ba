"""How a visitor's letters are answered: links to pages, addresses of replies, a mailbox."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.deliver_letters import Wire
from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.reply_doors import Replies, ReplySettings
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.demo.mailbox import LOOPBACK
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.home import Home
from cchc_scheduler.service import Service
from cchc_scheduler.simulate.season import simulated_service
from cchc_scheduler.store.database import Database

BOUNDS: Final = Bounds(own_host=LOOPBACK)


@dataclass(frozen=True, slots=True)
class Doors:
    """What letters of the demonstration lead to: its pages, and a mailbox that is read."""

    links: Links
    replies: Replies


def doors_at(address: str, key: str) -> Doors:
    """Return the doors of a demonstration served at an address, made with a secret key."""
    return Doors(Links(address, key), Replies(key, ReplySettings()))


def service_with_doors(
    home: Home, db: Database, clock: VirtualClock, wire: Wire, doors: Doors | None
) -> Service:
    """Return a simulated service whose letters can be answered; without `doors` they can't."""
    service = simulated_service(home, db, clock, wire)
    if doors is None:
        return service
    texts = LetterTexts(home.template_dirs())
    return replace(service, outbox=Outbox(texts, doors.links, doors.replies))


def inbox_in(data: Path, home: Home) -> Inbox:
    """Return a mailbox without a server: mail comes in by the visitor's own page."""
    outline = unit_outline(home.template_dirs())
    return Inbox(server=None, data=data, bounds=BOUNDS, outline=outline)
