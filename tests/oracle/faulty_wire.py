"""A wire between the service and a mail server that fails in every way SMTP knows."""

import asyncio
import random

from cchc_scheduler.mail.outcomes import Deferred, Lost, Refused, Unreachable
from cchc_scheduler.simulate.sim_wire import SimWire

FAULTS = ("451", "421", "552", "drop before the dot", "drop after the dot", "no connection")


class FaultyWire(SimWire):
    """Fails as the next word of `fates` says, and accepts once there are no more."""

    def __init__(self, clock, fates):
        super().__init__(clock)
        self.fates = list(fates)

    async def deliver(self, envelopes, before_data, settled):
        await asyncio.gather(
            *(self._by_fate(envelope, before_data, settled) for envelope in envelopes)
        )

    async def _by_fate(self, envelope, before_data, settled):
        fate = self.fates.pop(0) if self.fates else ""
        letter = envelope.letter
        early = {
            "451": Deferred(letter, 451, "4.3.0 try again in 5 minutes"),
            "421": Deferred(letter, 421, "4.3.2 closing", relay=True),
            "552": Refused(letter, 552, "5.3.4 too big"),
            "no connection": Unreachable(letter, "connection refused"),
        }
        if fate in early:
            await settled(early[fate])
        elif not fate.startswith("drop"):
            await self._one(envelope, before_data, settled)
        elif await before_data(letter):
            if fate == "drop after the dot":
                self.accepted.append((self._clock.now(), envelope))
            await settled(Lost(letter, "connection reset"))


def fates_of(seed, count=60):
    """Fates in which about every third letter meets a fault."""
    dice = random.Random(seed)
    return [dice.choice((*FAULTS, *[""] * 12)) for _ in range(count)]
