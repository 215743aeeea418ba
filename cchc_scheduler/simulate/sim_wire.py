"""The simulation's wire: accepts every letter at once, unless the server is down."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

from cchc_scheduler.clock import Clock
from cchc_scheduler.mail.outcomes import Accepted, Envelope, Outcome, Unreachable


class SimWire:
    """Hands nothing over, answers as a mail server would."""

    def __init__(self, clock: Clock) -> None:
        """Accept from now on."""
        self._clock: Final = clock
        self._down_until: datetime | None = None
        self.accepted: Final[list[tuple[datetime, Envelope]]] = []

    def go_down(self, until: datetime) -> None:
        """Answer no connection before an instant."""
        self._down_until = until

    async def deliver(
        self,
        envelopes: Sequence[Envelope],
        before_data: Callable[[int], Awaitable[bool]],
        settled: Callable[[Outcome], Awaitable[None]],
    ) -> None:
        """Accept each envelope, or none while the server is down."""
        await asyncio.gather(*(self._one(envelope, before_data, settled) for envelope in envelopes))

    async def _one(
        self,
        envelope: Envelope,
        before_data: Callable[[int], Awaitable[bool]],
        settled: Callable[[Outcome], Awaitable[None]],
    ) -> None:
        now = self._clock.now()
        if self._down_until is not None and now < self._down_until:
            await settled(Unreachable(envelope.letter, "the mail server does not answer"))
        elif await before_data(envelope.letter):
            self.accepted.append((now, envelope))
            await settled(Accepted(envelope.letter, "250 2.0.0 simulated"))
