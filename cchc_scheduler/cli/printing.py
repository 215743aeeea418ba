"""What every command prints with, and the home it was asked for; imports nothing heavy."""

import json
from typing import Any

import click

from cchc_scheduler.home import Home, find_home

JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="print one JSON value")
YES_OPTION = click.option("--yes", is_flag=True, help="do not ask")


def home_of(ctx: click.Context) -> Home:
    """Return the home that was asked for on the command line or by the environment."""
    return find_home(ctx.obj["home"])


def print_json(value: Any) -> None:
    """Print one JSON value on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say(text: str) -> None:
    """Print a line for people on standard output."""
    click.echo(text)


def note(text: str) -> None:
    """Print a line beside the output, on standard error."""
    click.echo(text, err=True)
