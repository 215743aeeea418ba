"""`cchc explain OBLIGATION`: how its dates came about."""

import click

from cchc_scheduler.actions.explain_dates import explain_dates
from cchc_scheduler.cli.shared import JSON_OPTION, print_json, say, service_of
from cchc_scheduler.service import office_files


@click.command("explain")
@click.argument("obligation")
@JSON_OPTION
@click.pass_context
def command(ctx: click.Context, obligation: str, as_json: bool) -> None:  # noqa: FBT001
    """Say how the dates of OBLIGATION came about, in the sentence that stands in its letters.

    An obligation the store does not hold yet is explained from the office's files.
    """
    with service_of(ctx) as service:
        files = office_files(service.home)
        found = explain_dates(service.db, service.records, files, obligation)
    if as_json:
        print_json(found)
        return
    say(found["sentence"])
    say(f"clause: {found['clause']}")
    for name in ("last_day", "target", "due", "late_after"):
        say(f"{name}: {found[name]}")
    for rung in found["rungs"]:
        say(f"{rung['rung']:<10} {rung['at']}  ({rung['counted']})")
