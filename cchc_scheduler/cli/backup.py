"""`cchc backup`: make a backup now."""

import click

from cchc_scheduler.cli.shared import say, service_of
from cchc_scheduler.store.backups import BACKUPS_NAME, back_up


@click.command("backup")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Make a checked backup in the data folder; it may be made beside a running service."""
    with service_of(ctx) as service:
        folder = service.home.data_folder() / BACKUPS_NAME
        say(str(back_up(service.db, folder, service.now())))
