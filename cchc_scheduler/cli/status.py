"""`cchc status`: what is owed, what was sent, what waits."""

import click

from cchc_scheduler.actions.report_status import status
from cchc_scheduler.cli.shared import JSON_OPTION, print_json, say, service_of


@click.command("status")
@JSON_OPTION
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Show counts by state, letters whose fate was ever unknown, and what is held."""
    with service_of(ctx) as service:
        found = status(service.db, service.now())
        found["mail"] = service.wire is not None
    if as_json:
        print_json(found)
        return
    say("live" if not found["rehearsal"] else "rehearsal: letters go to the coordinator only")
    if not found["mail"]:
        say("no mail server is set (CCHC_SMTP_URL): letters are written and wait")
    for what in ("obligations", "letters"):
        counted = ", ".join(f"{count} {state}" for state, count in found[what].items()) or "none"
        say(f"{what}: {counted}")
    for line in found["open"]:
        say(f"  {line['obligation']}: {line['state']}, last day {line['last_day']}")
    for message_id in found["unknown"]:
        say(f"unknown: {message_id}")
    if found["to_placeholders"]:
        say(f"waiting: {found['to_placeholders']} letters to placeholder addresses (`cchc doctor`)")
    if found["held"]:
        say(f"held: {found['held']} letters ({found['held_why']}); `cchc release` lets them go")
