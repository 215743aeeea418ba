"""`cchc demo`: a half-year played through a real mail server here, then one page."""

import asyncio
import contextlib
import signal
import socket
import time
from collections.abc import Callable
from datetime import datetime

import click
import uvicorn

from cchc_scheduler.cli.shared import home_of, note, say
from cchc_scheduler.demo.pages import Pages
from cchc_scheduler.demo.play import FIRST_DAY, LAST_DAY, Played, play
from cchc_scheduler.engine.running import QuietServer
from cchc_scheduler.home import Home


@click.command("demo")
@click.option("--port", type=int, default=8362, show_default=True, help="port of the page")
@click.option("--no-serve", is_flag=True, help="play, tell what came of it, and end")
@click.pass_context
def command(ctx: click.Context, port: int, no_serve: bool) -> None:  # noqa: FBT001
    """Play 28/7/2025 to 31/12/2025 with five departments, then serve one page with every letter."""
    home = home_of(ctx)
    began = time.monotonic()
    played = play(home, _progress())
    note("")
    seconds = time.monotonic() - began
    say(
        f"{played.delivered} letters went through a real mail server on this machine "
        f"in {seconds:.1f} s."
    )
    if not no_serve:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(played, home, _free_port(port)))
        say("Stopped.")


def _progress() -> Callable[[datetime], None]:
    """Return what shows the virtual day on standard error."""
    span = (LAST_DAY - FIRST_DAY).days
    shown: list[int] = [-1]

    def show(now: datetime) -> None:
        done = min(100 * (now.date() - FIRST_DAY).days // span, 100)
        if done != shown[0]:
            shown[0] = done
            click.echo(
                f"\r  playing the half-year: {now:%d/%m/%Y}  {done:3d} %", nl=False, err=True
            )

    return show


def _free_port(asked: int) -> int:
    """Return the port that was asked for, or a free one when it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", asked))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def _serve(played: Played, home: Home, port: int) -> None:
    pages = Pages(played.story, home.template_dirs())
    config = uvicorn.Config(
        pages.application(), host="127.0.0.1", port=port, log_config=None, access_log=False
    )
    server = QuietServer(config)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: setattr(server, "should_exit", True))
    say(f"Open http://127.0.0.1:{port}/ in a browser. Ctrl-C ends the demonstration.")
    await server.serve()
