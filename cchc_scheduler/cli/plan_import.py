"""`cchc plan import`: what an annex in Word or Excel says, as proposals; nothing is applied."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from cchc_scheduler.cli.printing import JSON_OPTION, home_of, note, print_json, say
from cchc_scheduler.core.annexes.reading import Asked
from cchc_scheduler.core.annexes.values import Annex, ImportedTask
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.plans import Plan, plan_named
from cchc_scheduler.documents.annex_json import annex_as_json
from cchc_scheduler.documents.annex_words import fault_words, question_words, warning_words
from cchc_scheduler.plan.annex_asking import Choice, Place, annex_in, asked_of
from cchc_scheduler.plan.annex_proposal import with_annex
from cchc_scheduler.plan.home_files import read_home_files
from cchc_scheduler.plan.of_home import files_of, paths_of
from cchc_scheduler.plan.reading import read_source

DAY: Final = click.DateTime(formats=["%Y-%m-%d"])
SHOWN: Final = 76


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@JSON_OPTION
@click.option("--dry-run", is_flag=True, help="show only, write no file")
@click.option("--out", type=click.Path(path_type=Path), help="write the plan with the annex in it")
@click.option("--table", type=int, help="which table, when a file holds several")
@click.option("--plan", "plan_id", help="the plan the annex belongs to; the newest by default")
@click.option("--from", "first", type=DAY, help="first day of the period days are read in")
@click.option("--to", "last", type=DAY, help="last day of that period")
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    as_json: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    out: Path | None,
    table: int | None,
    plan_id: str | None,
    first: datetime | None,
    last: datetime | None,
) -> int:
    """Read the tasks of an annex FILE (.docx, .xlsx, .xls, .ods, .pdf); nothing is applied."""
    files = files_of(home_of(ctx))
    plan = plan_named(files.plans, plan_id)
    place = Place(files.office, files.plans, plan, files.calendar)
    annex = _annex(file, asked_of(place, _chosen(table, first, last)))
    if as_json:
        print_json(annex_as_json(annex))
    else:
        for line in _lines(annex):
            say(line)
    if annex.faults:
        return BadInput.exit_code
    if out is not None:
        _write(ctx, annex, plan, out, dry_run=dry_run)
    return 0


def _annex(file: Path, asked: Asked) -> Annex:
    """Return what a file proposes; BadInput when it is not there to be read."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} can't be read: {error.strerror}.") from error
    return annex_in(content, asked)


def _chosen(table: int | None, first: datetime | None, last: datetime | None) -> Choice:
    return Choice(table, first.date() if first else None, last.date() if last else None)


def _write(ctx: click.Context, annex: Annex, plan: Plan, out: Path, *, dry_run: bool) -> None:
    """Write the plan's file with the annex in it; a file that is there is never overwritten."""
    paths = paths_of(home_of(ctx))
    base = next((path for path in paths.plans if read_source(path).text("id") == plan.id), None)
    if base is None:
        raise BadInput(f"The file of plan {plan.id!r} was not found.")
    text = with_annex(base.read_text(encoding="utf-8-sig"), plan, annex, question_words)
    if dry_run:
        note(f"would write {out}")
        return
    try:
        with out.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise BadInput(f"{out} is there already; name another file.") from error
    except OSError as error:
        raise BadInput(f"{out} can't be written: {error.strerror}.") from error
    others = tuple(path for path in paths.plans if path not in (base, out))
    _, faults = read_home_files(replace(paths, plans=(*others, out)))
    for fault in faults:
        note(str(fault))
    note(f"wrote {out}; answer its questions, then put it in place of {base}")


def _lines(annex: Annex) -> Iterator[str]:
    for fault in annex.faults:
        yield f"{fault.kind}: {fault_words(fault)}"
    if annex.tasks:
        yield from _summary(annex)
        yield from _tasks(annex)
    for unit in annex.unmatched:
        near = f" (nearest: {unit.nearest})" if unit.nearest else ""
        rows = ", ".join(str(row) for row in dict.fromkeys((*unit.as_lead, *unit.as_support)))
        yield f"not in the directory: {unit.name}{near}, rows {rows}; would be {unit.proposed_id}"
    for notice in annex.warnings:
        yield f"note: {warning_words(notice)}"
    if annex.tasks:
        yield "nothing was applied"


def _summary(annex: Annex) -> Iterator[str]:
    origin = annex.origin
    day = f" of {origin.day}" if origin.day else ""
    yield f"document {origin.number or 'unknown'}{day}"
    yield f"days read from {origin.first} to {origin.last}"
    counts = counted(annex)
    yield (
        f"{counts['tasks']} tasks in {annex.table}: {counts['leads']} leads matched, "
        f"{counts['deadlines']} deadlines understood, {counts['questions']} questions"
    )


def counted(annex: Annex) -> Counter[str]:
    """Return how much of an annex was understood."""
    tasks = annex.tasks
    return Counter(
        tasks=len(tasks),
        leads=sum(any(match.unit for match in task.lead) for task in tasks),
        deadlines=sum(not task.deadline.needs_confirmation for task in tasks),
        questions=sum(len(task.questions) for task in tasks),
        asked=sum(bool(task.questions) for task in tasks),
    )


def _tasks(annex: Annex) -> Iterator[str]:
    section: str | None = None
    for task in annex.tasks:
        if task.section != section:
            section = task.section
            yield section or "(no section)"
        yield from _task(task)


def _task(task: ImportedTask) -> Iterator[str]:
    words = " ".join(task.text.split())
    yield f"  {task.place}: {words if len(words) <= SHOWN else words[: SHOWN - 1] + '…'}"
    leads = ", ".join(match.unit or f"? {match.name}" for match in task.lead) or "?"
    days = ", ".join(day.isoformat() for day in task.deadline.due[-4:])
    told: list[Any] = [leads, task.deadline_text or "no deadline", task.deadline.kind, days]
    yield f"      {' | '.join(' '.join(str(each).split()) for each in told if each)}"
    for question in task.questions:
        yield f"      ? {question_words(question)}"
