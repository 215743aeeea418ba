"""Plays a scenario with the real service and gathers the evidence for the oracle."""

import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from unittest import mock

from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate import world as world_module
from cchc_scheduler.simulate.findings import findings
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulated_service, span_of, world_of
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store.migrate import new_in_memory
from tests.oracle.evidence import Delivery, Evidence, read_rows
from tests.oracle.naive_calendar import DAY, wall

ROOT = Path(__file__).resolve().parents[2]


def home_with(folder, **replaced):
    """A home whose office files are the checkout's with some words replaced.

    `replaced` maps office, policy or plan to pairs of (words, other words), each found once.
    """
    files = {
        "office": Path("config/office.yaml"),
        "policy": Path("config/policy.yaml"),
        "plan": Path("config/plans/2025-h2.yaml"),
    }
    folder.mkdir(exist_ok=True)
    for name, pairs in replaced.items():
        text = (ROOT / files[name]).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {files[name]}"
            text = text.replace(old, new)
        target = folder / files[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return find_home(folder, {}, folder)


@dataclass(frozen=True)
class Play:
    """How a scenario is played: the wire, whether live, and what else happens at moments."""

    span: tuple[str, str] = ("2025-09-03", "2025-09-19")
    cadence: str = "next"
    wire: Callable = SimWire
    live: bool = True
    at_moment: Callable = lambda _service, _now: None
    offices: tuple = ()


def play(home, deeds="", how=Play()):
    """The evidence of one play of a scenario."""
    first, last = (date.fromisoformat(day) for day in how.span)
    parsed = parse_scenario(deeds)
    span = span_of(Season(first, last, parsed, how.cadence))
    clock = VirtualClock(span.start)
    db = new_in_memory()
    service = simulated_service(home, db, clock, how.wire(clock))
    world = world_of(service, clock, service.wire)

    def rehearse(db, records, documents, by, now):
        apply_documents(db, records, service.outbox, Application(documents, by), now)

    start = go_live if how.live else rehearse
    with mock.patch.object(world_module, "go_live", start):
        world.play(
            span, office_files(home).documents, parsed, lambda now: how.at_moment(service, now)
        )
    with db.read() as connection:
        found = findings(connection)
    rows = rows_of(db)
    db.close()
    return Evidence(
        rows=rows,
        box=tuple(Delivery(at, each.recipients, each.data) for at, each in service.wire.accepted),
        config=merged_config(home),
        end=wall(last + DAY, time(0)),
        off=spans_of(parsed, "service-off"),
        down=spans_of(parsed, "smtp-down"),
        offices=how.offices,
        findings=found,
    )


def spans_of(deeds, what):
    return tuple((deed.at, deed.instant("until")) for deed in deeds if deed.do == what)


def rows_of(db):
    """Every row of a store, read from a copy by the standard library's own driver."""
    raw = db.engine.raw_connection()
    copy = sqlite3.connect(":memory:")
    try:
        raw.driver_connection.backup(copy)
        return read_rows(copy)
    finally:
        copy.close()
        raw.close()


def merged_config(home):
    """A folder with the office's files as they are in force: the home's over the packaged ones."""
    folder = Path(tempfile.mkdtemp(prefix="oracle-"))
    (folder / "calendar").mkdir()
    for name in ("office.yaml", "policy.yaml"):
        (folder / name).write_bytes(home.config_file(name).read_bytes())
    (folder / "plans").mkdir()
    for path in home.config_files("plans"):
        (folder / "plans" / path.name).write_bytes(path.read_bytes())
    for path in home.config_files("calendar"):
        (folder / "calendar" / path.name).write_bytes(path.read_bytes())
    return folder
