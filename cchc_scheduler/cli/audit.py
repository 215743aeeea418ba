"""`cchc audit verify`: whether the log was tampered with."""

import click

from cchc_scheduler.cli.shared import JSON_OPTION, print_json, say, service_of
from cchc_scheduler.store import audit


@click.group("audit")
def command() -> None:
    """The append-only log."""


@command.command("verify")
@JSON_OPTION
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> int:  # noqa: FBT001
    """Check the chain of hashes over the whole log."""
    with service_of(ctx) as service, service.db.read() as connection:
        faults = list(audit.faults(connection))
        rows = audit.last_number(connection)
    if as_json:
        print_json({"rows": rows, "faults": faults})
        return min(len(faults), 1)
    for fault in faults:
        say(fault)
    say(f"{rows} rows, {len(faults)} faults")
    return 1 if faults else 0
