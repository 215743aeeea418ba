"""Logs: one line an event on standard error, people's language in a terminal, JSON otherwise.

Tokens, addresses and bodies never reach a log: a processor takes them out by the names they have.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

SECRET_NAMES: Final = frozenset(
    {"address", "addressee", "to", "cc", "recipient", "recipients", "token", "link", "secret"}
    | {"body", "text", "html", "subject", "password", "bytes", "data"}
)
HIDDEN: Final = "(hidden)"


def hide_secrets(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace the values of names that may hold an address, a token or a text."""
    for name in SECRET_NAMES & event.keys():
        event[name] = HIDDEN
    return event


def set_up_logs(log_format: str | None) -> None:
    """Send logs to standard error; `log_format` is human, json or None for what suits it."""
    human = sys.stderr.isatty() if log_format is None else log_format == "human"
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=False)
        if human
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            hide_secrets,
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
