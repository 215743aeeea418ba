"""A mail server on loopback that does what a script says, one script per connection."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ssl import SSLContext

DROP = "(drop the line)"
SILENCE = "(say nothing)"
PATIENCE_S = 5.0


@dataclass(frozen=True)
class Script:
    """Replies by step; a list is used up, its last reply again and again; `rcpt` may go by address.

    `pause` is the time in seconds between two bytes of a reply; `body` ends the reading of DATA
    after so many bytes; `letters` closes the line after so many accepted letters.
    """

    banner: str | Sequence[str] = "220 ready"
    extensions: Sequence[str] = ("8BITMIME",)
    starttls: str = "220 go ahead"
    auth: str | Sequence[str] = "235 welcome"
    mail: str | Sequence[str] = "250 sender ok"
    rcpt: str | Mapping[str, str] = "250 recipient ok"
    data: str = "354 go on"
    dot: str | Sequence[str] = "250 2.0.0 queued as ABC123"
    rset: str = "250 flushed"
    quit: str = "221 bye"
    body: int | None = None
    letters: int | None = None
    pause: float = 0.0


@dataclass
class Session:
    """What one connection said, and whether it was encrypted at that time.

    `heard` are the letters that came whole, `letters` those that were answered with yes.
    """

    said: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)


class Dropped(Exception):
    """The script says to drop the line."""


class ScriptedServer:
    """Plays the scripts in order of connection, the last one for all that follow."""

    def __init__(self, *scripts: Script, tls: SSLContext | None = None, tls_first: bool = False):
        self.scripts = scripts or (Script(),)
        self.tls = tls
        self.tls_first = tls_first
        self.sessions: list[Session] = []
        self.most_at_once = 0
        self._open = 0
        self._talking: set[asyncio.Task] = set()

    async def __aenter__(self):
        context = self.tls if self.tls_first else None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for task in self._talking:
            task.cancel()
        await asyncio.gather(*self._talking, return_exceptions=True)

    @property
    def letters(self) -> list[bytes]:
        """Every letter that was accepted, in order of connection."""
        return [letter for session in self.sessions for letter in session.letters]

    @property
    def said(self) -> list[str]:
        """Every command, in order of connection."""
        return [line for session in self.sessions for line in session.said]

    @property
    def heard(self) -> list[bytes]:
        """Every letter that came whole, whatever was answered."""
        return [letter for session in self.sessions for letter in session.heard]

    def count(self, verb: str) -> int:
        """Return how often a command was said."""
        return sum(line.startswith(verb) for line in self.said)

    def _serve(self, reader, writer):
        self._talking.add(asyncio.ensure_future(self._talk(reader, writer)))

    async def _talk(self, reader, writer):
        script = self.scripts[min(len(self.sessions), len(self.scripts) - 1)]
        session = Session()
        self.sessions.append(session)
        self._open += 1
        self.most_at_once = max(self.most_at_once, self._open)
        try:
            await _Talk(self, script, session, reader, writer).run()
        except (Dropped, ConnectionError, asyncio.IncompleteReadError, TimeoutError, OSError):
            pass
        finally:
            self._open -= 1
            writer.close()


class _Talk:
    def __init__(self, server, script, session, reader, writer):
        self.server, self.script, self.session = server, script, session
        self.reader, self.writer = reader, writer
        self.used: dict[str, int] = {}

    async def run(self):
        await self.say(self.next("banner"))
        while True:
            line = (await self.reader.readline()).decode()
            if not line:
                return
            self.session.said.append(line.strip())
            encrypted = self.writer.get_extra_info("ssl_object") is not None
            self.session.encrypted.append(encrypted)
            verb = line.split()[0].upper()
            await getattr(self, f"on_{verb.lower()}")(line)
            if verb == "QUIT":
                return

    def next(self, step):
        reply = getattr(self.script, step)
        if isinstance(reply, str):
            return reply
        number = self.used.get(step, 0)
        self.used[step] = number + 1
        return reply[min(number, len(reply) - 1)]

    async def say(self, reply):
        if reply == DROP:
            raise Dropped
        if reply == SILENCE:
            await asyncio.sleep(PATIENCE_S)
            raise Dropped
        octets = f"{reply}\r\n".encode()
        if not self.script.pause:
            self.writer.write(octets)
        else:
            for octet in octets:
                self.writer.write(bytes([octet]))
                await asyncio.sleep(self.script.pause)
        await self.writer.drain()
        if reply.startswith("421"):
            raise Dropped

    async def on_ehlo(self, _line):
        lines = ["localhost", *self.script.extensions]
        await self.say("\r\n".join(f"250-{each}" for each in lines) + "\r\n250 HELP")

    async def on_starttls(self, _line):
        await self.say(self.script.starttls)
        if self.script.starttls.startswith("220"):
            await self.writer.start_tls(self.server.tls)

    async def on_auth(self, _line):
        await self.say(self.next("auth"))

    async def on_mail(self, _line):
        await self.say(self.next("mail"))

    async def on_rcpt(self, line):
        rcpt = self.script.rcpt
        address = line[line.index("<") + 1 : line.index(">")]
        await self.say(rcpt if isinstance(rcpt, str) else rcpt.get(address, "250 recipient ok"))

    async def on_rset(self, _line):
        await self.say(self.script.rset)

    async def on_quit(self, _line):
        await self.say(self.script.quit)

    async def on_data(self, _line):
        await self.say(self.script.data)
        if not self.script.data.startswith("354"):
            return
        if self.script.body is not None:
            await self.reader.read(self.script.body)
            raise Dropped
        read = await self.reader.readuntil(b"\r\n.\r\n")
        letter = read.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
        self.session.heard.append(letter)
        reply = self.next("dot")
        if reply.startswith("2"):
            self.session.letters.append(letter)
        await self.say(reply)
        if self.script.letters is not None and len(self.session.letters) >= self.script.letters:
            raise Dropped
