"""`cchc go-live`: end the rehearsal."""

import click

from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.cli.shared import YES_OPTION, home_of, say, service_of
from cchc_scheduler.plan.escalation import choose_escalation
from cchc_scheduler.plan.home_files import HomeFiles
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.coming import coming_letters


@click.command("go-live")
@YES_OPTION
@click.option("--document", help="number of the document by which the chair approved escalation")
@click.pass_context
def command(ctx: click.Context, yes: bool, document: str | None) -> None:  # noqa: FBT001
    """Put the office's files in force; from now on letters go to their people.

    Without the document that approves automatic escalation, what goes above a head waits for the
    approval of the coordinating unit's head.
    """
    home = home_of(ctx)
    files = _settle_escalation(ctx, office_files(home), document, ask=not yes)
    with service_of(ctx) as service:
        _show(files, coming_letters(service, files.documents))
        if not yes:
            click.confirm("From now on letters go to these people. Go live?", abort=True)
        go_live(service.db, service.records, files.documents, "it", service.now())
    say("Live. `cchc run` sends; `cchc status` shows.")


def _settle_escalation(
    ctx: click.Context, files: HomeFiles, document: str | None, *, ask: bool
) -> HomeFiles:
    """Ask for the document behind automatic escalation, or set `approval`; write it into policy."""
    known = files.policy.escalation_document
    if files.policy.escalation == "approval" or known:
        return files
    if document is None and ask:
        document = click.prompt(
            "Number of the document by which the chair approved automatic escalation "
            "(empty: every letter above a head waits for approval)",
            default="",
        )
    path = home_of(ctx).config_file("policy.yaml")
    choose_escalation(path, document or None)
    chosen = f"automatic, by {document}" if document else "approval"
    say(f"{path.name}: escalation is now {chosen}.")
    return office_files(home_of(ctx))


def _show(files: HomeFiles, coming: list[str]) -> None:
    say(f"{files.office.name}: {len(files.office.units)} units, {len(files.office.people)} people.")
    placeholders = sorted(p.address for p in files.office.people if p.address.endswith(".example"))
    if placeholders:
        say(f"{len(placeholders)} addresses are placeholders; mail to them is held:")
        for address in placeholders:
            say(f"  {address}")
    say("The next letters will be:")
    for line in coming or ["  none within ten working days"]:
        say(f"  {line}")
