"""`cchc init DIR`: make a new home."""

import secrets
from pathlib import Path

import click

from cchc_scheduler.cli.shared import YES_OPTION, say
from cchc_scheduler.home import make_home


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@YES_OPTION
def command(folder: Path, yes: bool) -> None:  # noqa: FBT001
    """Copy config, templates and jobs into FOLDER and make its `.env` with a secret key."""
    filled = folder.is_dir() and any(folder.iterdir())
    if filled and not yes:
        click.confirm(f"{folder} is not empty; add what is missing there?", abort=True)
    made = make_home(folder, secrets.token_urlsafe(32))
    say(f"{len(made)} files made in {folder}; nothing that stood there was changed.")
    say("Next: put the office's people into config/office.yaml, then")
    say(f"  cchc --home {folder} plan check")
    say(f"  cchc --home {folder} simulate --from 2025-07-28 --to 2025-12-31")
