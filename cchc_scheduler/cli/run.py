"""`cchc run`: the service itself."""

import asyncio

import click

from cchc_scheduler.cli.shared import home_of
from cchc_scheduler.engine.logs import set_up_logs
from cchc_scheduler.engine.running import run_service
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.service import build_service


@click.command("run")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Run the service until SIGTERM or Ctrl-C; one process per data folder."""
    home = home_of(ctx)
    worker = WorkerThread()
    service = build_service(home, worker)
    set_up_logs(service.settings.log_format)
    try:
        asyncio.run(run_service(service))
    finally:
        worker.close()
        service.close()
