"""`cchc obligation add`: a duty from outside the plan."""

from datetime import datetime

import click

from cchc_scheduler.actions.add_obligation import Extra, add_obligation
from cchc_scheduler.cli.shared import say, service_of


@click.group("obligation")
def command() -> None:
    """Duties from outside the plan, such as tasks the city gives."""


@command.command("add")
@click.option("--unit", required=True, help="id of the unit that owes it")
@click.option("--task", required=True, help="a short id, such as giao-viec-01")
@click.option("--title", required=True, help="what is owed, in Vietnamese")
@click.option("--last-day", type=click.DateTime(formats=["%Y-%m-%d"]), required=True)
@click.option("--clause", default="V.2.b.1", help="the clause behind it", show_default=True)
@click.pass_context
def add(
    ctx: click.Context, unit: str, task: str, title: str, last_day: datetime, clause: str
) -> None:
    """Add a one-off obligation."""
    extra = Extra(unit, task, title, last_day.date(), clause)
    with service_of(ctx) as service:
        made = add_obligation(service.db, service.records, extra, "it", service.now())
    say(f"added {made}")
