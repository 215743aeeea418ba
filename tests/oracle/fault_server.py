"""A real SMTP server on loopback that fails as its fates say, one word a letter."""

import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from cchc_scheduler.mail.outcomes import Envelope
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.mail.relay import Relay

FAULTS = ("421", "451", "550", "554 at the dot", "drop before the dot", "drop after the dot")


class Handler:
    """Refuses where SMTP refuses; keeps what it accepts with the virtual moment."""

    def __init__(self, fates):
        self.fates = list(fates)
        self.fate = ""
        self.clock = None
        self.accepted = []

    async def handle_MAIL(self, _server, _session, envelope, address, options):  # noqa: N802
        self.fate = self.fates.pop(0) if self.fates else ""
        if self.fate == "421":
            return "421 4.3.2 closing"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 ok"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        refusals = {"451": "451 4.3.0 try again in 5 minutes", "550": "550 5.7.1 not today"}
        if self.fate in refusals and not envelope.rcpt_tos:
            return refusals[self.fate]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        if self.fate == "554 at the dot":
            return "554 5.6.0 not this one"
        kept = Envelope(0, envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content)
        self.accepted.append((self.clock.now(), kept))
        if self.fate == "drop after the dot":
            server.transport.abort()
        return "250 2.0.0 kept"


class DroppingServer(SMTP):
    """Breaks the line at DATA where the fate says so."""

    async def smtp_DATA(self, arg):  # noqa: N802 - aiosmtpd's own name
        if self.event_handler.fate == "drop before the dot":
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class FaultController(Controller):
    def factory(self):
        return DroppingServer(self.handler)


class KeepingCourier(Courier):
    """The real courier over one connection; what the server accepted is looked up in its box."""

    def __init__(self, handler, port, clock):
        super().__init__(Relay("127.0.0.1", port, "plain", connections=1))
        handler.clock = clock
        self.accepted = handler.accepted


@contextmanager
def faulty_server(fates):
    """Run a server with these fates; give what makes a wire to it for a clock."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    handler = Handler(fates)
    controller = FaultController(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield lambda clock: KeepingCourier(handler, port, clock)
    finally:
        controller.stop()
