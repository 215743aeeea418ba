"""`cchc digest`: the coordinator's digest of this moment."""

import click

from cchc_scheduler.actions.show_digest import show_digest
from cchc_scheduler.cli.shared import JSON_OPTION, print_json, say, service_of


@click.command("digest")
@JSON_OPTION
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Print the digest as it would be now; nothing is sent or recorded."""
    with service_of(ctx) as service:
        words = show_digest(service.db, service.records, service.outbox, service.now())
    if as_json:
        print_json({"subject": words.subject, "text": words.text})
        return
    say(words.subject)
    say("")
    say(words.text.rstrip())
