"""What can become of a letter that is handed to a mail server (RFC 5321), as values."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter on its way: `data` is sent as it is, to all recipients in one transaction.

    An empty `sender` wants no report back; where a server takes none such, `instead` is named.
    """

    letter: int
    sender: str
    recipients: tuple[str, ...]
    data: bytes
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One recipient that the server did not take."""

    address: str
    code: int
    reply: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server took the letter; `refused` lists copies it did not take."""

    letter: int
    reply: str
    refused: tuple[Refusal, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Deferred:
    """The server may take the letter later (4xx); `retry_after` when it said when.

    `relay` is true when it put off the sender or closed, so that other letters need not be tried.
    """

    letter: int
    code: int
    reply: str
    retry_after: timedelta | None = None
    relay: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will never take this letter for its To address (5xx)."""

    letter: int
    code: int
    reply: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The line broke after DATA was begun: the server may or may not have the letter."""

    letter: int
    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The server as a whole can't be used now; the letter was not attempted.

    `configuration` is true when waiting alone won't mend it: a wrong password, no TLS.
    """

    letter: int
    reason: str
    configuration: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """The letter was not begun, or dropped before DATA, since the delivery was cut short here."""

    letter: int


Outcome = Accepted | Deferred | Refused | Lost | Unreachable | Released
