"""`cchc run`: the service itself."""

import asyncio
from functools import cache

import click

from cchc_scheduler.actions.foresight import Ahead, Foresee, Foreseen
from cchc_scheduler.cli.shared import home_of
from cchc_scheduler.engine.logs import set_up_logs
from cchc_scheduler.engine.running import run_service
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.home import Home
from cchc_scheduler.service import build_service
from cchc_scheduler.settings import Settings
from cchc_scheduler.store.database import Database


@click.command("run")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Run the service until SIGTERM or Ctrl-C; one process per data folder."""
    home = home_of(ctx)
    worker = WorkerThread()
    service = build_service(home, worker)
    set_up_logs(service.settings.log_format)
    try:
        asyncio.run(run_service(service, _foresight(home, service.settings)))
    finally:
        worker.close()
        service.close()


def _foresight(home: Home, settings: Settings) -> Foresee:
    """Return what lives ahead; the simulation is loaded when it is first asked."""

    @cache
    def made() -> Foresee:
        from cchc_scheduler.simulate.ahead import Foresight  # noqa: PLC0415

        return Foresight(home, settings)

    def foresee(copy: Database, ahead: Ahead) -> Foreseen:
        return made()(copy, ahead)

    return foresee
