"""`cchc feed`: private calendar feeds of the units, the coordinator and the leaders."""

import click

from cchc_scheduler.actions.calendar_feeds import feeds_of, make_feed, revoke_feed
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.cli.shared import JSON_OPTION, print_json, say, service_of

BY = click.option("--by", required=True, help="who says so")


@click.group("feed")
def command() -> None:
    """Private calendar feeds (.ics): a unit's id, `coordinator`, or `leader:<post>`."""


@command.command("make")
@click.argument("subject")
@BY
@click.pass_context
def make(ctx: click.Context, subject: str, by: str) -> None:
    """Make a new link for SUBJECT and print it; the link before opens nothing from now on."""
    with service_of(ctx) as service:
        said = (by, service.now())
        say(make_feed(service.db, service.records, service.outbox, subject, said))


@command.command("revoke")
@click.argument("subject")
@BY
@click.pass_context
def revoke(ctx: click.Context, subject: str, by: str) -> None:
    """End the link of SUBJECT."""
    with service_of(ctx) as service:
        said = (by, service.now())
        revoke_feed(service.db, service.records, service.outbox, subject, said)
    say("revoked")


@command.command("list")
@JSON_OPTION
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Every feed this office may have, and which have a link; the links are not shown."""
    with service_of(ctx) as service, service.db.read() as connection:
        desk = desk_at(connection, service.records, service.outbox, service.now())
        feeds = feeds_of(desk)
    if as_json:
        print_json([{"subject": f.subject, "name": f.name, "open": bool(f.link)} for f in feeds])
        return
    for feed in feeds:
        say(f"{feed.subject}: {feed.name}{' (link open)' if feed.link else ''}")
