"""The command line: `cchc`. Commands are imported only when they are called."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfoNotFoundError

import click

from cchc_scheduler import __version__
from cchc_scheduler.core.errors import CchcError, NotConfigured

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    # name: (module, what the list of commands says)
    "init": ("initialise", "make a new home: config, templates, jobs and a secret key"),
    "run": ("run", "run the service until it is stopped"),
    "go-live": ("go_live", "end the rehearsal: letters go to their people from now on"),
    "demo": ("demo", "play a half-year through a real mail server here and show it"),
    "simulate": ("simulate", "every letter of a span of time, without touching anything"),
    "plan": ("plan_group", "check, show, diff, apply the office's files; import an annex"),
    "directory": ("directory", "units, posts and people: out as a file, in again after a look"),
    "calendar": ("calendar", "show days off, count working days"),
    "deadline": ("deadline", "how the wording of a deadline is understood"),
    "status": ("status", "what is owed, what was sent, what waits"),
    "explain": ("explain", "how an obligation's dates came about"),
    "submit": ("submit", "record what a unit handed in"),
    "compile": ("compile", "make a period's reports, sheet and .zip into a folder"),
    "obligation": ("obligation", "add a duty from outside the plan"),
    "record": ("record", "record an absence, a telephone call, a comparison, an answer"),
    "erase": ("erase", "remove what a submission holds, also from the backups"),
    "digest": ("digest", "print the coordinator's digest of this moment"),
    "feed": ("feed", "private calendar feeds: make, revoke, list"),
    "paper": ("paper", "draft a letter of request, the slip, thanks, an apology"),
    "template": ("template", "check, copy out, replace the Word templates"),
    "send-test": ("send_test", "a real session with the mail server, step by step"),
    "mail": ("mail", "how a mail that came in is understood"),
    "release": ("release", "let a held backlog go"),
    "login-link": ("login_link", "a link to sign in, for when mail does not work"),
    "doctor": ("doctor", "what is wrong here, and what to do about it"),
    "backup": ("backup", "make a backup now"),
    "restore": ("restore", "put a backup in place of the store"),
    "migrate": ("migrate", "bring the store to this version's schema"),
    "audit": ("audit", "verify the log"),
    "jobs": ("jobs", "the duties of the service"),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of an office's life."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cchc_scheduler.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cchc")
@click.option("--home", type=click.Path(path_type=Path), help="folder of the office's files")
@click.option("--debug", is_flag=True, help="show the traceback of an error")
@click.pass_context
def group(ctx: click.Context, home: Path | None, debug: bool) -> None:  # noqa: FBT001
    """Watch a commune's administrative-reform plan: deadlines, reminders, escalation, reports."""
    ctx.obj = {"home": home, "debug": debug}


def main(args: list[str] | None = None) -> None:
    """Run a command; an error is one clear sentence and its own exit code."""
    try:
        outcome: Any = group.main(args=args, prog_name="cchc", standalone_mode=False)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except ZoneInfoNotFoundError as fault:
        click.echo(f"cchc: {fault}: install the package tzdata beside this program.", err=True)
        sys.exit(NotConfigured.exit_code)
    except CchcError as fault:
        if "--debug" in (args or sys.argv):
            raise
        click.echo(f"cchc: {fault}", err=True)
        sys.exit(fault.exit_code)
    sys.exit(outcome if isinstance(outcome, int) else 0)
