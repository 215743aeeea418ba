"""Asks a server many things over a few connections that are kept open."""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

CONNECTIONS = 16
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


def play(
    port: int, requests: Sequence[bytes], expected: bytes, connections: int = CONNECTIONS
) -> tuple[float, list[float]]:
    """Return answers a second, and what each took in ms."""
    return asyncio.run(_play_all(port, requests, expected, connections))


async def _play_all(
    port: int, requests: Sequence[bytes], expected: bytes, connections: int
) -> tuple[float, list[float]]:
    took: list[float] = []
    waiting = iter(requests)
    loop = asyncio.get_running_loop()
    opened = [
        await loop.create_connection(lambda: _Line(waiting, expected, took), "127.0.0.1", port)
        for _ in range(connections)
    ]
    began = time.perf_counter()
    for _, line in opened:
        line.begin()
    try:
        await asyncio.gather(*(line.ended for _, line in opened))
    finally:
        for transport, _ in opened:
            transport.close()
    return len(took) / (time.perf_counter() - began), took


class _Line(asyncio.Protocol):
    """One connection, kept open: asks the next thing as soon as the one before is answered.

    It does little itself, so that what is measured is the server.
    """

    def __init__(self, waiting: Iterator[bytes], expected: bytes, took: list[float]) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting, self._expected, self._took = waiting, expected, took
        self._answer = b""
        self._asked_at = 0.0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def begin(self) -> None:
        request = next(self._waiting, None)
        if request is None:
            self.ended.set_result(None)
            return
        self._answer, self._asked_at = b"", time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, whole, body = self._answer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        bodiless = head.split(b" ", 2)[1] == b"304"
        if not whole or (length and not bodiless and len(body) < int(length[1])):
            return
        self._took.append((time.perf_counter() - self._asked_at) * 1e3)
        if head.split(b" ", 2)[1] == self._expected:
            self.begin()
        elif not self.ended.done():
            self.ended.set_exception(AssertionError(f"answered {head.splitlines()[0]!r}"))

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_exception(exc or ConnectionError("the server hung up"))
