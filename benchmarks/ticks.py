"""A tick of 100 due, and an idle one, in stores of ten thousand to a million obligations."""

import time
from pathlib import Path

from benchmarks.figures import Figure, middle
from benchmarks.sizes import Sizes
from benchmarks.stores import Filled, filled
from cchc_scheduler.actions.write_due_letters import write_due_letters


def measure(sizes: Sizes, folder: Path) -> list[Figure]:
    """The stores are ticked in turn (A B C A B C ...); the first round warms up and is dropped."""
    rounds = sizes.tick_rounds + 1
    stores = {}
    for size in sizes.stores:
        place = folder / str(size)
        place.mkdir()
        stores[size] = filled(place, size, sizes.due, rounds)
    busy: dict[int, list[float]] = {size: [] for size in sizes.stores}
    idle: dict[int, list[float]] = {size: [] for size in sizes.stores}
    for number in range(rounds):
        for size, store in stores.items():
            busy[size].append(_busy(store, number, sizes.due))
            idle[size].append(_idle(store, number, sizes.idle_ticks))
            store.forget(number)
    for store in stores.values():
        store.db.close()
    return _figures(sizes, busy, idle)


def _busy(store: Filled, number: int, due: int) -> float:
    """Return milliseconds of one tick that writes `due` letters."""
    now = store.mornings[number]
    store.ready(now)
    began = time.perf_counter()
    looked_at = write_due_letters(store.db, store.records, store.outbox, now)
    took = time.perf_counter() - began
    if looked_at != due:
        raise AssertionError(f"{looked_at} obligations were due instead of {due}")
    return took * 1e3


def _idle(store: Filled, number: int, ticks: int) -> float:
    """Return milliseconds of one tick that finds nothing, the median of several."""
    took: list[float] = []
    for _ in range(ticks):
        began = time.perf_counter()
        write_due_letters(store.db, store.records, store.outbox, store.mornings[number])
        took.append((time.perf_counter() - began) * 1e3)
    return middle(took)


def _figures(
    sizes: Sizes, busy: dict[int, list[float]], idle: dict[int, list[float]]
) -> list[Figure]:
    small, large = sizes.stores[0], sizes.stores[-1]
    found: list[Figure] = []
    for name, what, took, goal in (
        ("tick", f"tick of {sizes.due} due", busy, 1.5),
        ("idle-tick", "idle tick", idle, 1.5),
    ):
        kept = {size: rounds[1:] for size, rounds in took.items()}
        ratios = [b / a for a, b in zip(kept[small], kept[large], strict=True)]
        parts = {f"ms at {size:,}": round(middle(rounds), 3) for size, rounds in kept.items()}
        words = f"{what}: {large:,} obligations over {small:,}"
        found.append(
            Figure(name, words, middle(ratios), "x", "at most", goal, tuple(ratios), parts)
        )
    return found
