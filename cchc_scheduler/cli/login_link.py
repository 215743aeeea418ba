"""`cchc login-link`: a link to sign in, printed; for when mail does not work."""

import click

from cchc_scheduler.actions.sign_in import sign_in_link
from cchc_scheduler.cli.shared import JSON_OPTION, print_json, say, service_of
from cchc_scheduler.core.access import SIGN_IN_LASTS


@click.command("login-link")
@click.argument("who")
@JSON_OPTION
@click.pass_context
def command(ctx: click.Context, who: str, as_json: bool) -> None:  # noqa: FBT001
    """Print a link that signs WHO (a person's id or address) in once, within 15 minutes.

    Whoever has the link is that person: hand it over yourself. Making it stands in the log.
    """
    with service_of(ctx) as service:
        link = sign_in_link(service.db, service.records, service.outbox, who, service.now())
    if as_json:
        print_json({"link": link, "minutes": int(SIGN_IN_LASTS.total_seconds() // 60)})
        return
    say(link)
