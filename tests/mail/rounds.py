"""One delivery by the courier, with everything it asked and reported."""

import asyncio
from dataclasses import dataclass, field

from cchc_scheduler.mail.outcomes import Envelope
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.mail.relay import Relay

TO = "dau-moi@phong-kinh-te.example"
HEAD = "truong-phong@phong-kinh-te.example"
SENDER = "cchc@ubnd.example"


def envelope(letter=1, recipients=(TO,), data=b"Subject: x\r\n\r\nbody\r\n"):
    return Envelope(letter, SENDER, tuple(recipients), data)


def relay_to(port, **values):
    values = {
        "host": "127.0.0.1",
        "security": "plain",
        "timeout": 20,
        "data_timeout": 20,
    } | values
    return Relay(port=port, **values)


@dataclass
class Desk:
    """Answers the courier's questions as told, and keeps what was asked and reported."""

    allow: object = True
    asked: list = field(default_factory=list)
    outcomes: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    async def before_data(self, letter):
        self.asked.append(letter)
        return self.allow if isinstance(self.allow, bool) else self.allow(letter)

    async def settled(self, outcome):
        if self.faults:
            raise self.faults.pop(0)
        self.outcomes.append(outcome)


def deliver(server, *envelopes, desk=None, at_port=None, **relay):
    """Deliver to a server that this call opens and closes; return what was reported."""
    kept = desk or Desk()

    async def story():
        async with server:
            courier = Courier(relay_to(at_port or server.port, **relay))
            try:
                await courier.deliver(envelopes or (envelope(),), kept.before_data, kept.settled)
            finally:
                await courier.close()

    asyncio.run(story())
    return kept.outcomes
