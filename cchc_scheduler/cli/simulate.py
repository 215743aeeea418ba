"""`cchc simulate`: a span of time with the real jobs on a virtual clock."""

import gc
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import click

from cchc_scheduler.cli.shared import JSON_OPTION, home_of, note, print_json, say
from cchc_scheduler.simulate.outputs import write_html, write_mbox
from cchc_scheduler.simulate.scenario import read_scenario
from cchc_scheduler.simulate.season import Season, simulate
from cchc_scheduler.simulate.world import Cadence

PLAN = click.Path(path_type=Path, exists=True, dir_okay=False)
DAY = click.DateTime(formats=["%Y-%m-%d"])
# New objects between two looks for cycles: a simulation makes many values, few cycles, and ends.
SELDOM: Final = 50_000


@click.command("simulate")
@click.option("--from", "first", type=DAY, required=True, help="day of switching on, at 00:00")
@click.option("--to", "last", type=DAY, required=True, help="last day, included")
@click.option("--scenario", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--plan", "plan", type=PLAN, help="a plan's file in place of the home's plans")
@click.option("--cadence", type=click.Choice(["next", "1m", "15m"]), default="next")
@JSON_OPTION
@click.option("--mbox", type=click.Path(path_type=Path), help="write every letter into this mbox")
@click.option("--html", type=click.Path(path_type=Path), help="write one page with every letter")
@click.pass_context
def command(
    ctx: click.Context,
    first: datetime,
    last: datetime,
    scenario: Path | None,
    plan: Path | None,
    cadence: Cadence,
    as_json: bool,  # noqa: FBT001
    mbox: Path | None,
    html: Path | None,
) -> None:
    """Show every letter of a span of time; nothing is sent and no data folder is touched."""
    gc.freeze()
    gc.set_threshold(SELDOM)
    deeds = read_scenario(scenario) if scenario else ()
    season = Season(first.date(), last.date(), deeds, cadence, plan)
    found = simulate(home_of(ctx), season, _progress(first.date(), last.date()))
    if mbox is not None:
        write_mbox(mbox, found.letters)
    if html is not None:
        write_html(html, found.letters)
    if as_json:
        print_json(found.findings)
    else:
        _print(found.findings)


def _progress(first: date, last: date) -> Callable[[datetime], None] | None:
    """Return what shows on a terminal how far the simulation is."""
    if not sys.stderr.isatty():
        return None
    span = max((last - first).days, 1)
    shown = -1

    def show(now: datetime) -> None:
        nonlocal shown
        done = min(100 * (now.date() - first).days // span, 100)
        if done != shown:
            shown = done
            click.echo(f"\r{done:3d} %", nl=done == 100, err=True)  # noqa: PLR2004

    return show


def _print(findings: dict[str, Any]) -> None:
    for letter in findings["letters"]:
        rungs = ",".join(dict.fromkeys(item["rung"] for item in letter["items"]))
        line = f"{letter['at'][:16].replace('T', ' ')}  {letter['kind']:<11} {rungs:<10} "
        say(f"{line}{letter['to'][0]}  {letter['subject']}")
    summary = findings["summary"]
    note(
        f"{summary['letters']} letters to {summary['people']} people, at most "
        f"{summary['max_per_person_day']} to one person in a day"
    )
