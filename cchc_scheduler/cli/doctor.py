"""`cchc doctor`: what is wrong here, and which step of the runbook mends it."""

from datetime import datetime

import click

from cchc_scheduler.cli.shared import JSON_OPTION, home_of, print_json, say
from cchc_scheduler.clock import SystemClock
from cchc_scheduler.engine.check_network import check_network
from cchc_scheduler.engine.examining import examine_home
from cchc_scheduler.engine.findings import RUNBOOK, Finding
from cchc_scheduler.engine.lock import holder_of
from cchc_scheduler.home import Home


@click.command("doctor")
@JSON_OPTION
@click.option("--no-network", is_flag=True, help="ask no mail server and no page")
@click.pass_context
def command(ctx: click.Context, as_json: bool, no_network: bool) -> int:  # noqa: FBT001
    """Say which home is used and why, then what is wrong; exit 1 when something is."""
    home = home_of(ctx)
    found = examine(home, SystemClock().now(), network=not no_network)
    wrong = sum(each.wrong for each in found)
    if as_json:
        print_json(_as_json(home, found))
        return min(wrong, 1)
    say(f"home  {home.root} ({home.how})")
    say(f"data  {home.data or 'none: the packaged defaults keep no data'}")
    for each in sorted(found, key=lambda each: not each.wrong):
        say(each.line)
    say(f"{wrong} wrong, {len(found) - wrong} to know" if found else "nothing is wrong")
    return min(wrong, 1)


def examine(home: Home, now: datetime, *, network: bool) -> list[Finding]:
    """Return every finding about a home; nothing is written and no letter is sent."""
    found, settings = examine_home(home, now)
    if network and settings is not None:
        running = home.data is not None and holder_of(home.data) is not None
        found += check_network(settings, running=running)
    return list(dict.fromkeys(found))


def _as_json(home: Home, found: list[Finding]) -> dict[str, object]:
    return {
        "home": str(home.root),
        "how": home.how,
        "data": str(home.data) if home.data else None,
        "ok": not any(each.wrong for each in found),
        "findings": [
            {"wrong": each.wrong, "problem": each.problem, "runbook": f"{RUNBOOK}#{each.step}"}
            for each in found
        ],
    }
