"""`cchc audit verify`: whether the log was tampered with."""

import click

from cchc_scheduler.cli.shared import say, service_of
from cchc_scheduler.store import audit


@click.group("audit")
def command() -> None:
    """The append-only log."""


@command.command("verify")
@click.pass_context
def verify(ctx: click.Context) -> int:
    """Check the chain of hashes over the whole log."""
    with service_of(ctx) as service, service.db.read() as connection:
        faults = list(audit.faults(connection))
        rows = audit.last_number(connection)
    for fault in faults:
        say(fault)
    say(f"{rows} rows, {len(faults)} faults")
    return 1 if faults else 0
