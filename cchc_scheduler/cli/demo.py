"""`cchc demo`: a half-year played through a real mail server here, then one page."""

import asyncio
import contextlib
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import Final

import click
import uvicorn

from cchc_scheduler.cli.shared import home_of, note, say
from cchc_scheduler.core.errors import CchcError
from cchc_scheduler.demo.at_the_desk import FIRST_PAGE
from cchc_scheduler.demo.doors import Doors, doors_at
from cchc_scheduler.demo.pages import Pages
from cchc_scheduler.demo.play import FIRST_DAY, LAST_DAY, Played, play
from cchc_scheduler.demo.reporting import Reporting
from cchc_scheduler.demo.visiting import Visit
from cchc_scheduler.engine.running import QuietServer
from cchc_scheduler.home import Home

HOST: Final = "127.0.0.1"
GRACE_S: Final = 2
TOLD_EVERY: Final = 10
UNFINISHED: Final = 130


class Interrupted(Exception):
    """The play was asked to stop."""


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8362,
    show_default=True,
    help="port of the page; another free one is taken when it is in use",
)
@click.option("--no-serve", is_flag=True, help="play, tell what came of it, and end")
@click.pass_context
def command(ctx: click.Context, port: int, no_serve: bool) -> int:  # noqa: FBT001
    """Play 28/7/2025 to 31/12/2025 with five departments, then serve one page with every letter.

    Ctrl-C ends it at any time.
    """
    home = home_of(ctx)
    asked = _asked_to_stop()
    with contextlib.suppress(Interrupted), _door(port, wanted=not no_serve) as door:
        doors = doors_at(f"http://{HOST}:{door.getsockname()[1]}", secrets.token_urlsafe())
        with contextlib.closing(_play(home, asked, doors)) as played:
            if not no_serve:
                asyncio.run(_serve(played, home, (door, doors), asked))
    if asked.is_set() or not no_serve:
        say("Stopped.")
    return UNFINISHED if asked.is_set() and no_serve else 0


def _asked_to_stop() -> Event:
    """Return what SIGINT and SIGTERM set; the play looks at it between two moments."""
    asked = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: asked.set())
    return asked


def _play(home: Home, asked: Event, doors: Doors) -> Played:
    began = time.monotonic()
    show = _progress()

    def progress(now: datetime) -> None:
        if asked.is_set():
            raise Interrupted
        show(now)

    played = play(home, progress, doors)
    seconds = time.monotonic() - began
    say(
        f"{played.delivered} letters went through a real mail server on this machine "
        f"in {seconds:.1f} s."
    )
    return played


def _progress() -> Callable[[datetime], None]:
    """Return what shows the virtual day on standard error: in place, or every tenth as a line."""
    span = (LAST_DAY - FIRST_DAY).days
    in_place = sys.stderr.isatty()
    shown = -1

    def show(now: datetime) -> None:
        nonlocal shown
        done = min(100 * (now.date() - FIRST_DAY).days // span, 100)
        if done == shown or (not in_place and done // TOLD_EVERY == shown // TOLD_EVERY):
            return
        shown = done
        line = f"playing the half-year: {now:%d/%m/%Y}  {done:3d} %"
        click.echo(f"\r  {line}" if in_place else line, nl=not in_place or done == 100, err=True)  # noqa: PLR2004

    return show


async def _serve(
    played: Played, home: Home, door: tuple[socket.socket, Doors], asked: Event
) -> None:
    """Serve the pages until SIGINT or SIGTERM."""
    place, doors = door
    with contextlib.ExitStack() as at_end:
        visit = Visit(played.stage, played.ended, home.template_dirs()) if played.stage else None
        reporting = _compiled(played)
        for part in (visit, reporting):
            if part is not None:
                at_end.callback(part.close)
        server = _server(Pages(played.story, home.template_dirs(), visit, reporting))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, lambda: setattr(server, "should_exit", True))
        if asked.is_set():
            return
        place.listen()
        first = FIRST_PAGE if visit else "/"
        say(f"Open {doors.links.base_url}{first} in a browser. Ctrl-C ends the demonstration.")
        await server.serve(sockets=[place])


def _server(pages: Pages) -> QuietServer:
    config = uvicorn.Config(
        pages.application(),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    return QuietServer(config)


def _compiled(played: Played) -> Reporting | None:
    """Return the season's compiled report; None, with a word why, when it can't be compiled."""
    try:
        return Reporting(played.ended, played.data, lambda name: note(f"making {name} ..."))
    except CchcError as fault:
        note(f"The report could not be compiled: {fault}")
        return None


def _door(port: int, *, wanted: bool) -> socket.socket:
    """Return a socket bound to the port that was asked for, or to a free one when it is taken.

    It is bound before the season is played, for letters show the address; it answers nobody yet.
    """
    try:
        return _bound(port if wanted else 0)
    except OSError as fault:
        note(f"Port {port} can't be used ({fault.strerror}); a free one is taken.")
        return _bound(0)


def _bound(port: int) -> socket.socket:
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, port))
    except OSError:
        door.close()
        raise
    return door
