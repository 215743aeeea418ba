"""`cchc directory`: units, posts and people of the office, out as a file and in again."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.read_applied import applied_documents
from cchc_scheduler.cli.shared import (
    JSON_OPTION,
    YES_OPTION,
    home_of,
    note,
    print_json,
    say,
    service_of,
)
from cchc_scheduler.core.annexes.values import AnnexFault
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.documents.annex_words import fault_words
from cchc_scheduler.documents.directory_excel import directory_excel
from cchc_scheduler.home import Home
from cchc_scheduler.plan.annex_faults import UnreadableAnnex
from cchc_scheduler.plan.diff import diff
from cchc_scheduler.plan.directory_import import directory_text, office_text, with_directory
from cchc_scheduler.plan.documents import Document, document_of
from cchc_scheduler.plan.faults import Fault
from cchc_scheduler.plan.home_files import read_home_files
from cchc_scheduler.plan.of_home import files_of, paths_of

OUT: Final = click.Path(path_type=Path, dir_okay=False)
OFFICE: Final = ("office", "office")


@click.group("directory")
def command() -> None:
    """Units, posts and people of the office: out as a file, in again after a look."""


@command.command("export")
@click.option("--xlsx", type=OUT, help="write the directory as an Excel file")
@click.option("--yaml", type=OUT, help="write the directory as YAML")
@click.option("--empty", is_flag=True, help="with --xlsx: an empty form with its lists")
@click.pass_context
def export(ctx: click.Context, xlsx: Path | None, yaml: Path | None, empty: bool) -> None:  # noqa: FBT001
    """Write the directory of the home's office; no file is overwritten."""
    if not (xlsx or yaml):
        raise BadInput("Say what to write: --xlsx FILE or --yaml FILE.")
    if empty and (yaml or not xlsx):
        raise BadInput("An empty form is an Excel file: give --empty with --xlsx FILE alone.")
    office = _office(home_of(ctx)).content
    if xlsx is not None:
        _write(xlsx, directory_excel(None if empty else office))
    if yaml is not None:
        _write(yaml, directory_text(office).encode())


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="show what would change, change nothing")
@JSON_OPTION
@YES_OPTION
@click.pass_context
def import_(ctx: click.Context, file: Path, dry_run: bool, as_json: bool, yes: bool) -> int:  # noqa: FBT001
    """Take units, posts and people from FILE (.xlsx, .yaml), after showing what changes.

    `config/office.yaml` is written, the old one kept beside it as office.yaml.bak; where a plan is
    in force the new office is put in force with it. With --json nothing is changed without --yes.
    """
    home = home_of(ctx)
    was = _office(home)
    new, faults = _read(was, file)
    changes = [str(each) for each in diff(was, new)] if new is not None else []
    go = bool(changes) and not dry_run and (yes or not as_json)
    if not as_json:
        _show(faults, changes)
    if go and not yes:
        click.confirm("Apply?", abort=True)
    applied = _apply(ctx, home, was, new) if go and new is not None else False
    if as_json:
        told = [{"place": each.file, "problem": str(each)} for each in faults]
        print_json({"faults": told, "changes": changes, "written": go, "applied": applied})
    elif go:
        note("written to config/office.yaml" + (", and in force" if applied else ""))
    return BadInput.exit_code if new is None else 0


def _show(faults: tuple[Fault, ...], changes: list[str]) -> None:
    for fault in faults:
        say(str(fault))
    for change in changes:
        say(change)
    if not faults and not changes:
        say("nothing differs from the office's file")


def _office(home: Home) -> Document:
    return next(each for each in files_of(home).documents if each.kind == "office")


def _read(was: Document, file: Path) -> tuple[Document | None, tuple[Fault, ...]]:
    """Return the new office's document, or None and every fault of the file."""
    try:
        model, faults = with_directory(was.content, file)
    except UnreadableAnnex as error:
        words = fault_words(AnnexFault(error.kind, "", (error.told,)))
        return None, (Fault(file.name, 0, "", words),)
    except OSError as error:
        raise BadInput(f"{file} can't be read: {error.strerror}.") from error
    return (document_of(model) if model else None), faults


def _apply(ctx: click.Context, home: Home, was: Document, new: Document) -> bool:
    """Write the office's file, and put the office in force where one is; tell whether it was."""
    path = home.own_config_file("office.yaml")
    present = path.read_text(encoding="utf-8-sig")
    fresh = path.with_name("office.yaml.new")
    fresh.write_text(office_text(present, was.content, new.content), encoding="utf-8")
    try:
        applied = _put_in_force(ctx, home, fresh, (was, new))
        path.with_name("office.yaml.bak").write_text(present, encoding="utf-8")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return applied


def _put_in_force(
    ctx: click.Context, home: Home, fresh: Path, change: tuple[Document, Document]
) -> bool:
    """Apply the new office beside what is in force; tell whether anything is.

    Raises BadInput when the home's other files need the old one, or when the office's file holds
    more than was shown: what is not in force yet would come with it.
    """
    was, new = change
    _, faults = read_home_files(replace(paths_of(home), office=fresh))
    told = "\n".join(str(fault) for fault in faults)
    with service_of(ctx) as service:
        known = applied_documents(service.db)
        if OFFICE not in known:
            if told:
                note(f"the office's other files do not fit it yet:\n{told}")
            return False
        if told:
            raise BadInput(f"The office's other files do not fit the new directory:\n{told}")
        if known[OFFICE].content != was.content:
            raise BadInput("office.yaml is not what is in force; run `cchc plan apply` first.")
        documents = list((known | {OFFICE: new}).values())
        application = Application(documents, "it")
        apply_documents(service.db, service.records, service.outbox, application, service.now())
    return True


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as opened:
            opened.write(content)
    except FileExistsError as error:
        raise BadInput(f"{path} is there already; name another file.") from error
    except OSError as error:
        raise BadInput(f"{path} can't be written: {error.strerror}.") from error
    say(f"wrote {path}")
