"""The mail server letters are handed to: where it stands and how safe the line must be."""

import ipaddress
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from cchc_scheduler.core.errors import BadInput

Security = Literal["starttls", "tls", "plain"]
PORTS: Final = {"smtp": 587, "smtps": 465}
EXAMPLE: Final = "smtp://name@mail.example:587 or smtps://name@mail.example"


@dataclass(frozen=True, slots=True)
class Relay:
    """A mail server; `security` plain is only ever chosen for a loopback address.

    `timeout` is in seconds and holds for every single answer of the server; `data_timeout` for the
    two answers to DATA, where giving up early would only make a second copy (RFC 5321 4.5.3.2.6).
    """

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = None
    timeout: float = 30.0
    data_timeout: float = 120.0
    connections: int = 4

    def __repr__(self) -> str:
        """Show where, never with what password."""
        return f"Relay({self.host}:{self.port}, {self.security})"

    @property
    def loopback(self) -> bool:
        """Whether the server stands on this machine, where no line can be listened to."""
        return is_loopback(self.host)


def parse_relay(url: str, password: str | None = None, connections: int = 4) -> Relay:
    """Return the relay of `smtp[s]://user@host:port`.

    smtp:// upgrades by STARTTLS and refuses to go on without it, unless the server stands on this
    machine; smtps:// is TLS from the first byte. Raises BadInput.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadInput(f"CCHC_SMTP_URL: {parts.scheme}://{parts.hostname} can't be used: {EXAMPLE}")
    if parts.password:
        raise BadInput("CCHC_SMTP_URL must not hold the password: set CCHC_SMTP_PASSWORD[_FILE].")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as fault:
        raise BadInput(f"CCHC_SMTP_URL: {fault}. {EXAMPLE}") from fault
    security: Security = "tls" if parts.scheme == "smtps" else "starttls"
    if security == "starttls" and is_loopback(parts.hostname):
        security = "plain"
    user = unquote(parts.username) if parts.username else None
    return Relay(parts.hostname, port, security, user, password, connections=connections)


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
