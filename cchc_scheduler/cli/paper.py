"""`cchc paper PERIOD KIND`: draft a paper that a person signs."""

from datetime import datetime
from pathlib import Path
from typing import Final, get_args

import click

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.draft_papers import SIGNATURES, Signer
from cchc_scheduler.actions.write_paper import Asked, draft, write_paper
from cchc_scheduler.cli.shared import home_of, say, service_of
from cchc_scheduler.documents.official_papers import PaperKind

DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.command("paper")
@click.argument("period")
@click.argument("kind", type=click.Choice(get_args(PaperKind)))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="folder")
@click.option("--before", type=DAY, help="requests: the day before which reports are asked for")
@click.option("--signer", type=click.Choice(tuple(SIGNATURES)), help="don-doc-b: who signs")
@click.option("--unit", help="cao-loi: the unit's id")
@click.pass_context
def command(
    ctx: click.Context,
    period: str,
    kind: PaperKind,
    folder: Path,
    before: datetime | None,
    signer: Signer | None,
    unit: str | None,
) -> None:
    """Draft a paper of PERIOD from the record, for a person to sign.

    don-doc-a, don-doc-b: letters to units whose report has not come, signed by the coordinating
    unit or by the People's Committee. phieu-trinh: the slip that goes with the report to the
    leaders. to-trinh: the submission to change the plan, with what units proposed. cam-on: thanks
    when all have come. cao-loi: an apology for a letter sent in error.
    Number, day and name stay blank. Nothing is sent.
    """
    asked = Asked(kind, period, before.date() if before else None, signer, unit)
    dirs = home_of(ctx).template_dirs()
    with service_of(ctx) as service, service.db.read() as connection:
        desk = desk_at(connection, service.records, service.outbox, service.now())
        paper = draft(desk, asked, dirs)
    placed = write_paper(paper, period, folder, dirs, desk.now)
    say(str(placed.path))
    if placed.kept is not None:
        say(f"{placed.kept} was edited by somebody and stays as it is.")
