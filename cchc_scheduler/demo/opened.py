"""A message as a person opens it: headers decoded, both texts, and the raw bytes."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.words import LetterKind


@dataclass(frozen=True, slots=True)
class Sent:
    """What the store knows of a letter: when it was accepted, its kind, the units it is about."""

    at: datetime
    kind: LetterKind
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a header with the name that stands before it, which may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """One letter of the mailbox, in order of time, from 1 on."""

    number: int
    sent: Sent
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    html: str
    raw: str

    @property
    def at_office(self) -> datetime:
        """The moment on the office's wall."""
        return self.sent.at.astimezone(OFFICE_ZONE)


def open_letter(number: int, sent: Sent, data: bytes) -> OpenedLetter:
    """Return a message as a mail program shows it."""
    message = message_from_bytes(data)
    return OpenedLetter(
        number=number,
        sent=sent,
        to=_addresses(message, "To"),
        cc=_addresses(message, "Cc"),
        subject=_header(message, "Subject"),
        text=_part(message, "text/plain"),
        html=_part(message, "text/html"),
        raw=data.decode("ascii", "replace").replace("\r\n", "\n"),
    )


def _header(message: Message, name: str) -> str:
    return _decoded(message.get(name, ""))


def _addresses(message: Message, name: str) -> tuple[Address, ...]:
    """Return the addresses of a header; a name is decoded last, for it may hold a comma."""
    pairs = getaddresses(message.get_all(name, []))
    return tuple(Address(_decoded(words), address) for words, address in pairs)


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


def _part(message: Message, kind: str) -> str:
    for part in message.walk():
        if part.get_content_type() == kind:
            body = part.get_payload(decode=True)
            return body.decode("utf-8", "replace") if isinstance(body, bytes) else ""
    return ""
