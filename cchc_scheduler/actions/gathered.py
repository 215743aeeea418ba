"""Gather what several coroutines want written into one commit: what arrives meanwhile goes next."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, Generic, Protocol, TypeVar

T = TypeVar("T")
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Worker(Protocol):
    """Runs a plain function in the one thread that writes to the store."""

    async def __call__(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, or raise what it raises."""
        ...


class Gathered(Generic[Asked, Answer]):
    """Answers questions in batches: `work` gets all that wait and returns as many answers."""

    def __init__(
        self,
        worker: Worker,
        work: Callable[[Sequence[Asked]], Sequence[Answer]],
        join_s: float = 0.0,
    ) -> None:
        """Run `work` in `worker`, one batch at a time.

        After a batch of several the next waits `join_s` seconds for more who want to join it.
        """
        self._worker: Final = worker
        self._work: Final = work
        self._join_s: Final = join_s
        self._waiting: list[tuple[Asked, asyncio.Future[Answer]]] = []
        self._running: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Answer:
        """Return the answer once the batch that holds `asked` is committed, or raise its fault."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, future))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        last = 1
        while self._waiting:
            if self._join_s and last > 1:
                await asyncio.sleep(self._join_s)
            batch, self._waiting = self._waiting, []
            last = len(batch)
            await self._answer(batch)
        self._running = None

    async def _answer(self, batch: list[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        asked = [each for each, _ in batch]
        try:
            answers = await self._worker(lambda: self._work(asked))
            answered = list(zip(batch, answers, strict=True))
        except Exception as fault:  # noqa: BLE001 - every fault belongs to those who asked
            for _, future in batch:
                if not future.done():
                    future.set_exception(fault)
            return
        for (_, future), answer in answered:
            if not future.done():
                future.set_result(answer)
