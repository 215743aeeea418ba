"""The demonstration's wire: the real courier to the server here, out of reach while it is down."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

from cchc_scheduler.clock import Clock
from cchc_scheduler.mail.outcomes import Envelope, Outcome, Unreachable
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.mail.relay import parse_relay


class DemoWire:
    """Delivers by SMTP; a scenario's outage keeps it from trying."""

    def __init__(self, url: str, clock: Clock) -> None:
        """Deliver to the server at this URL."""
        self._courier: Final = Courier(parse_relay(url))
        self._clock: Final = clock
        self._down_until: datetime | None = None

    def go_down(self, until: datetime) -> None:
        """Reach no server before an instant."""
        self._down_until = until

    async def deliver(
        self,
        envelopes: Sequence[Envelope],
        before_data: Callable[[int], Awaitable[bool]],
        settled: Callable[[Outcome], Awaitable[None]],
    ) -> None:
        """Deliver the letters and say goodbye, or report that the server does not answer."""
        if self._down_until is not None and self._clock.now() < self._down_until:
            for envelope in envelopes:
                reason = "the mail server does not answer"
                await settled(Unreachable(envelope.letter, reason))
            return
        try:
            await self._courier.deliver(envelopes, before_data, settled)
        finally:
            await self._courier.close()
