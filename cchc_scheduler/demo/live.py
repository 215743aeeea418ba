"""A moment of the season that goes on living: a service that stands there, waiting for a visitor.

The visitor is one department. The pages are the product's own, and what it sends from now on goes
by real SMTP to a server here; only the clock stands still.
"""

import asyncio
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from datetime import time as wall_time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.collect_mail import Came, store_mail
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.clock import SystemClock, VirtualClock, office_instant
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.demo.doors import BOUNDS, Doors, inbox_in, service_with_doors
from cchc_scheduler.demo.mailbox import LoopbackServer, Mailbox, Received
from cchc_scheduler.demo.opened import OpenedLetter
from cchc_scheduler.demo.passing import Jump, Passed, Passing, of_units
from cchc_scheduler.demo.reply_mail import reply_address
from cchc_scheduler.demo.scene import Scene, read_scene
from cchc_scheduler.demo.wire import DemoWire
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.home import Home
from cchc_scheduler.service import Service
from cchc_scheduler.settings import Settings
from cchc_scheduler.simulate.ahead import OPENS_NOTHING, Foresight
from cchc_scheduler.simulate.filled_forms import finds_forms
from cchc_scheduler.simulate.people import People
from cchc_scheduler.simulate.scenario import Deed
from cchc_scheduler.simulate.world import World
from cchc_scheduler.store import obligations
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.migrate import copied_in_memory
from cchc_scheduler.web.site import ShowBar, SitePieces

# The morning after the last reminders but one: three units have not handed in yet.
MOMENT: Final = office_instant(date(2025, 9, 8), wall_time(8))


class StandingClock(VirtualClock):
    """A clock whose day stands still while its seconds go on, so that rates end by themselves."""

    def monotonic(self) -> float:
        """Return the machine's monotonic seconds."""
        return SystemClock().monotonic()


@dataclass(frozen=True, slots=True)
class Moment:
    """What was kept of a season while it was played: its store and its mail at an instant."""

    at: datetime
    db: Database
    received: tuple[Received, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A moment, the obligation a visitor acts for, and what its letters lead to.

    `data` is where the season's files are kept, `deeds` what everybody did in it, `end` its last
    instant.
    """

    home: Home
    moment: Moment
    obligation: str
    doors: Doors
    data: Path
    deeds: tuple[Deed, ...]
    end: datetime


class Live:
    """The service of a moment, with a mail server and a store of its own."""

    def __init__(self, stage: Stage) -> None:
        """Begin where the moment stands, and start the mail server; `close` ends everything."""
        self._stage: Final = stage
        self._mailbox: Final = Mailbox()
        self._server: Final = LoopbackServer(self._mailbox)
        self._files: Final = TemporaryDirectory(prefix="cchc-demo-")
        # What others had handed in by then; what the visitor adds stays out of the season's files.
        shutil.copytree(stage.data, self._files.name, dirs_exist_ok=True)
        self._resting: Final = asyncio.Lock()
        clock = StandingClock(stage.moment.at)
        wire = DemoWire(self._server.start(), clock)
        db = copied_in_memory(stage.moment.db)
        plain = service_with_doors(stage.home, db, clock, wire, stage.doors)
        self._inbox: Final = inbox_in(Path(self._files.name), stage.home)
        self.service: Final[Service] = replace(plain, inbox=self._inbox)
        jobs = [job.run for job in find_jobs(stage.home.job_files())]
        self._clock: Final = clock
        self._world: Final = World(self.service, clock, wire, jobs)
        people = People(self.service, finds_forms(stage.home, Path(self._files.name)))
        self._passing: Final = Passing(self._world, self._mailbox, people)
        self._deeds: Final = of_units(stage.deeds, stage.moment.at)
        # What would have come if the visitor did nothing.
        self.first: Final = self.scene().coming

    def close(self) -> None:
        """End the mail server, remove what was handed in, close the store."""
        self._server.stop()
        self._files.cleanup()
        self.service.close()

    async def rest(self) -> None:
        """Let the service do what is due: send the receipt of what was just handed in."""
        async with self._resting:
            await self._world.rest()

    @property
    def ended(self) -> bool:
        """Whether the season's end is reached."""
        return self._clock.now() >= self._stage.end

    async def go(self, jump: Jump) -> tuple[Passed, ...]:
        """Let time go on; return what happened. Nothing happens after the season's end."""
        async with self._resting:
            return await self._passing.go(jump, self._deeds, self._stage.end)

    async def receive(self, raw: bytes) -> None:
        """Take a mail in by the service's own door, and let it do everything that follows."""
        now = self.service.now()
        store_mail(self.service.db, self._inbox, Came(raw, now), now)
        await self.rest()

    def reads_replies_to(self, letter: OpenedLetter) -> bool:
        """Tell whether replies to a letter come here; those to the coordinator's box don't."""
        with self.service.db.read() as connection:
            office = self.service.records.read(connection).office
        return self._stage.doors.replies.is_own(office, reply_address(letter))

    def scene(self) -> Scene:
        """Return how it stands now."""
        service = self.service
        with service.db.read() as connection:
            desk = desk_at(connection, service.records, service.outbox, service.now())
            since = tuple(self._mailbox.received)
            return read_scene(desk, self._stage.obligation, self._stage.moment.received, since)

    def pieces(self, way_back: tuple[str, str] | None, bar: ShowBar | None = None) -> SitePieces:
        """Return what the product's own pages need to serve this service, on its own clock."""
        data = Path(self._files.name)
        found = pieces_of(self.service, self._stage.doors, data, way_back)
        pages = Settings(base_url=self._stage.doors.links.base_url, secret_key=OPENS_NOTHING)
        foresee = Foresight(self._stage.home, pages)
        return replace(found, clock=self._clock, bar=bar, foresee=foresee)


def pieces_of(
    service: Service, doors: Doors, data: Path, way_back: tuple[str, str] | None
) -> SitePieces:
    """Return what the pages of a service of the demonstration need; its day stands still."""
    return SitePieces(
        db=service.db,
        records=service.records,
        outbox=service.outbox,
        clock=StandingClock(service.now()),
        worker=service.worker,
        links=doors.links,
        data=data,
        bounds=BOUNDS,
        way_back=way_back,
    )


def one_to_act_for(then: Connection, ended: Connection) -> str | None:
    """Return the obligation a visitor acts for: open at the moment, of the period that ends first.

    Of several it is the one that came latest in the season as it was played, for its unit had the
    longest chase; None when nothing is open.
    """
    still_open = [row for row in obligations.every(then) if row["state"] == "open"]
    came = {row["id"]: row["first_complete_at"] for row in obligations.every(ended)}
    if not still_open:
        return None
    first = min(period_named(row["period"]).last_day for row in still_open)
    chosen = [row for row in still_open if period_named(row["period"]).last_day == first]
    latest = datetime.max.replace(tzinfo=MOMENT.tzinfo)
    return str(max(chosen, key=lambda row: (came[row["id"]] or latest, row["id"]))["id"])
