"""A letter of ours opened again: its headers decoded, its two texts."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Final

SHOWN: Final = ("Date", "From", "To", "Cc", "Reply-To", "Subject", "Message-ID", "In-Reply-To")


@dataclass(frozen=True, slots=True)
class Opened:
    """The headers a person may want to see, in order, and the texts."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


def opened(data: bytes) -> Opened:
    """Return a letter as a mail program reads it; empty texts where nothing can be read."""
    message = message_from_bytes(data, policy=default)
    headers = ((name, " ".join(str(message.get(name, "")).split())) for name in SHOWN)
    return Opened(
        headers=tuple((name, value) for name, value in headers if value),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""
