"""`cchc plan next`: next year's plan proposed from this year's, with its questions."""

from pathlib import Path
from typing import Any, Final

import click

from cchc_scheduler.cli.printing import JSON_OPTION, home_of, note, print_json, say
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.next_years import Asked
from cchc_scheduler.core.plans import plan_named
from cchc_scheduler.documents.next_year_words import asked_words
from cchc_scheduler.home import Home
from cchc_scheduler.plan.faults import Fault, dotted
from cchc_scheduler.plan.home_files import read_home_files
from cchc_scheduler.plan.next_year import NextPlan, next_year
from cchc_scheduler.plan.next_year_text import next_year_text
from cchc_scheduler.plan.of_home import files_of, paths_with

OUT: Final = click.Path(path_type=Path, dir_okay=False)


@click.command("next")
@click.option("--plan", "plan_id", help="the plan to go on from; the newest by default")
@click.option("--out", type=OUT, help="the file to write; by default <new id>.yaml in this folder")
@click.option("--dry-run", is_flag=True, help="show only, write no file")
@JSON_OPTION
@click.pass_context
def command(
    ctx: click.Context,
    plan_id: str | None,
    out: Path | None,
    dry_run: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Propose the plan of the year that follows; its questions stand in the file, none is guessed.

    No file is overwritten, and nothing is in force before `cchc plan apply`.
    """
    home = home_of(ctx)
    files = files_of(home)
    old = plan_named(files.plans, plan_id)
    named = (each for each in files.documents if (each.kind, each.name) == ("plan", old.id))
    made = next_year(next(named).content, files.office, files.calendar)
    path = None if dry_run else out or Path(f"{made.content['id']}.yaml")
    if path is not None:
        _write(path, next_year_text(made, old.id, asked_words))
    if as_json:
        print_json(_as_json(made, old.id, path))
        return
    for asked in made.asked:
        must = " (needed)" if asked.must else ""
        say(f"{dotted(asked.path) or 'calendar'}{must}: {asked_words(asked)}")
    say(f"plan {made.content['id']} proposed from {old.id}, {len(made.asked)} questions")
    if path is not None:
        _tell(home, path)


def _tell(home: Home, path: Path) -> None:
    """Say what lacks before the file can be applied, and how it goes on."""
    for fault in _faults(home, path):
        note(str(fault))
    note(
        f"wrote {path}; nothing is in force. Answer its questions, then run "
        f"`cchc plan check {path}`, put it into config/plans/ and run `cchc plan apply`"
    )


def _faults(home: Home, path: Path) -> tuple[Fault, ...]:
    return read_home_files(paths_with(home, (path,)))[1]


def _as_json(made: NextPlan, old: str, path: Path | None) -> dict[str, Any]:
    return {
        "plan": made.content["id"],
        "from": old,
        "year": made.year,
        "file": str(path) if path else None,
        "calendar_official": not any(asked.kind == "calendar" for asked in made.asked),
        "questions": [_question(asked) for asked in made.asked],
        "proposed": made.content,
    }


def _question(asked: Asked) -> dict[str, Any]:
    return {
        "kind": asked.kind,
        "where": dotted(asked.path),
        "needed": asked.must,
        "question": asked_words(asked),
        "proposed": asked.proposed,
    }


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise BadInput(f"{path} is there already; name another file with --out.") from error
    except OSError as error:
        raise BadInput(f"{path} can't be written: {error.strerror}.") from error
