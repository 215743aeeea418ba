"""Simulates a span of time for a home: a store in memory, the home's files, its real jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import Event
from typing import Any, Final

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.deliver_letters import Wire
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import VirtualClock, office_instant
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import Home
from cchc_scheduler.mail.outcomes import Envelope
from cchc_scheduler.plan.of_home import files_of
from cchc_scheduler.service import Service
from cchc_scheduler.settings import Settings
from cchc_scheduler.simulate.filled_forms import finds_forms
from cchc_scheduler.simulate.findings import findings
from cchc_scheduler.simulate.scenario import Deed
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.simulate.world import Cadence, Span, World
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.migrate import new_in_memory

MIDNIGHT: Final = time(0)


@dataclass(frozen=True, slots=True)
class Season:
    """What is simulated: both days included, switched on at 00:00 of the first.

    `plan` is a plan's file that takes the place of the home's plans.
    """

    first: date
    last: date
    deeds: tuple[Deed, ...] = ()
    cadence: Cadence = "next"
    plan: Path | None = None


@dataclass(frozen=True, slots=True)
class Simulated:
    """What came of it: the findings as JSON, every letter as accepted, and the store."""

    findings: dict[str, Any]
    letters: tuple[tuple[datetime, Envelope], ...]
    db: Database


def simulate(
    home: Home, season: Season, progress: Callable[[datetime], None] | None = None
) -> Simulated:
    """Live a season; nothing outside memory is read or written but the home's files.

    Raises BadInput when the files have faults or the season ends before it begins.
    """
    if season.last < season.first:
        raise BadInput(f"--to {season.last} lies before --from {season.first}.")
    files = files_of(home, season.plan)
    db = new_in_memory()
    clock = VirtualClock(office_instant(season.first, MIDNIGHT))
    wire = SimWire(clock)
    world = world_of(simulated_service(home, db, clock, wire), clock, wire)
    world.play(span_of(season), files.documents, season.deeds, progress)
    with db.read() as connection:
        found = findings(connection)
    return Simulated(found, tuple(wire.accepted), db)


def span_of(season: Season) -> Span:
    """Return the instants of a season: 00:00 of its first day to the end of its last."""
    end = office_instant(season.last + timedelta(days=1), MIDNIGHT) - timedelta(seconds=1)
    return Span(office_instant(season.first, MIDNIGHT), end, season.cadence)


def simulated_service(
    home: Home, db: Database, clock: VirtualClock, wire: Wire, links: Links | None = None
) -> Service:
    """Return a service on a virtual clock and a given wire, with the home's texts and jobs.

    `links` makes the links of its letters; without it they show none.
    """
    return Service(
        home=home,
        settings=Settings(),
        clock=clock,
        db=db,
        records=Records(),
        outbox=Outbox(LetterTexts(home.template_dirs()), links),
        wire=wire,
        worker=run_inline,
        stop=Event(),
    )


def world_of(service: Service, clock: VirtualClock, wire: SimWire) -> World:
    """Return the world of a service with the jobs of its home."""
    jobs = [job.run for job in find_jobs(service.home.job_files())]
    return World(service, clock, wire, jobs, finds_forms(service.home))
