"""`cchc restore BACKUP`: put a backup in the place of the store."""

from pathlib import Path

import click

from cchc_scheduler.cli.shared import YES_OPTION, home_of, say
from cchc_scheduler.clock import SystemClock
from cchc_scheduler.store.restore import restore


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path, dir_okay=False))
@YES_OPTION
@click.pass_context
def command(ctx: click.Context, backup: Path, yes: bool) -> None:  # noqa: FBT001
    """Put BACKUP in the place of the store; what it replaces is kept, and nothing goes out.

    The service must be stopped. What the backup does not know of may have been sent already, so
    every letter is held until `cchc release`.
    """
    data = home_of(ctx).data_folder()
    if not yes:
        click.confirm(f"Replace the store in {data} by {backup}?", abort=True)
    done = restore(data, backup, SystemClock().now(), "it")
    say(f"{done.backup} is the store now.")
    if done.kept_aside is not None:
        say(f"What it replaced is kept as {done.kept_aside}.")
    say("Letters are held: `cchc status` shows what stands, `cchc release` lets them go.")
