"""What commands share: the home that was asked for, a service for one command, and printing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import Home, find_home
from cchc_scheduler.service import Service, build_service

JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="print one JSON value")
YES_OPTION = click.option("--yes", is_flag=True, help="do not ask")


def home_of(ctx: click.Context) -> Home:
    """Return the home that was asked for on the command line or by the environment."""
    return find_home(ctx.obj["home"])


@contextmanager
def service_of(ctx: click.Context) -> Iterator[Service]:
    """Give a service for one command; its store is closed at the end."""
    service = build_service(home_of(ctx), run_inline)
    try:
        yield service
    finally:
        service.close()


def print_json(value: Any) -> None:
    """Print one JSON value on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say(text: str) -> None:
    """Print a line for people on standard output."""
    click.echo(text)


def note(text: str) -> None:
    """Print a line beside the output, on standard error."""
    click.echo(text, err=True)
