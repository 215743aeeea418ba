"""`cchc template`: the Word templates of reports and papers."""

import tempfile
from dataclasses import asdict
from pathlib import Path

import click

from cchc_scheduler.actions.put_template import (
    Checked,
    Placed,
    Preview,
    check_as,
    check_templates,
    export_templates,
    preview,
    put_template,
    template_name,
)
from cchc_scheduler.cli.shared import JSON_OPTION, YES_OPTION, home_of, print_json, say
from cchc_scheduler.clock import SystemClock
from cchc_scheduler.core.errors import BadInput

FILE = click.Path(path_type=Path)


@click.group("template")
def command() -> None:
    """The Word templates of reports and papers."""


@command.command("check")
@click.argument("file", type=FILE, required=False)
@JSON_OPTION
@click.pass_context
def check(ctx: click.Context, file: Path | None, as_json: bool) -> int:  # noqa: FBT001
    """Name every mistake of FILE, or of every template of the home, with its paragraph."""
    checked = check_templates(home_of(ctx), file)
    wrong = sum(len(each.mistakes) for each in checked)
    if as_json:
        print_json({"ok": not wrong, "files": [_as_json(each) for each in checked]})
        return BadInput.exit_code if wrong else 0
    for each in checked:
        _tell_mistakes(each)
    say(f"{wrong} mistakes" if wrong else f"no mistakes in {len(checked)} templates")
    return BadInput.exit_code if wrong else 0


@command.command("export")
@click.argument("folder", type=FILE)
@click.pass_context
def export(ctx: click.Context, folder: Path) -> None:
    """Copy the templates in force into FOLDER, to be changed in Word."""
    made = export_templates(home_of(ctx), folder)
    for path in made:
        say(str(path))
    say(f"{len(made)} templates copied; what stood in {folder} already was left as it is.")


@command.command("put")
@click.argument("file", type=FILE)
@click.option("--as", "name", help="the template it becomes, when the file has another name")
@click.option("--preview", "folder", type=FILE, help="folder of the sample (default: a new one)")
@YES_OPTION
@click.pass_context
def put(ctx: click.Context, file: Path, name: str | None, folder: Path | None, yes: bool) -> int:  # noqa: FBT001
    """Check FILE and show what it gives; with --yes it becomes the home's template.

    The template before it is kept beside it, with the time in its name.
    """
    home, now = home_of(ctx), SystemClock().now()
    called = template_name(home, file, name)
    checked = check_as(file, called)
    if checked.mistakes:
        _tell_mistakes(checked)
        say(f"{len(checked.mistakes)} mistakes; nothing was changed.")
        return BadInput.exit_code
    where = folder or Path(tempfile.mkdtemp(prefix="cchc-template-"))
    _tell_preview(preview(home, file, called, where, now))
    if not yes:
        say("Nothing was changed yet. Look at the sample, then run this again with --yes.")
        return 0
    _tell_placed(put_template(home, file, called, now))
    return 0


def _as_json(checked: Checked) -> dict[str, object]:
    return {
        "path": str(checked.path.resolve()),
        "mistakes": [asdict(mistake) for mistake in checked.mistakes],
    }


def _tell_mistakes(checked: Checked) -> None:
    for mistake in checked.mistakes:
        say(f"{checked.path.name}: {mistake}")


def _tell_preview(made: Preview) -> None:
    for line in made.changes:
        say(line.rstrip())
    say(f"{made.name}: {len(made.changes)} paragraphs change")
    say(f"sample: {made.word}")
    say(f"sample: {made.pdf}" if made.pdf else f"no PDF: {made.why_no_pdf}")


def _tell_placed(placed: Placed) -> None:
    say(f"in force: {placed.path}")
    if placed.kept is None:
        say("Nothing of the home's own stood there before; to undo, remove the file.")
        return
    say(f"before: {placed.kept}")
    say(f"To undo: cchc template put {placed.kept} --as {placed.path.name} --yes")
