"""Settings of the machine: read once from `.env` of the home and the environment, which wins.

Secrets never appear in what a settings value shows of itself.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Final

from dotenv.parser import parse_stream

from cchc_scheduler.core.errors import BadInput

PREFIX: Final = "CCHC_"
MEANINGS: Final[dict[str, str]] = {
    "CCHC_SMTP_URL": "mail server: smtp://user@host:587 (STARTTLS) or smtps://user@host:465; "
    "empty: letters are written and held, none is sent",
    "CCHC_SMTP_PASSWORD": "password of that user; better in a file:",
    "CCHC_SMTP_PASSWORD_FILE": "path of a file that holds the password and nothing else",
    "CCHC_SMTP_CONNECTIONS": "connections to the mail server at once (default 4)",
    "CCHC_IMAP_URL": "mailbox that replies come to: imaps://user@host or imap://user@host:143 "
    "(STARTTLS); empty: replies go to the coordinator's own box and are recorded by hand",
    "CCHC_IMAP_PASSWORD": "password of that mailbox; better in a file:",
    "CCHC_IMAP_PASSWORD_FILE": "path of a file that holds the password and nothing else",
    "CCHC_IMAP_PASSWORD_EXPIRES": "day on which that password expires, such as 2026-03-31; "
    "the doctor and the digest warn two weeks ahead",
    "CCHC_IMAP_DONE_FOLDER": "folder for mail that was dealt with (default Da-xu-ly; "
    "- leaves it in the inbox)",
    "CCHC_REPLY_ADDRESS": "address of that mailbox (default: the office's sender address)",
    "CCHC_REPLY_PLUS": "yes if the mail server delivers name+anything@host to name@host (default), "
    "no if it does not: then a short mark stands in the subject of letters",
    "CCHC_BOUNCE_ADDRESS": "address that returned mail goes to, with a mark behind a plus; "
    "only where the mail server lets the service send from it; empty: the sender's own",
    "CCHC_AUTHSERV_ID": "name under which the office's own mail server writes "
    "Authentication-Results; empty: those headers are not believed",
    "CCHC_BASE_URL": "address under which people will reach the pages, such as https://cchc.office",
    "CCHC_SECRET_KEY": "secret for links and codes; `cchc init` makes one",
    "CCHC_SECRET_KEY_FILE": "path of a file that holds that secret and nothing else",
    "CCHC_UPLOAD_MB": "largest file that may be handed in, in megabytes (default 20)",
    "CCHC_HEALTH_BIND": "address of /healthz and /readyz (default 127.0.0.1:8363)",
    "CCHC_LOG_FORMAT": "human or json (default: human in a terminal, else json)",
    "CCHC_HOME": "the home, where --home is not given (environment only)",
    "CCHC_DATA": "the data folder (default: data in the home)",
}
FILES: Final = ("CCHC_SMTP_PASSWORD", "CCHC_IMAP_PASSWORD", "CCHC_SECRET_KEY")
LOG_FORMATS: Final = ("human", "json")
LARGEST_PORT: Final = 65535
LINE_END: Final = "\n"
HEALTH_BIND: Final = "127.0.0.1:8363"
LEAVE: Final = "-"
ADDRESS: Final = re.compile(r"[!-*,-;=?A-~]{1,24}@[!-;=?A-~]{1,190}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the machine's owner set; None where nothing was."""

    smtp_url: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_connections: int = 4
    imap_url: str | None = None
    imap_password: str | None = field(default=None, repr=False)
    imap_password_expires: date | None = None
    imap_done_folder: str | None = "Da-xu-ly"
    reply_address: str | None = None
    reply_plus: bool = True
    bounce_address: str | None = None
    authserv_id: str | None = None
    base_url: str | None = None
    secret_key: str | None = field(default=None, repr=False)
    upload_mb: int = 20
    health_host: str = "127.0.0.1"
    health_port: int = 8363
    log_format: str | None = None


@dataclass(slots=True)
class _Written:
    """Every setting that was given, with its place, and the faults found so far."""

    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def fault(self, key: str, problem: str) -> None:
        self.faults.append(f"{self.places.get(key, 'settings')}: {key} {problem}")


def read_settings(root: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of a home.

    Raises BadInput naming each setting that can't be used and where it stands, all at once.
    """
    written = _Written()
    _read_file(root / ".env", written)
    for key, value in (os.environ if environment is None else environment).items():
        if key.startswith(PREFIX) and (value or key not in MEANINGS):
            _take(written, key, value, "environment")
    for key in FILES:
        if {key, f"{key}_FILE"} <= written.values.keys():
            written.fault(key, f"and {key}_FILE are both set; keep one")
    settings = _settings(written)
    if written.faults:
        raise BadInput("\n".join(written.faults))
    return settings


def _read_file(path: Path, written: _Written) -> None:
    if not path.is_file():
        return
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        written.faults.append(f"{path.name}: can't be read: {_why(fault)}")
        return
    for binding in parse_stream(StringIO(text)):
        text, first = binding.original.string, binding.original.line
        blank = text[: len(text) - len(text.lstrip())]
        place = f"{path.name}:{first + blank.count(LINE_END)}"
        if binding.error:
            written.faults.append(f"{place}: is no line NAME=value")
        elif binding.key == "CCHC_HOME":
            written.faults.append(f"{place}: CCHC_HOME can only stand in the environment")
        elif binding.key is not None:
            _take(written, binding.key, binding.value or "", place)


def _take(written: _Written, key: str, value: str, place: str) -> None:
    """Keep a setting that says something; the environment comes last and wins."""
    if key not in MEANINGS:
        names = [name.removeprefix(PREFIX) for name in MEANINGS]
        close = get_close_matches(key.removeprefix(PREFIX), names, 1)
        meant = f"; did you mean {PREFIX}{close[0]}?" if close else ""
        written.faults.append(f"{place}: {key} is no setting{meant}")
    elif value:
        written.values[key] = value
        written.places[key] = place


def _settings(written: _Written) -> Settings:
    host, port = _bind(written)
    return Settings(
        smtp_url=written.values.get("CCHC_SMTP_URL"),
        smtp_password=_secret(written, "CCHC_SMTP_PASSWORD"),
        smtp_connections=_number(written, "CCHC_SMTP_CONNECTIONS", 4),
        imap_url=written.values.get("CCHC_IMAP_URL"),
        imap_password=_secret(written, "CCHC_IMAP_PASSWORD"),
        imap_password_expires=_day(written, "CCHC_IMAP_PASSWORD_EXPIRES"),
        imap_done_folder=_folder(written),
        reply_address=_address(written, "CCHC_REPLY_ADDRESS"),
        reply_plus=_yes(written, "CCHC_REPLY_PLUS"),
        bounce_address=_address(written, "CCHC_BOUNCE_ADDRESS"),
        authserv_id=written.values.get("CCHC_AUTHSERV_ID"),
        base_url=_base_url(written),
        secret_key=_secret(written, "CCHC_SECRET_KEY"),
        upload_mb=_number(written, "CCHC_UPLOAD_MB", 20),
        health_host=host,
        health_port=port,
        log_format=_log_format(written),
    )


def _secret(written: _Written, key: str) -> str | None:
    path = written.values.get(f"{key}_FILE")
    if path is None:
        return written.values.get(key)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        written.fault(f"{key}_FILE", f"{path} can't be read: {_why(fault)}")
        return None


def _why(fault: OSError | UnicodeDecodeError) -> str:
    return (fault.strerror or str(fault)) if isinstance(fault, OSError) else "it is not UTF-8"


def _number(written: _Written, key: str, default: int) -> int:
    text = written.values.get(key, str(default))
    if text.isdecimal() and int(text) >= 1:
        return int(text)
    written.fault(key, f"{text!r} must be a whole number from 1 on")
    return default


def _base_url(written: _Written) -> str | None:
    url = written.values.get("CCHC_BASE_URL")
    if url is not None and not url.startswith(("http://", "https://")):
        written.fault("CCHC_BASE_URL", f"{url!r} must begin with https://")
    return url


def _day(written: _Written, key: str) -> date | None:
    text = written.values.get(key)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        written.fault(key, f"{text!r} is no day such as 2026-03-31")
        return None


def _folder(written: _Written) -> str | None:
    text = written.values.get("CCHC_IMAP_DONE_FOLDER", "Da-xu-ly")
    return None if text == LEAVE else text


def _address(written: _Written, key: str) -> str | None:
    """Return a mailbox's own address; its name must leave room for a mark behind a plus."""
    text = written.values.get(key)
    if text is not None and ADDRESS.fullmatch(text) is None:
        written.fault(key, f"{text!r} is no plain address such as baocao@xa.gov.vn")
        return None
    return text.lower() if text else None


def _yes(written: _Written, key: str) -> bool:
    text = written.values.get(key, "yes")
    if text not in ("yes", "no"):
        written.fault(key, f"{text!r} is neither yes nor no")
    return text != "no"


def _log_format(written: _Written) -> str | None:
    found = written.values.get("CCHC_LOG_FORMAT")
    if found is not None and found not in LOG_FORMATS:
        written.fault("CCHC_LOG_FORMAT", f"{found!r} is neither human nor json")
    return found


def _bind(written: _Written) -> tuple[str, int]:
    text = written.values.get("CCHC_HEALTH_BIND", HEALTH_BIND)
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > LARGEST_PORT:
        written.fault("CCHC_HEALTH_BIND", f"{text!r} must be host:port, such as {HEALTH_BIND}")
        return "127.0.0.1", 0
    return host.removeprefix("[").removesuffix("]"), int(port)


def example_env() -> str:
    """Return the commented example of `.env`, made from the list of settings."""
    lines = ["# Settings of this machine. Lines that begin with # are off.", ""]
    for key, meaning in MEANINGS.items():
        if key == "CCHC_HOME":
            continue
        off = "" if key == "CCHC_SECRET_KEY" else "# "
        lines += [f"# {meaning}", f"{off}{key}=", ""]
    return "\n".join(lines)
