"""`cchc plan`: check, show, diff and apply the office's files."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from cchc_scheduler.actions.apply_documents import Application, Applied, apply_documents
from cchc_scheduler.actions.apply_draft import DraftApplication, apply_draft
from cchc_scheduler.actions.preview_apply import preview_apply
from cchc_scheduler.actions.undo_apply import last_apply, undo_apply
from cchc_scheduler.cli.plan_preview import (
    effect_lines,
    preview_as_json,
    show_applies,
    show_drafts,
    show_preview,
)
from cchc_scheduler.cli.plan_source import PlanSource, draft_version, wanted_documents
from cchc_scheduler.cli.shared import JSON_OPTION, YES_OPTION, home_of, print_json, say, service_of
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.plan.home_files import read_home_files
from cchc_scheduler.plan.of_home import paths_with
from cchc_scheduler.plan.show import plan_as_json
from cchc_scheduler.service import Service, office_files

FILE: Final = click.Path(path_type=Path, dir_okay=False)
SOURCE: Final[tuple[Callable[[Any], Any], ...]] = (
    click.argument("file", type=FILE, required=False),
    click.option("--draft", type=int, help="an uploaded annex under review, by its number"),
    click.option("--mend", type=FILE, help="what is settled about rows of FILE (.yaml)"),
    click.option("--plan", "plan_id", help="the plan FILE belongs to; the newest by default"),
    click.option("--table", type=int, help="which table, when FILE holds several"),
)
PLAN_FILE: Final = click.Path(path_type=Path, exists=True, dir_okay=False)


def from_source(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the ways to say what is meant: the home's files, an annex, or a draft."""
    for option in reversed(SOURCE):
        function = option(function)
    return function


@click.group("plan")
def command() -> None:
    """The office's files: office, plan, policy and calendar."""


@command.command("check")
@click.argument("plans", metavar="[PLAN]...", nargs=-1, type=PLAN_FILE)
@JSON_OPTION
@click.pass_context
def check(ctx: click.Context, plans: tuple[Path, ...], as_json: bool) -> int:  # noqa: FBT001
    """Report every fault of every file at once, with its place.

    A PLAN's file that does not stand in the home yet is checked beside the home's plans.
    """
    files, faults = read_home_files(paths_with(home_of(ctx), plans))
    if as_json:
        print_json({"ok": files is not None, "faults": [asdict(fault) for fault in faults]})
        return BadInput.exit_code if files is None else 0
    for fault in faults:
        say(str(fault))
    if files is None:
        say(f"{len(faults)} faults")
        return BadInput.exit_code
    known = ", ".join(plan.id for plan in files.plans)
    say(f"no faults: {len(files.office.units)} units, plans {known}")
    return 0


@command.command("show")
@JSON_OPTION
@click.option("--applied", is_flag=True, help="what is in force, instead of the files")
@click.option("--revisions", is_flag=True, help="everything that was applied, newest first")
@click.option("--drafts", is_flag=True, help="annexes that were uploaded for review")
@click.pass_context
def show(
    ctx: click.Context,
    as_json: bool,  # noqa: FBT001
    applied: bool,  # noqa: FBT001
    revisions: bool,  # noqa: FBT001
    drafts: bool,  # noqa: FBT001
) -> None:
    """Show the plan, what was applied, or what is under review."""
    if revisions or drafts:
        with service_of(ctx) as service:
            (show_applies if revisions else show_drafts)(service, as_json=as_json)
        return
    if applied:
        with service_of(ctx) as service, service.db.read() as connection:
            in_force = service.records.read(connection)
            found = plan_as_json(in_force.office, in_force.plans[-1])
    else:
        files = office_files(home_of(ctx))
        found = plan_as_json(files.office, files.plans[-1])
    if as_json:
        print_json(found)
    else:
        _show(found)


def _show(found: dict[str, Any]) -> None:
    say(f"{found['plan']}")
    for area in found["areas"]:
        say(f"{area['clause']:<8} {area['title']} ({', '.join(area['lead'])})")
    for name in ("tasks", "targets", "duties", "cycles"):
        say(f"{len(found[name])} {name}")
    if found["annex"]["wording"] and not found["annex"]["imported"]:
        say(f"annex not imported: {found['annex']['wording']}")
    for open_point in found["to_confirm"]:
        say(f"to confirm: {open_point}")


@command.command("diff")
@from_source
@JSON_OPTION
@click.pass_context
def diff_(
    ctx: click.Context,
    /,
    as_json: bool,  # noqa: FBT001
    **source: Any,
) -> None:
    """Show what the home's files, or an annex FILE, would change, and the coming letters."""
    with service_of(ctx) as service:
        documents = wanted_documents(ctx, service, PlanSource(**source))
        found = preview_apply(service.db, service.outbox, documents, service.now())
    if as_json:
        print_json(preview_as_json(found))
    else:
        show_preview(found)


@command.command("apply")
@from_source
@YES_OPTION
@click.pass_context
def apply(ctx: click.Context, /, yes: bool, **source: Any) -> None:  # noqa: FBT001
    """Put the home's files, or an annex FILE, in force, after showing what that changes.

    Works beside a running service.
    """
    wanted = PlanSource(**source)
    if not wanted.is_annex:
        office_files(home_of(ctx))  # faults are told before a store is made
    with service_of(ctx) as service:
        version = draft_version(service, wanted)
        documents = wanted_documents(ctx, service, wanted)
        found = preview_apply(service.db, service.outbox, documents, service.now())
        show_preview(found)
        if not found.changes:
            return
        if not yes:
            click.confirm("Apply?", abort=True)
        application = Application(documents, "it")
        applied = _apply(service, application, wanted.draft, version)
    say(f"{applied.documents} documents applied")
    if wanted.is_annex:
        say("The home's own file of the plan is older now; have what is in force with")
        say("  cchc plan export --applied --yaml FILE")


def _apply(service: Service, application: Application, draft: int | None, version: int) -> Applied:
    now = service.now()
    if draft is None:
        return apply_documents(service.db, service.records, service.outbox, application, now)
    asked = DraftApplication(draft, version, application.by)
    return apply_draft(service.db, service.records, service.outbox, asked, now)


@command.command("undo")
@YES_OPTION
@JSON_OPTION
@click.pass_context
def undo(ctx: click.Context, yes: bool, as_json: bool) -> None:  # noqa: FBT001
    """Take back the last apply, as long as no letter that came from it has left."""
    with service_of(ctx) as service:
        last = last_apply(service.db)
        if not yes:
            click.confirm(f"Take back apply {last} and what it did?", abort=True)
        undone = undo_apply(service.db, service.records, "it", service.now(), last)
    if as_json:
        print_json(asdict(undone))
        return
    for line in effect_lines(undone.effects):
        say(line)
    say(f"apply {undone.apply} taken back; {undone.cancelled} letters that waited were cancelled")
