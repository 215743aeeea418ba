"""The demonstration's mail server: a real SMTP server on loopback that keeps what it accepts."""

import asyncio
import socket
import threading
from dataclasses import dataclass
from typing import Final

from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK: Final = "127.0.0.1"
PATIENCE_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Received:
    """One message as the server accepted it, and how the sender introduced itself."""

    greeting: str
    sender: str
    recipients: tuple[str, ...]
    data: bytes


class Mailbox:
    """Everything the server accepted, in order; the handler that aiosmtpd calls."""

    def __init__(self) -> None:
        """Begin empty."""
        self.received: Final[list[Received]] = []

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a message and accept it."""
        data = envelope.content if isinstance(envelope.content, bytes) else b""
        greeting, sender = str(session.host_name or ""), envelope.mail_from or ""
        self.received.append(Received(greeting, sender, tuple(envelope.rcpt_tos), data))
        return f"250 2.0.0 Ok: kept as {len(self.received)}"


class LoopbackServer:
    """Runs a mailbox's SMTP server on a free port of the loopback address, in a thread of its own.

    The port is bound before the server starts, so that no other program can take it in between.
    """

    def __init__(self, mailbox: Mailbox) -> None:
        """Prepare; `start` opens the port."""
        self._mailbox: Final = mailbox
        self._loop: Final = asyncio.new_event_loop()
        self._thread: Final = threading.Thread(target=self._run, name="demo-mail", daemon=True)

    def start(self) -> str:
        """Open the port and return the server's URL."""
        door = socket.create_server((LOOPBACK, 0))
        port: int = door.getsockname()[1]
        self._thread.start()
        listening = asyncio.run_coroutine_threadsafe(self._listen(door), self._loop)
        listening.result(PATIENCE_S)
        return f"smtp://{LOOPBACK}:{port}"

    def stop(self) -> None:
        """Close the port and the thread; a server that was never started stays as it is."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(PATIENCE_S)

    async def _listen(self, door: socket.socket) -> None:
        await self._loop.create_server(self._session, sock=door)

    def _session(self) -> SMTP:
        return SMTP(self._mailbox, hostname="localhost", loop=self._loop)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            _end_sessions(self._loop)
            self._loop.close()


def _end_sessions(loop: asyncio.AbstractEventLoop) -> None:
    """Let every open session end before its loop is closed."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
