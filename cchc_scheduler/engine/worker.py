"""The one thread in which everything that reads or writes the store runs."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")


class WorkerThread:
    """Runs plain functions one after the other, off the event loop."""

    def __init__(self) -> None:
        """Start no thread before the first work."""
        self._pool: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def __call__(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, or raise what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """Wait for what is running, then end the thread."""
        self._pool.shutdown(wait=True)


async def run_inline(work: Callable[[], T]) -> T:
    """Run at once: for a simulation, which lives in one thread."""
    return work()
