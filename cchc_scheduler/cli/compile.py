"""`cchc compile PERIOD`: the period's reports, tracking sheet, .zip and PDF into a folder."""

from collections.abc import Sequence
from contextlib import closing
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from cchc_scheduler.actions.compile_files import (
    CompiledFiles,
    Making,
    compile_files,
    compile_files_unapplied,
    known_periods,
)
from cchc_scheduler.cli.shared import JSON_OPTION, home_of, note, print_json, say
from cchc_scheduler.clock import SystemClock
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.obligations import owed_in
from cchc_scheduler.core.reports import Finding
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import Home
from cchc_scheduler.service import build_service, office_files
from cchc_scheduler.store import revisions
from cchc_scheduler.store.migrate import ever_made

NOT_APPLIED = "No plan is in force here: compiled from the files alone, with everything missing."


@click.command("compile")
@click.argument("period")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="folder of the files; made when it is not there, and edited files in it stay",
)
@click.option("--all-periods", is_flag=True, help="pack what was ever handed in, not only PERIOD's")
@click.option("--no-pdf", is_flag=True, help="make no PDF, even where LibreOffice is there")
@JSON_OPTION
@click.pass_context
def command(
    ctx: click.Context,
    period: str,
    out: Path,
    all_periods: bool,  # noqa: FBT001
    no_pdf: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Make the reports of PERIOD (2025-Q3) as Word files, with tracking sheet, .zip and PDF.

    Nothing is sent or recorded. A file in the folder that somebody edited is never overwritten: the
    new one stands beside it, with the time in its name.
    """
    home = home_of(ctx)
    making = Making(
        period=period,
        folder=out.absolute(),
        template_dirs=home.template_dirs(),
        data=home.data,
        everything=all_periods,
        pdf=not no_pdf,
        tell=lambda name: note(f"making {name} ..."),
    )
    made = _applied(home, making) or _unapplied(home, making)
    for each in made.kept:
        note(f"{each.kept} was edited or is open: it stays, the new one is {each.path.name}")
    if as_json:
        print_json(_as_json(made))
    else:
        _print(made)


def _applied(home: Home, making: Making) -> CompiledFiles | None:
    """Return what was compiled from the store; None when nothing was ever put in force."""
    if home.data is None or not ever_made(home.data):
        return None
    with closing(build_service(home, run_inline)) as service:
        with service.db.read() as connection:
            if revisions.newest_number(connection) == 0:
                return None
            _check(making.period, known_periods(connection))
        return compile_files(service.db, service.records, service.outbox, making, service.now())


def _unapplied(home: Home, making: Making) -> CompiledFiles:
    files = office_files(home)
    made = owed_in(files.office, files.plans, files.calendar)
    _check(making.period, list(dict.fromkeys(each.period for each in made)))
    note(NOT_APPLIED)
    return compile_files_unapplied(files, making, SystemClock().now())


def _check(period: str, known: Sequence[str]) -> None:
    """Raise NotFound, naming what was meant, when nothing is owed for a period."""
    if period in known:
        return
    close = get_close_matches(period.upper().replace("/", "-"), known, 1, cutoff=0.5)
    meant = f" Did you mean {close[0]}?" if close else ""
    listed = f" The plan has {', '.join(known)}." if known else ""
    raise NotFound(f"There is no period {period!r}.{meant}{listed}")


def _as_json(made: CompiledFiles) -> dict[str, Any]:
    found = made.compilation
    return {
        "period": found.period,
        "docx": str(made.upward),
        "outputs": [{"name": name, "path": str(path)} for name, path in made.outputs],
        "xlsx": str(made.sheet),
        "zip": str(made.pack),
        "pdf": str(made.pdf) if made.pdf else None,
        "received": found.received,
        "expected": found.expected,
        "on_time": found.on_time,
        "missing": list(found.missing),
        "checks": [_check_as_json(each) for each in made.findings],
    }


def _check_as_json(each: Finding) -> dict[str, str]:
    return {"check": each.check, "where": each.where, "text": each.text}


def _print(made: CompiledFiles) -> None:
    found = made.compilation
    say(f"{found.period}: {found.received} of {found.expected} received, {found.on_time} on time")
    if found.missing:
        say(f"missing: {', '.join(found.missing)}")
    for name, path in made.outputs:
        say(f"{name}: {path}")
    say(f"tracking sheet: {made.sheet}")
    say(f"handed in: {made.pack}")
    say(f"PDF: {made.pdf}" if made.pdf else f"PDF: off ({made.why_no_pdf})")
    say(f"to look at before it is laid before anyone: {len(made.findings)}")
    for finding in made.findings:
        say(f"  {f'{finding.where}: ' if finding.where else ''}{finding.text}")
