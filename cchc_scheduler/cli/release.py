"""`cchc release`: let a held backlog go."""

import click

from cchc_scheduler.actions.release_backlog import held_backlog, release_backlog
from cchc_scheduler.cli.shared import YES_OPTION, say, service_of


@click.command("release")
@YES_OPTION
@click.pass_context
def command(ctx: click.Context, yes: bool) -> None:  # noqa: FBT001
    """Show what is held and why, then let it go; what has passed is recorded as expired."""
    with service_of(ctx) as service:
        held = held_backlog(service.db)
        if held.since is None:
            say("nothing is held")
            return
        say(f"held since {held.since.isoformat()}: {held.why}")
        for subject in held.letters:
            say(f"  {subject}")
        if not yes:
            click.confirm(f"Let {len(held.letters)} letters go?", abort=True)
        count = release_backlog(service.db, "it", service.now())
    say(f"released {count} letters; what is due now is decided anew")
