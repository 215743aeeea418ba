"""`cchc submit OBLIGATION`: record what a unit handed in."""

import secrets
from datetime import datetime

import click

from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.cli.shared import say, service_of
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.words import SubmissionKind


@click.command("submit")
@click.argument("obligation")
@click.option("--link", help="where the report can be read")
@click.option("--nil", "nil", help="one sentence: nothing happened in the period")
@click.option("--number", help="number of the document sent through the document system")
@click.option("--by", required=True, help="who handed in")
@click.option("--at", "at", help="when it was handed in, office time: 2025-09-04 09:12")
@click.option("--key", help="the same key again records nothing (default: a new one)")
@click.pass_context
def command(
    ctx: click.Context,
    obligation: str,
    link: str | None,
    nil: str | None,
    number: str | None,
    by: str,
    at: str | None,
    key: str | None,
) -> None:
    """Record a submission for OBLIGATION; give exactly one of --link, --nil, --number."""
    given: dict[SubmissionKind, str | None] = {"link": link, "nil": nil, "elsewhere": number}
    kinds = [kind for kind, value in given.items() if value]
    if len(kinds) != 1:
        raise BadInput("Give exactly one of --link, --nil and --number.")
    handed = Handed(
        obligation=obligation,
        kind=kinds[0],
        carrier=f"cli:{key or secrets.token_hex(8)}",
        by=by,
        recorded_by="it",
        link=link,
        number=number,
        note=nil,
        handed_in_at=_moment(at),
    )
    with service_of(ctx) as service:
        recorded = record_submission(
            service.db, service.records, service.outbox, handed, service.now()
        )
    say("recorded" if recorded.new else "this was recorded before; nothing was changed")


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise BadInput(f"--at: {text!r} is no time; write 2025-09-04 09:12") from fault
    return found if found.tzinfo else found.replace(tzinfo=OFFICE_ZONE)
