"""`cchc go-live`: end the rehearsal."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from cchc_scheduler.actions.go_live import go_live, refuse_if_live
from cchc_scheduler.cli.shared import YES_OPTION, home_of, say, service_of
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.home import Home
from cchc_scheduler.plan.escalation import choose_escalation, put_text
from cchc_scheduler.plan.home_files import HomeFiles
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.coming import coming_when_live


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
    path = home.own_config_file("policy.yaml")
    with service_of(ctx) as service, _as_before_on_a_fault(path):
        refuse_if_live(service.db)
        files = _settle_escalation(home, path, document, ask=not yes)
        _show(files, coming_when_live(service, files.documents))
        if not yes:
            click.confirm("From now on letters go to these people. Go live?", abort=True)
        go_live(service.db, service.records, files.documents, "it", service.now())
    say("Live. `cchc run` sends; `cchc status` shows.")


@contextmanager
def _as_before_on_a_fault(path: Path) -> Iterator[None]:
    """Put the policy's file back when the office did not go live after all."""
    before = path.read_text(encoding="utf-8")
    try:
        yield
    except BaseException:
        with suppress(BadInput):
            put_text(path, before)
        raise


def _settle_escalation(home: Home, path: Path, document: str | None, *, ask: bool) -> HomeFiles:
    """Ask for the document behind automatic escalation, or set `approval`; write it into policy."""
    files = office_files(home)
    known = files.policy.escalation_document
    if document is None and (files.policy.escalation == "approval" or known):
        return files
    if document is None and ask:
        document = click.prompt(
            "Number of the document by which the chair approved automatic escalation "
            "(empty: every letter above a head waits for approval)",
            default="",
            show_default=False,
        )
    choose_escalation(path, document or None)
    chosen = f"automatic, by {document}" if document else "approval"
    say(f"{path.name}: escalation is now {chosen}.")
    return office_files(home)


def _show(files: HomeFiles, coming: list[str]) -> None:
    say(f"{files.office.name}: {len(files.office.units)} units, {len(files.office.people)} people.")
    placeholders = files.office.placeholders
    if placeholders:
        say(f"{len(placeholders)} addresses are placeholders; mail to them waits:")
        for address in placeholders:
            say(f"  {address}")
    say("The next letters will be:")
    for line in coming or ["  none within a quarter"]:
        say(f"  {line}")
