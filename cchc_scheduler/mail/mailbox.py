"""The mailbox that replies come to: where it stands, how safe the line must be, what is left there.

Whether the server delivers `name+anything@host` to `name@host` is asked of no server: the office
says so (CCHC_REPLY_PLUS), since a wrong guess would lose replies.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.mail.relay import Security, is_loopback

PORTS: Final = {"imap": 143, "imaps": 993}
EXAMPLE: Final = "imaps://name@mail.example or imap://name@mail.example:143"
DONE_FOLDER: Final = "Da-xu-ly"
LARGEST_MAIL: Final = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImapServer:
    """A mailbox on an IMAP server; `security` plain is only ever chosen for a loopback address.

    `timeout` is in seconds and holds for every answer. `done_folder` is where mail goes of which
    nobody has to look at anything any more; None leaves it where it is. `largest` is in bytes.
    """

    host: str
    port: int
    security: Security
    user: str
    password: str
    folder: str = "INBOX"
    done_folder: str | None = DONE_FOLDER
    timeout: float = 30.0
    largest: int = LARGEST_MAIL

    def __repr__(self) -> str:
        """Show where, never with what password."""
        return f"ImapServer({self.name}, {self.security})"

    @property
    def name(self) -> str:
        """The mailbox in words: what the store knows it by."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


def parse_mailbox(
    url: str, password: str | None, done_folder: str | None = DONE_FOLDER
) -> ImapServer:
    """Return the mailbox of `imap[s]://user@host:port/FOLDER`; the folder is INBOX by itself.

    imap:// upgrades by STARTTLS and refuses to go on without it, unless the server stands on this
    machine. Raises BadInput.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadInput(f"CCHC_IMAP_URL: {parts.scheme}://{parts.hostname} can't be used: {EXAMPLE}")
    if parts.password:
        raise BadInput("CCHC_IMAP_URL must not hold the password: set CCHC_IMAP_PASSWORD[_FILE].")
    if not parts.username:
        raise BadInput(f"CCHC_IMAP_URL names no user: {EXAMPLE}")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as fault:
        raise BadInput(f"CCHC_IMAP_URL: {fault}. {EXAMPLE}") from fault
    return ImapServer(
        host=parts.hostname,
        port=port,
        security=_security(parts.scheme, parts.hostname),
        user=unquote(parts.username),
        password=password or "",
        folder=unquote(parts.path.strip("/")) or "INBOX",
        done_folder=done_folder,
    )


def _security(scheme: str, host: str) -> Security:
    if scheme == "imaps":
        return "tls"
    return "plain" if is_loopback(host) else "starttls"
