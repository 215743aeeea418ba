"""`cchc plan`: its commands, of which `import` and `export` load without the service."""

from importlib import import_module
from typing import Final

import click

LIGHT: Final[dict[str, str]] = {
    "import": "plan_import",
    "export": "plan_export",
    "next": "plan_next",
}
REST: Final = "plan"


class PlanGroup(click.Group):
    """The commands of `cchc plan`; the service is only loaded for those that need it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, those of the files first."""
        return [*_group().list_commands(ctx), *LIGHT]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in LIGHT:
            return _group().get_command(ctx, cmd_name)
        module = import_module(f"cchc_scheduler.cli.{LIGHT[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group("plan", cls=PlanGroup)
def command() -> None:
    """The office's files: office, plan, policy and calendar; annexes in and out."""


def _group() -> click.Group:
    group: click.Group = import_module(f"cchc_scheduler.cli.{REST}").command
    return group
