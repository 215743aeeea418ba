"""A mail server in a process of its own: what it accepts is on the disk before it answers.

Run as `python -m tests.deaths.mail_server FOLDER`; the folder holds the port, the box, the clock of
the service, the service's process and, for one death, the order when to kill it.
"""

import asyncio
import base64
import json
import os
import signal
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP

PORT, BOX, CLOCK, PID, ORDER = "port", "box.jsonl", "clock", "pid", "order"


class Box:
    """Keeps every accepted letter in one file, written through to the disk."""

    def __init__(self, folder):
        self.folder = folder
        self.handle = (folder / BOX).open("ab", buffering=0)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's own name
        line = {
            "at": (self.folder / CLOCK).read_text(encoding="ascii"),
            "recipients": envelope.rcpt_tos,
            "data": base64.b64encode(envelope.content).decode("ascii"),
        }
        self.handle.write(json.dumps(line).encode() + b"\n")
        os.fsync(self.handle.fileno())
        obey(self.folder, "after the dot")
        return "250 2.0.0 kept"


class Server(SMTP):
    """Kills the service at DATA, before any byte of the letter, when it is told to."""

    def __init__(self, box):
        super().__init__(box, enable_SMTPUTF8=True)
        self.folder = box.folder

    async def smtp_DATA(self, arg):  # noqa: N802 - aiosmtpd's own name
        obey(self.folder, "before the dot")
        await super().smtp_DATA(arg)


def obey(folder, moment):
    """Kill the service if the order names this moment; each order is carried out once."""
    order = folder / ORDER
    if order.is_file() and order.read_text(encoding="ascii") == moment:
        order.unlink()
        os.kill(int((folder / PID).read_text(encoding="ascii")), signal.SIGKILL)


async def serve(folder):
    box = Box(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(box), "127.0.0.1", 0)
    ready = folder / f"{PORT}.new"
    ready.write_text(str(server.sockets[0].getsockname()[1]), encoding="ascii")
    ready.rename(folder / PORT)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
