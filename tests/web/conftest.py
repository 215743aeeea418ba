"""A service on 04/9/2025 with the third quarter's reports asked for, and a browser's view of it."""

from dataclasses import dataclass
from datetime import date, datetime, time

import pytest
from starlette.testclient import TestClient

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.clock import VirtualClock, office_instant
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import find_home
from cchc_scheduler.service import Service, office_files
from cchc_scheduler.settings import Settings
from cchc_scheduler.simulate.ahead import Foresight
from cchc_scheduler.simulate.season import Season, simulated_service, span_of, world_of
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store.migrate import new_in_memory
from cchc_scheduler.web.application import application
from cchc_scheduler.web.site import SitePieces

KEY = "bi-mat-chi-dung-trong-kiem-thu"
DUE = "bao-cao-quy/2025-Q3/phong-kinh-te"


@dataclass
class Office:
    """What a test works with: the browser, the service behind it, its clock and its links."""

    browser: TestClient
    service: Service
    clock: VirtualClock
    links: Links

    def path_of(self, obligation: str = DUE) -> str:
        """Return the path of a unit's page."""
        with self.service.db.work() as connection:
            return self.links.page_of(connection, obligation, self.clock.now()).removeprefix(
                self.links.base_url
            )

    def move_to(self, day: date, at: time) -> None:
        """Move the clock; nothing else happens."""
        self.clock.move_to(office_instant(day, at))


@pytest.fixture(scope="session")
def played():
    """A store in which the season was lived until the evening of 03/9/2025; only copied from."""
    home = find_home(None)
    clock = VirtualClock(datetime.fromisoformat("2025-07-28T00:00:00+07:00"))
    wire = SimWire(clock)
    service = simulated_service(home, new_in_memory(), clock, wire)
    season = Season(date(2025, 7, 28), date(2025, 9, 3))
    world_of(service, clock, wire).play(span_of(season), office_files(home).documents)
    yield service.db
    service.close()


def copy_of(database):
    """Return a store in memory with the same rows."""
    copy = new_in_memory()
    source, target = database.engine.raw_connection(), copy.engine.raw_connection()
    source.driver_connection.backup(target.driver_connection)
    return copy


@pytest.fixture
def office(played, tmp_path):
    """The office on the morning of 04/9/2025."""
    home = find_home(None)
    clock = VirtualClock(office_instant(date(2025, 9, 4), time(9, 0)))
    links = Links("https://cchc.xa.example", KEY)
    service = simulated_service(home, copy_of(played), clock, SimWire(clock), links)
    pieces = SitePieces(
        db=service.db,
        records=service.records,
        outbox=service.outbox,
        clock=clock,
        worker=run_inline,
        links=links,
        data=tmp_path,
        bounds=Bounds(own_host="cchc.xa.example"),
        foresee=Foresight(home, Settings(base_url=links.base_url)),
    )
    pages = application(list, list, pieces, home.template_dirs())
    with TestClient(pages, base_url="https://cchc.xa.example") as browser:
        yield Office(browser, service, clock, links)
    service.close()
