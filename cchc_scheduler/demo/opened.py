"""A message as a person opens it: headers decoded, both texts, and the raw bytes."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.words import LetterKind


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """One letter of the mailbox; `at` is when the server accepted it."""

    number: int
    at: datetime
    kind: LetterKind
    to: str
    cc: str
    subject: str
    text: str
    html: str
    raw: str

    @property
    def at_office(self) -> datetime:
        """The moment on the office's wall."""
        return self.at.astimezone(OFFICE_ZONE)


def open_letter(number: int, at: datetime, kind: LetterKind, data: bytes) -> OpenedLetter:
    """Return a message as a mail program shows it."""
    message = message_from_bytes(data)
    return OpenedLetter(
        number=number,
        at=at,
        kind=kind,
        to=_header(message, "To"),
        cc=_header(message, "Cc"),
        subject=_header(message, "Subject"),
        text=_part(message, "text/plain"),
        html=_part(message, "text/html"),
        raw=data.decode("ascii", "replace"),
    )


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    return str(make_header(decode_header(value))) if value else ""


def _part(message: Message, kind: str) -> str:
    for part in message.walk():
        if part.get_content_type() == kind:
            body = part.get_payload(decode=True)
            return body.decode("utf-8") if isinstance(body, bytes) else ""
    return ""
