"""Plays the demonstration's half-year: real jobs on a virtual clock, real SMTP to a server here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from cchc_scheduler.clock import VirtualClock, office_instant
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.demo.mailbox import LoopbackServer, Mailbox
from cchc_scheduler.demo.story import Outage, Seen, Story, tell
from cchc_scheduler.demo.wire import DemoWire
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.home import Home
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.scenario import Deed, read_scenario
from cchc_scheduler.simulate.season import MIDNIGHT, Season, simulated_service, span_of
from cchc_scheduler.simulate.world import World
from cchc_scheduler.store.migrate import new_in_memory

FIRST_DAY: Final = date(2025, 7, 28)
LAST_DAY: Final = date(2025, 12, 31)
SCENARIO: Final = "examples/demo-season.yaml"
OUTAGES: Final = {"smtp-down": "máy chủ thư ngừng", "service-off": "dịch vụ ngừng"}


@dataclass(frozen=True, slots=True)
class Played:
    """The story for the page, and how many letters really passed the mail server."""

    story: Story
    delivered: int


def play(home: Home, progress: Callable[[datetime], None]) -> Played:
    """Play the half-year and return its story; `progress` hears of each new moment.

    Raises BadInput when the home's files have faults or its plan does not fit the scenario.
    """
    scenario = home.config_file(SCENARIO)
    deeds = read_scenario(scenario)
    documents = _fitting(home, deeds, scenario)
    mailbox = Mailbox()
    server = LoopbackServer(mailbox)
    clock = VirtualClock(office_instant(FIRST_DAY, MIDNIGHT))
    wire = DemoWire(server.start(), clock)
    service = simulated_service(home, new_in_memory(), clock, wire)
    try:
        world = World(service, clock, wire, [job.run for job in find_jobs(home.job_files())])
        world.play(span_of(Season(FIRST_DAY, LAST_DAY)), documents, deeds, progress)
        with service.db.read() as connection:
            seen = Seen(FIRST_DAY, LAST_DAY, mailbox.received, _outages(deeds))
            return Played(
                tell(connection, service.records.read(connection), seen), len(seen.received)
            )
    except BadInput as fault:
        raise BadInput(f"{str(fault).rstrip('.')}. {_what_to_do(scenario)}") from fault
    finally:
        server.stop()
        service.close()


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
