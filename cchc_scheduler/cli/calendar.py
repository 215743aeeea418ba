"""`cchc calendar`: days off, and counting working days."""

from datetime import datetime

import click

from cchc_scheduler.cli.shared import JSON_OPTION, home_of, print_json, say
from cchc_scheduler.plan.show import calendar_add_as_json, calendar_as_json
from cchc_scheduler.service import office_files


@click.group("calendar")
def command() -> None:
    """The official calendar of working days."""


@command.command("show")
@click.argument("year", type=int)
@JSON_OPTION
@click.pass_context
def show(ctx: click.Context, year: int, as_json: bool) -> None:  # noqa: FBT001
    """Show the days off and make-up days of YEAR."""
    found = calendar_as_json(office_files(home_of(ctx)).calendar, year)
    if as_json:
        print_json(found)
        return
    say(f"{year}: {'official' if found['official'] else 'computed, not official'}")
    for day in found["days_off"]:
        say(f"off   {day['date']}  {day['name']}  ({day['source']})")
    for day in found["make_up_days"]:
        say(f"work  {day['date']}  ({day['source']})")


@command.command("add", context_settings={"ignore_unknown_options": True})
@click.argument("day", type=click.DateTime(formats=["%Y-%m-%d"]))
@click.argument("count", type=int)
@JSON_OPTION
@click.pass_context
def add(ctx: click.Context, day: datetime, count: int, as_json: bool) -> None:  # noqa: FBT001
    """Count COUNT working days from DAY; back when it is negative."""
    found = calendar_add_as_json(office_files(home_of(ctx)).calendar, day.date(), count)
    if as_json:
        print_json(found)
        return
    for step in found["steps"]:
        say(f"{step['date']}  {step['counted'] or '-':>3}  {step['why'] or ''}".rstrip())
    say(found["date"])
