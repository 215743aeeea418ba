"""`cchc deadline`: how the wording of a deadline is understood."""

from datetime import datetime

import click

from cchc_scheduler.cli.shared import JSON_OPTION, home_of, print_json, say
from cchc_scheduler.core.errors import CchcError
from cchc_scheduler.core.phrases.reading import read as read_phrase
from cchc_scheduler.core.phrases.values import Reading, Surroundings
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.documents.phrase_reasons import why_confirm
from cchc_scheduler.documents.reading_json import iso, reading_as_json
from cchc_scheduler.plan.calendars import feasts, work_calendar
from cchc_scheduler.service import office_files

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group("deadline")
def command() -> None:
    """Deadlines as plans word them."""


@command.command("read", context_settings={"ignore_unknown_options": True})
@click.argument("phrase")
@click.option("--from", "first", type=DAY, required=True, help="first day of the plan's period")
@click.option("--to", "last", type=DAY, required=True, help="last day of the plan's period")
@click.option("--issued", type=DAY, help="day on which the plan was issued")
@JSON_OPTION
@click.pass_context
def read(
    ctx: click.Context,
    phrase: str,
    first: datetime,
    last: datetime,
    issued: datetime | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Show how PHRASE is understood: which days, or why it must be confirmed."""
    around = Surroundings(
        first.date(),
        last.date(),
        issued.date() if issued else None,
        _calendar(ctx),
        feasts(first.year - 1, last.year + 2),
    )
    reading = read_phrase(_whole(phrase), around)
    if as_json:
        print_json(reading_as_json(reading))
        return
    for line in _lines(reading):
        say(line)


def _whole(phrase: str) -> str:
    """Return what was typed with every byte that is no UTF-8 made visible."""
    return phrase.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _calendar(ctx: click.Context) -> WorkCalendar:
    """Return the office's calendar; the computed one while its files can't be read."""
    try:
        return office_files(home_of(ctx)).calendar
    except CchcError:
        return work_calendar(())


def _lines(reading: Reading) -> list[str]:
    """Return a reading as lines for people: the kind, then whatever else is known."""
    named = {
        "bound": None if reading.bound == "none" else reading.bound,
        "how often": reading.freq,
        "from": iso(reading.start),
        "event": reading.event,
        "counted": reading.offset,
        "until": reading.time,
    }
    lines = [f"{reading.kind}"]
    lines += [f"last day  {day.isoformat()}" for day in reading.due]
    lines += [f"{name:<9} {value}" for name, value in named.items() if value]
    reason = why_confirm(reading.reason)
    return [*lines, f"confirm   {reason}"] if reason else lines
