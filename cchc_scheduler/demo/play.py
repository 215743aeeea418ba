"""Plays the demonstration's half-year: real jobs on a virtual clock, real SMTP to a server here."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cchc_scheduler.clock import VirtualClock, office_instant
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.demo.doors import Doors, service_with_doors
from cchc_scheduler.demo.live import MOMENT, Moment, Stage, one_to_act_for
from cchc_scheduler.demo.mailbox import LoopbackServer, Mailbox
from cchc_scheduler.demo.story import Outage, Seen, Story, tell
from cchc_scheduler.demo.wire import DemoWire
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.home import Home
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.service import Service, office_files
from cchc_scheduler.simulate.filled_forms import finds_forms
from cchc_scheduler.simulate.scenario import Deed, read_scenario
from cchc_scheduler.simulate.season import MIDNIGHT, Season, span_of
from cchc_scheduler.simulate.world import World
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.migrate import copied_in_memory, new_in_memory

FIRST_DAY: Final = date(2025, 7, 28)
LAST_DAY: Final = date(2025, 12, 31)
SCENARIO: Final = "examples/demo-season.yaml"
Kept = TemporaryDirectory[str]
OUTAGES: Final = {"smtp-down": "máy chủ thư ngừng", "service-off": "dịch vụ ngừng"}


class Played:
    """The story for the page, how many letters really passed the mail server, and what lives on.

    `ended` is the service at the season's end, `data` where its files are kept; `stage` is where a
    visitor can act for a unit, None when the season has no such moment or its letters no links.
    """

    def __init__(
        self, story: Story, ended: Service, stage: Stage | None, delivered: int, kept: Kept
    ) -> None:
        """Keep the parts; `close` ends what lives on."""
        self._kept: Final = kept
        self.data: Final = Path(kept.name)
        self.story: Final = story
        self.ended: Final = ended
        self.stage: Final = stage
        self.delivered: Final = delivered

    def close(self) -> None:
        """Close the stores and remove what was handed in."""
        self._kept.cleanup()
        self.ended.close()
        if self.stage is not None:
            self.stage.moment.db.close()


def play(home: Home, progress: Callable[[datetime], None], doors: Doors | None = None) -> Played:
    """Play the half-year and return what came of it; `progress` hears of each new moment.

    With `doors` the letters lead to the pages that the demonstration serves, and are answered to
    its mailbox. Raises BadInput when the home's files have faults or its plan does not fit the
    scenario.
    """
    scenario = home.config_file(SCENARIO)
    deeds = read_scenario(scenario)
    documents = _fitting(home, deeds, scenario)
    try:
        return _lived(home, (documents, deeds), progress, doors)
    except BadInput as fault:
        raise BadInput(f"{str(fault).rstrip('.')}. {_what_to_do(scenario)}") from fault


def _lived(
    home: Home,
    told: tuple[Sequence[Document], Sequence[Deed]],
    progress: Callable[[datetime], None],
    doors: Doors | None,
) -> Played:
    """Live the season; its store stays open unless something goes wrong."""
    documents, deeds = told
    mailbox = Mailbox()
    clock = VirtualClock(office_instant(FIRST_DAY, MIDNIGHT))
    with ExitStack() as always, ExitStack() as on_fault:
        server = LoopbackServer(mailbox)
        always.callback(server.stop)
        wire = DemoWire(server.start(), clock)
        service = service_with_doors(home, new_in_memory(), clock, wire, doors)
        on_fault.callback(service.close)
        kept: Kept = TemporaryDirectory(prefix="cchc-demo-")
        on_fault.callback(kept.cleanup)
        keeper = _Keeper(service.db, mailbox, progress)
        jobs = [job.run for job in find_jobs(home.job_files())]
        world = World(service, clock, wire, jobs, finds_forms(home, Path(kept.name)))
        world.play(span_of(Season(FIRST_DAY, LAST_DAY)), documents, deeds, keeper.hears)
        story = _told(service, Seen(FIRST_DAY, LAST_DAY, mailbox.received, _outages(deeds)))
        stage = _stage((home, Path(kept.name), tuple(deeds)), service, keeper, doors)
        on_fault.pop_all()
        return Played(story, service, stage, len(mailbox.received), kept)


class _Keeper:
    """Keeps the store and the mail as they are when the season reaches the visitor's moment."""

    def __init__(
        self, db: Database, mailbox: Mailbox, progress: Callable[[datetime], None]
    ) -> None:
        self._db: Final = db
        self._mailbox: Final = mailbox
        self._progress: Final = progress
        self.moment: Moment | None = None

    def hears(self, now: datetime) -> None:
        """Keep the moment before the first thing that happens after it."""
        if self.moment is None and now > MOMENT:
            received = tuple(self._mailbox.received)
            self.moment = Moment(MOMENT, copied_in_memory(self._db), received)
        self._progress(now)


def _told(service: Service, seen: Seen) -> Story:
    with service.db.read() as connection:
        return tell(connection, service.records.read(connection), seen)


def _stage(
    at: tuple[Home, Path, tuple[Deed, ...]],
    ended: Service,
    keeper: _Keeper,
    doors: Doors | None,
) -> Stage | None:
    home, data, deeds = at
    moment = keeper.moment
    if moment is None or doors is None:
        return None
    with moment.db.read() as then, ended.db.read() as end:
        obligation = one_to_act_for(then, end)
    if obligation is None:
        return None
    return Stage(home, moment, obligation, doors, data, deeds, ended.now())


def _fitting(home: Home, deeds: Sequence[Deed], scenario: Path) -> Sequence[Document]:
    """Return the home's documents; refuse a scenario about units that the home does not have."""
    files = office_files(home)
    known = {unit.id for unit in files.office.units}
    named = {deed.text("unit"): deed for deed in reversed(deeds) if "unit" in deed.values}
    strange = sorted(set(named) - known, key=lambda unit: named[unit].line)
    if strange:
        raise BadInput(
            f"{named[strange[0]].where}: this home has no unit {', '.join(strange)}. "
            f"{_what_to_do(scenario)}"
        )
    return files.documents


def _what_to_do(scenario: Path) -> str:
    return (
        f"The demonstration plays what {scenario} tells. Run `cchc demo` from a folder that is no "
        f"home to see the packaged office, or tell in config/{SCENARIO} of your home what your own "
        "units do."
    )


def _outages(deeds: Sequence[Deed]) -> tuple[Outage, ...]:
    return tuple(
        (deed.at, deed.instant("until"), OUTAGES[deed.do]) for deed in deeds if deed.do in OUTAGES
    )
