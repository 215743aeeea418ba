"""The demonstration's mail server: a real SMTP server on loopback that keeps what it accepts."""

from dataclasses import dataclass
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Received:
    """One message as the server accepted it."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes


class Mailbox:
    """Everything the server accepted, in order; the handler that aiosmtpd calls."""

    def __init__(self) -> None:
        """Begin empty."""
        self.received: Final[list[Received]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a message and accept it."""
        data = envelope.content if isinstance(envelope.content, bytes) else b""
        self.received.append(Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), data))
        return f"250 2.0.0 Ok: kept as {len(self.received)}"


class LoopbackServer:
    """Runs a mailbox's SMTP server on a free port of the loopback address."""

    def __init__(self, mailbox: Mailbox) -> None:
        """Prepare; `start` opens the port."""
        self._controller: Final = Controller(mailbox, hostname=LOOPBACK, port=0)

    def start(self) -> str:
        """Open the port and return the server's URL."""
        self._controller.start()
        server = self._controller.server
        if server is None:
            raise OSError("the mail server of the demonstration did not start")
        return f"smtp://{LOOPBACK}:{_port_of(server)}"

    def stop(self) -> None:
        """Close the port."""
        self._controller.stop()


def _port_of(server: Any) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port
