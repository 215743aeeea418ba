"""`cchc plan export`: a plan's tasks as an annex in Word or Excel, or the plan's file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from cchc_scheduler.cli.printing import home_of, say
from cchc_scheduler.clock import SystemClock
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.plans import Plan, plan_named
from cchc_scheduler.documents.annex_excel import annex_excel
from cchc_scheduler.documents.plan_rows import EMPTY_TITLE, annex_rows, annex_title
from cchc_scheduler.plan.of_home import files_of
from cchc_scheduler.plan.plan_text import yaml_text

OUT: Final = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is written out: the office, its plan, and the plan's document."""

    office: Office
    plan: Plan
    content: dict[str, Any]


@click.command("export")
@click.option("--xlsx", type=OUT, help="write the annex as an Excel file")
@click.option("--docx", type=OUT, help="write the annex as a Word file")
@click.option("--yaml", type=OUT, help="write the plan as the office's own file")
@click.option("--empty", is_flag=True, help="with --xlsx: an empty form with the lists of units")
@click.option("--plan", "plan_id", help="which plan; the newest by default")
@click.option("--applied", is_flag=True, help="what is in force, instead of the files")
@click.pass_context
def command(
    ctx: click.Context,
    xlsx: Path | None,
    docx: Path | None,
    yaml: Path | None,
    empty: bool,  # noqa: FBT001
    plan_id: str | None,
    applied: bool,  # noqa: FBT001
) -> None:
    """Write the plan's tasks as an annex; no file is overwritten."""
    if not (xlsx or docx or yaml):
        raise BadInput("Say what to write: --xlsx FILE, --docx FILE or --yaml FILE.")
    if empty and (docx or yaml or not xlsx):
        raise BadInput("An empty form is an Excel file: give --empty with --xlsx FILE alone.")
    told = _in_force(ctx, plan_id) if applied else _of_files(ctx, plan_id)
    asked: tuple[tuple[Path | None, Callable[[], bytes]], ...] = (
        (xlsx, lambda: _excel(told, empty=empty)),
        (docx, lambda: _word(told)),
        (yaml, lambda: yaml_text(told.content).encode()),
    )
    for path, make in asked:
        if path is not None:
            _write(path, make())


def _of_files(ctx: click.Context, plan_id: str | None) -> _Told:
    files = files_of(home_of(ctx))
    plan = plan_named(files.plans, plan_id)
    named = (each for each in files.documents if (each.kind, each.name) == ("plan", plan.id))
    return _Told(files.office, plan, next(named).content)


def _in_force(ctx: click.Context, plan_id: str | None) -> _Told:
    from cchc_scheduler.actions.read_applied import documents_in_force  # noqa: PLC0415 - the store
    from cchc_scheduler.cli.shared import service_of  # noqa: PLC0415 - is needed for this alone

    with service_of(ctx) as service, service.db.read() as connection:
        in_force = service.records.read(connection)
        plan = plan_named(in_force.plans, plan_id)
        content = documents_in_force(connection)["plan", plan.id].content
    return _Told(in_force.office, plan, content)


def _excel(told: _Told, *, empty: bool) -> bytes:
    units = [unit.name for unit in told.office.units]
    if empty:
        return annex_excel(EMPTY_TITLE, (), units)
    return annex_excel(annex_title(told.plan), annex_rows(told.office, told.plan), units)


def _word(told: _Told) -> bytes:
    from cchc_scheduler.documents.annex_word import annex_word  # noqa: PLC0415 - loads python-docx

    rows = annex_rows(told.office, told.plan)
    return annex_word(annex_title(told.plan), rows, SystemClock().now())


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as opened:
            opened.write(content)
    except FileExistsError as error:
        raise BadInput(f"{path} is there already; name another file.") from error
    except OSError as error:
        raise BadInput(f"{path} can't be written: {error.strerror}.") from error
    say(f"wrote {path}")
