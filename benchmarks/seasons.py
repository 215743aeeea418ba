"""A season of a large office, simulated: letters a second, real jobs, templates and store."""

import time
from datetime import date
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.offices import large_office, packaged_home
from benchmarks.sizes import Sizes
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.simulate.season import Season, simulated_service, span_of, world_of
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store.migrate import new_in_memory

SEASON = Season(date(2025, 7, 28), date(2025, 12, 31))


def measure(sizes: Sizes, _folder: Path) -> list[Figure]:
    """Nobody acts, so every letter of the ladder is written, rendered, frozen and handed over."""
    documents = large_office(sizes.season_units)
    span = span_of(SEASON)
    clock = VirtualClock(span.start)
    wire = SimWire(clock)
    world = world_of(simulated_service(packaged_home(), new_in_memory(), clock, wire), clock, wire)
    began = time.perf_counter()
    world.play(span, documents)
    took = time.perf_counter() - began
    words = f"simulation of the season with {sizes.season_units + 5} units, nobody acts"
    parts = {"letters": float(len(wire.accepted)), "seconds": round(took, 2)}
    rate = len(wire.accepted) / took
    return [Figure("simulation", words, rate, "letters/s", "at least", 1_500.0, (rate,), parts)]
