"""What commands share: the home that was asked for, a service for one command, and printing."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from cchc_scheduler.cli.printing import JSON_OPTION, YES_OPTION, home_of, note, print_json, say
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.service import Service, build_service

__all__ = ["JSON_OPTION", "YES_OPTION", "home_of", "note", "print_json", "say", "service_of"]


@contextmanager
def service_of(ctx: click.Context) -> Iterator[Service]:
    """Give a service for one command; its store is closed at the end."""
    service = build_service(home_of(ctx), run_inline)
    try:
        yield service
    finally:
        service.close()
