"""SIGTERM while letters are on their way: the real process, a real mail server, its own store."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from cchc_scheduler.clock import SystemClock
from cchc_scheduler.store.migrate import open_store
from tests.actions.post_office import HOME, PostOffice
from tests.mail.scripted import Script, ScriptedServer

LETTERS = 200
FREE_PORT = "127.0.0.1:0"


def office_with_letters(data: Path):
    """A live office with receipts that are due at once."""
    data.mkdir()
    db = open_store(data, SystemClock().now())
    office = PostOffice(SystemClock().now(), db=db)
    office.pile_up(LETTERS)
    return office


async def run_and_stop(data: Path, server: ScriptedServer):
    """Run the service until some letters are out, then ask it to stop; return code and seconds."""
    settings = {
        "CCHC_DATA": str(data),
        "CCHC_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
        "CCHC_BIND": FREE_PORT,
    }
    known = {key: value for key, value in os.environ.items() if not key.startswith("CCHC_")}
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("cchc"),
        *("--home", str(HOME.root), "run"),
        env=known | settings,
        stderr=asyncio.subprocess.DEVNULL,
    )
    async with asyncio.timeout(60):
        while len(server.letters) < 10:  # noqa: ASYNC110 - the server is told by nobody
            await asyncio.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    async with asyncio.timeout(40):
        code = await process.wait()
    return code, time.monotonic() - began


def test_a_stop_drains_in_time_and_leaves_nothing_unknown(tmp_path):
    office = office_with_letters(tmp_path / "data")

    async def story():
        async with ScriptedServer(Script(pause=0.001)) as server:
            return server, *await run_and_stop(tmp_path / "data", server)

    server, code, seconds = asyncio.run(story())

    receipts = [row for row in office.letters() if row["kind"] == "receipt"]
    sent = [row for row in receipts if row["state"] == "sent"]
    given_back = [row for row in receipts if row["state"] == "queued"]
    office.db.close()
    assert (code, seconds < 30) == (0, True)
    assert len(sent) + len(given_back) == LETTERS
    assert len(sent) == len(server.heard) == len(set(server.heard)) < LETTERS
    assert {row["attempts"] for row in given_back} == {0}
    assert {row["lost"] for row in receipts} == {0}
