"""`cchc migrate`: bring the store to this version's schema."""

import click

from cchc_scheduler.cli.shared import say, service_of
from cchc_scheduler.store.migrate import RELEASED


@click.command("migrate")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Back the store up and migrate it; every command does so when it is needed."""
    with service_of(ctx):
        say(f"the store has schema {RELEASED[-1]}, the newest of this version")
