"""The courier: hands frozen letters to the mail server over a few connections that are reused.

Each letter has exactly one outcome, and it is reported exactly once: what could not be written down
(a full disk, a locked store) is kept here and reported at the beginning of the next delivery.
"""

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import structlog
from aiosmtplib import SMTP

from cchc_scheduler.mail.connecting import Refusing, hang_up, open_connection, words_of
from cchc_scheduler.mail.outcomes import Deferred, Envelope, Outcome, Released, Unreachable
from cchc_scheduler.mail.relay import Relay
from cchc_scheduler.mail.transaction import (
    CLOSING,
    Introduced,
    hand_data,
    introduce,
    reset,
)

BeforeData = Callable[[int], Awaitable[bool]]
Settled = Callable[[Outcome], Awaitable[None]]
IDLE_S: Final = 30.0
ADDRESS: Final = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")


class Courier:
    """Delivers over at most `relay.connections` connections, kept open between deliveries."""

    def __init__(self, relay: Relay) -> None:
        """Keep where to deliver; nothing is opened yet."""
        self.relay: Final = relay
        self.unreported: Final[dict[int, Outcome]] = {}
        self._idle: Final[list[tuple[SMTP, float]]] = []

    async def deliver(
        self, envelopes: Sequence[Envelope], before_data: BeforeData, settled: Settled
    ) -> None:
        """Hand over each envelope once and report each outcome once.

        `before_data` is asked just before DATA; False leaves the letter unsent and unreported.
        When the server as a whole fails, what is left is reported Unreachable without an attempt.
        When this call is cancelled, letters in DATA are ended and the others reported Released.
        Raises what `before_data` or `settled` raised, after all that was begun has ended.
        """
        await _Round(self, envelopes, before_data, settled).run()

    async def take_connection(self) -> SMTP:
        """Return a connection that is ready; Refusing when the server can't be used."""
        while self._idle:
            client, _ = self._idle.pop()
            if client.is_connected:
                return client
        return await open_connection(self.relay)

    def give_back(self, client: SMTP) -> None:
        """Keep a connection for the next letter."""
        if client.is_connected:
            self._idle.append((client, asyncio.get_running_loop().time()))

    async def close(self) -> None:
        """Say goodbye on every connection that is kept open."""
        while self._idle:
            await hang_up(self._idle.pop()[0])

    async def close_stale(self) -> None:
        """Close what was idle for long: the server may have forgotten such a connection."""
        now = asyncio.get_running_loop().time()
        stale = [client for client, since in self._idle if now - since > IDLE_S]
        self._idle[:] = [each for each in self._idle if each[0] not in stale]
        for client in stale:
            await hang_up(client)


class _Round:
    """One delivery: a queue that several connections empty together."""

    def __init__(
        self,
        courier: Courier,
        envelopes: Sequence[Envelope],
        before_data: BeforeData,
        settled: Settled,
    ) -> None:
        self._courier: Final = courier
        self._queue: Final = deque(envelopes)
        self._before_data: Final = before_data
        self._settled: Final = settled
        self._opening: Final = asyncio.Lock()
        self._tried_again: Final[set[int]] = set()
        self._early: Final[set[asyncio.Task[None] | None]] = set()
        self._over = False
        self._fault: Unreachable | None = None
        self._failure: Exception | None = None

    async def run(self) -> None:
        """Report what is still unreported, empty the queue, report what was not begun."""
        workers: list[asyncio.Task[None]] = []
        try:
            await self._courier.close_stale()
            await self._report_all(list(self._courier.unreported.values()))
            most = min(self._courier.relay.connections, len(self._queue))
            workers += [asyncio.create_task(self._work()) for _ in range(most)]
            if workers:
                await asyncio.wait(workers)
        except asyncio.CancelledError:
            self._cut_short(workers)
            if workers:
                await asyncio.wait(workers)
            raise
        finally:
            await self._report_all([self._untried(each) for each in self._queue])
        if self._failure is not None:
            raise self._failure

    def _cut_short(self, workers: Sequence[asyncio.Task[None]]) -> None:
        """Begin nothing more; drop what stands before DATA, let what is in DATA end."""
        self._over = True
        for worker in workers:
            if worker in self._early:
                worker.cancel()

    def _untried(self, envelope: Envelope) -> Outcome:
        if self._fault is None:
            return Released(envelope.letter)
        return Unreachable(envelope.letter, self._fault.reason, self._fault.configuration)

    async def _work(self) -> None:
        """Empty the queue over one connection at a time."""
        client: SMTP | None = None
        while self._queue and not self._over:
            if client is None or not client.is_connected:
                client = await self._open()
                continue
            envelope = self._queue.popleft()
            outcome = await self._hand_over(client, envelope)
            if outcome is not None:
                await self._report(outcome)
        if client is not None:
            self._courier.give_back(client)

    async def _open(self) -> SMTP | None:
        """Open one connection after the other, so that a server that refuses is asked once."""
        try:
            with self._droppable():
                async with self._opening:
                    return None if self._over else await self._courier.take_connection()
        except Refusing as fault:
            self._give_up(Unreachable(0, fault.reason, fault.configuration))
        except asyncio.CancelledError:
            self._over = True
        return None

    async def _hand_over(self, client: SMTP, envelope: Envelope) -> Outcome | None:
        try:
            with self._droppable():
                early = await introduce(client, envelope)
                allowed = early.outcome is None and await self._allowed(envelope)
        except asyncio.CancelledError:
            client.close()
            return Released(envelope.letter)
        except Refusing as fault:
            await hang_up(client)
            refused = Unreachable(envelope.letter, fault.reason, fault.configuration)
            self._give_up(refused)
            return refused
        except Exception as fault:  # noqa: BLE001 - whatever it was, nothing of the letter was sent
            await hang_up(client)
            return self._once_more(envelope, Unreachable(envelope.letter, words_of(fault)))
        if allowed:
            outcome = await hand_data(
                client, envelope, early.refused, self._courier.relay.data_timeout
            )
            self._heed(outcome)
            return outcome
        return await self._not_handed_over(client, envelope, early)

    async def _not_handed_over(
        self, client: SMTP, envelope: Envelope, early: Introduced
    ) -> Outcome | None:
        """Return the outcome of a letter that was refused early, or was not allowed to go."""
        await reset(client)
        outcome = early.outcome
        if outcome is None:
            return Released(envelope.letter) if self._failure is not None else None
        if isinstance(outcome, Deferred) and outcome.code == CLOSING:
            return self._once_more(envelope, outcome)
        self._heed(outcome)
        return outcome

    async def _allowed(self, envelope: Envelope) -> bool:
        """Ask whether the letter may go; a store that can't be written ends the delivery."""
        try:
            return await self._before_data(envelope.letter)
        except Exception as fault:  # noqa: BLE001 - raised once everything that was begun has ended
            self._fail(fault)
            return False

    def _once_more(self, envelope: Envelope, outcome: Unreachable | Deferred) -> Outcome | None:
        """Put a letter back once, for a new connection; the second time it has its outcome."""
        if envelope.letter not in self._tried_again:
            self._tried_again.add(envelope.letter)
            self._queue.appendleft(envelope)
            return None
        self._heed(outcome)
        return outcome

    def _heed(self, outcome: Outcome) -> None:
        """End the delivery when an outcome concerns the server as a whole."""
        if isinstance(outcome, Unreachable):
            self._give_up(outcome)
        elif isinstance(outcome, Deferred) and outcome.relay:
            self._give_up(Unreachable(0, f"{outcome.code} {outcome.reply}"))

    def _give_up(self, fault: Unreachable) -> None:
        self._over = True
        if self._fault is None:
            self._fault = fault
            structlog.get_logger("mail").warning(
                "mail_server_refuses",
                why=ADDRESS.sub("(hidden)", fault.reason),
                needs_a_person=fault.configuration,
            )

    def _fail(self, fault: Exception) -> None:
        self._over = True
        self._failure = self._failure or fault

    @contextmanager
    def _droppable(self) -> Iterator[None]:
        """Mark the worker as one that may be cancelled: nothing of its letter was sent yet."""
        worker = asyncio.current_task()
        self._early.add(worker)
        try:
            yield
        finally:
            self._early.discard(worker)

    async def _report_all(self, outcomes: Sequence[Outcome]) -> None:
        await asyncio.gather(*(self._report(each) for each in outcomes))

    async def _report(self, outcome: Outcome) -> None:
        """Report an outcome; until that has worked it is kept, whatever happens."""
        self._courier.unreported[outcome.letter] = outcome
        try:
            await self._settled(outcome)
        except Exception as fault:  # noqa: BLE001 - raised once everything that was begun has ended
            self._fail(fault)
        else:
            del self._courier.unreported[outcome.letter]
