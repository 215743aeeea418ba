"""Settings of the machine: read once from `.env` of the home and the environment, which wins.

Secrets never appear in what a settings value shows of itself.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from cchc_scheduler.core.errors import BadInput

PREFIX: Final = "CCHC_"
MEANINGS: Final[dict[str, str]] = {
    "CCHC_SMTP_URL": "mail server: smtp://user@host:587 (STARTTLS) or smtps://user@host:465; "
    "empty: letters are written and held, none is sent",
    "CCHC_SMTP_PASSWORD": "password of that user; better in a file:",
    "CCHC_SMTP_PASSWORD_FILE": "path of a file that holds the password and nothing else",
    "CCHC_SMTP_CONNECTIONS": "connections to the mail server at once (default 4)",
    "CCHC_BASE_URL": "address under which people will reach the pages, such as https://cchc.office",
    "CCHC_SECRET_KEY": "secret for links and codes; `cchc init` makes one",
    "CCHC_SECRET_KEY_FILE": "path of a file that holds that secret and nothing else",
    "CCHC_HEALTH_BIND": "address of /healthz and /readyz (default 127.0.0.1:8363)",
    "CCHC_LOG_FORMAT": "human or json (default: human in a terminal, else json)",
    "CCHC_HOME": "the home, where --home is not given (environment only)",
    "CCHC_DATA": "the data folder (default: data in the home)",
}
FILES: Final = ("CCHC_SMTP_PASSWORD", "CCHC_SECRET_KEY")
LOG_FORMATS: Final = ("human", "json")
LARGEST_PORT: Final = 65535


@dataclass(frozen=True, slots=True)
class Settings:
    """What the machine's owner set; None where nothing was."""

    smtp_url: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_connections: int = 4
    base_url: str | None = None
    secret_key: str | None = field(default=None, repr=False)
    health_host: str = "127.0.0.1"
    health_port: int = 8363
    log_format: str | None = None


def read_settings(root: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of a home.

    Raises BadInput naming the setting and where it stands, with every fault in one message.
    """
    file = root / ".env"
    written = (
        {key: value or "" for key, value in dotenv_values(file).items()} if file.is_file() else {}
    )
    known = dict(os.environ if environment is None else environment)
    mine = {key: value for key, value in known.items() if key.startswith(PREFIX)}
    faults = [_unknown(key, file) for key in written if key not in MEANINGS]
    faults += [_unknown(key, None) for key in mine if key not in MEANINGS]
    values = {key: value for key, value in (written | mine).items() if value}
    faults += [
        f"{key} and {key}_FILE are both set; keep one"
        for key in FILES
        if {key, f"{key}_FILE"} <= set(values)
    ]
    if faults:
        raise BadInput("\n".join(faults))
    return _settings(values)


def _settings(values: Mapping[str, str]) -> Settings:
    host, port = _bind(values.get("CCHC_HEALTH_BIND", "127.0.0.1:8363"))
    log_format = values.get("CCHC_LOG_FORMAT")
    if log_format is not None and log_format not in LOG_FORMATS:
        raise BadInput(f"CCHC_LOG_FORMAT: {log_format!r} is neither human nor json")
    return Settings(
        smtp_url=values.get("CCHC_SMTP_URL"),
        smtp_password=_secret(values, "CCHC_SMTP_PASSWORD"),
        smtp_connections=_number(values, "CCHC_SMTP_CONNECTIONS", 4),
        base_url=values.get("CCHC_BASE_URL"),
        secret_key=_secret(values, "CCHC_SECRET_KEY"),
        health_host=host,
        health_port=port,
        log_format=log_format,
    )


def _unknown(key: str, file: Path | None) -> str:
    where = _line_of(key, file) if file else "environment"
    close = get_close_matches(key, MEANINGS, 1)
    meant = f"; did you mean {close[0]}?" if close else ""
    return f"{where}: {key} is no setting{meant}"


def _line_of(key: str, file: Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip().removeprefix("export ").startswith(key):
            return f"{file.name}:{number}"
    return file.name


def _secret(values: Mapping[str, str], key: str) -> str | None:
    path = values.get(f"{key}_FILE")
    if path is None:
        return values.get(key)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise BadInput(f"{key}_FILE: {path} can't be read: {fault.strerror}") from fault


def _number(values: Mapping[str, str], key: str, default: int) -> int:
    text = values.get(key, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise BadInput(f"{key}: {text!r} must be a whole number from 1 on")
    return int(text)


def _bind(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > LARGEST_PORT:
        raise BadInput(f"CCHC_HEALTH_BIND: {text!r} must be host:port, such as 127.0.0.1:8363")
    return host, int(port)


def example_env() -> str:
    """Return the commented example of `.env`, made from the list of settings."""
    lines = ["# Settings of this machine. Lines that begin with # are off.", ""]
    for key, meaning in MEANINGS.items():
        if key == "CCHC_HOME":
            continue
        off = "" if key == "CCHC_SECRET_KEY" else "# "
        lines += [f"# {meaning}", f"{off}{key}=", ""]
    return "\n".join(lines)
