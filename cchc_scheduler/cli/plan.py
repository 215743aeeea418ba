"""`cchc plan`: check, show, diff and apply the office's files."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import click

from cchc_scheduler.actions.apply_documents import apply_documents
from cchc_scheduler.actions.read_applied import applied_documents
from cchc_scheduler.actions.tell_of_withdrawn import tell_of_withdrawn
from cchc_scheduler.cli.shared import JSON_OPTION, YES_OPTION, home_of, print_json, say, service_of
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.plan.diff import differences
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.plan.home_files import read_home_files
from cchc_scheduler.plan.of_home import paths_with
from cchc_scheduler.plan.show import plan_as_json
from cchc_scheduler.service import Service, office_files
from cchc_scheduler.simulate.coming import coming_letters

PLAN_FILE: Final = click.Path(path_type=Path, exists=True, dir_okay=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the files would change, and the coming letters that go, stay and come."""

    changes: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


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
@click.pass_context
def show(ctx: click.Context, as_json: bool, applied: bool) -> None:  # noqa: FBT001
    """Show the plan."""
    if applied:
        with service_of(ctx) as service, service.db.read() as connection:
            in_force = service.records.read(connection)
            found = plan_as_json(in_force.office, in_force.plans[-1])
    else:
        files = office_files(home_of(ctx))
        found = plan_as_json(files.office, files.plans[-1])
    if as_json:
        print_json(found)
        return
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
@JSON_OPTION
@click.pass_context
def diff_(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Show what the files would change, and the coming letters before and after."""
    files = office_files(home_of(ctx))
    with service_of(ctx) as service:
        found = _compare(service, files.documents)
    if as_json:
        print_json(asdict(found))
    else:
        _show(found)


@command.command("apply")
@YES_OPTION
@click.pass_context
def apply(ctx: click.Context, yes: bool) -> None:  # noqa: FBT001
    """Put the files in force, after showing what that changes; works beside a running service."""
    files = office_files(home_of(ctx))
    with service_of(ctx) as service:
        found = _compare(service, files.documents)
        _show(found)
        if not found.changes:
            return
        if not yes:
            click.confirm("Apply?", abort=True)
        count = apply_documents(service.db, service.records, files.documents, "it", service.now())
        tell_of_withdrawn(service.db, service.records, service.outbox, service.now())
    say(f"{count} documents applied")


def _compare(service: Service, documents: tuple[Document, ...]) -> Comparison:
    """Return every change and how the coming letters move; empty when nothing differs."""
    before = applied_documents(service.db)
    changes = [str(change) for change in differences(before, documents)]
    if not changes:
        return Comparison()
    was, will = coming_letters(service, None), coming_letters(service, documents)
    return Comparison(
        changes,
        gone=[line for line in was if line not in will],
        kept=[line for line in was if line in will],
        new=[line for line in will if line not in was],
    )


def _show(found: Comparison) -> None:
    if not found.changes:
        say("nothing differs from what is in force")
        return
    for change in found.changes:
        say(change)
    say("coming letters:")
    signed = [(line, "-") for line in found.gone] + [(line, " ") for line in found.kept]
    for line, sign in sorted({*signed, *((line, "+") for line in found.new)}):
        say(f"{sign} {line}")
