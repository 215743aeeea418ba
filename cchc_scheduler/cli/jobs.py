"""`cchc jobs`: the duties of the service."""

import click

from cchc_scheduler.cli.shared import JSON_OPTION, home_of, print_json, say
from cchc_scheduler.engine.jobs import find_jobs


@click.command("jobs")
@JSON_OPTION
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """List the jobs with how often each looks for something to do."""
    jobs = find_jobs(home_of(ctx).job_files())
    if as_json:
        print_json(
            [{"name": j.name, "every_s": j.every.total_seconds(), "about": j.about} for j in jobs]
        )
        return
    for job in jobs:
        say(f"{job.name:<18} every {job.every.total_seconds():>5.0f} s  {job.about}")
