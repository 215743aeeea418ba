"""Logs: one line an event on standard error, people's language in a terminal, JSON otherwise.

Tokens, addresses and bodies never reach a log: a processor takes them out by the names they have,
and by their look wherever else they stand, such as in the words of a fault.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

SECRET_NAMES: Final = frozenset(
    {"address", "addressee", "to", "cc", "recipient", "recipients", "token", "link", "secret"}
    | {"body", "text", "html", "subject", "password", "bytes", "data"}
)
HIDDEN: Final = "(hidden)"
# A mail address, or the base32 of a capability link (design, safety).
SECRET_LOOKS: Final = re.compile(r"[^\s<>\"'(),:;\[\]]+@[\w.-]+|\b[a-zA-Z2-7]{26,}\b")


def hide_secrets(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace the values of names that may hold an address, a token or a text."""
    for name, value in event.items():
        if name in SECRET_NAMES:
            event[name] = HIDDEN
        elif isinstance(value, str):
            event[name] = SECRET_LOOKS.sub(HIDDEN, value)
        elif isinstance(value, list | tuple | dict | set):
            event[name] = SECRET_LOOKS.sub(HIDDEN, repr(value)) if _shows(value) else value
    return event


def _shows(value: object) -> bool:
    return SECRET_LOOKS.search(repr(value)) is not None


def set_up_logs(log_format: str | None) -> None:
    """Send logs to standard error; `log_format` is human, json or None for what suits it."""
    human = sys.stderr.isatty() if log_format is None else log_format == "human"
    renderer: Any = (
        structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        )
        if human
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            hide_secrets,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
