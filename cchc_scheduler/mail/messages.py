"""Letters as bytes: RFC 5322 headers, RFC 2047 words and a multipart/alternative body.

Written by hand because the standard library's writer loses blanks between the encoded words of a
Vietnamese header; a property test reads every header back with an independent reader.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final, Literal
from unicodedata import normalize

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput

EOL: Final = "\r\n"
LINE: Final = 76
WORD_FRAME: Final = len("=?utf-8?b??=")
SPECIALS: Final = frozenset('()<>[]:;@\\,."')
FORBIDDEN: Final = ("\r", "\n", "\0")
Auto = Literal["auto-generated", "auto-replied"]


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address, as they stand in a header."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Message:
    """One letter before it is bytes; `references` are Message-IDs, the oldest first.

    `list_id` marks a digest, the only kind that is sent as bulk.
    """

    sender: Mailbox
    to: Mailbox
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    cc: tuple[Mailbox, ...] = ()
    reply_to: Mailbox | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    list_id: str | None = None
    auto: Auto = "auto-generated"


def build(message: Message) -> bytes:
    """Return the bytes of a message: CRLF lines, 7 bits, no line over 998; same input, same bytes.

    Raises BadInput when a header value holds a line break or NUL.
    """
    boundary = f"=_{hashlib.sha256(message.message_id.encode()).hexdigest()[:24]}"
    head = EOL.join(
        [*_headers(message), f'Content-Type: multipart/alternative; boundary="{boundary}"']
    )
    parts = "".join(
        f"--{boundary}{EOL}{_part(kind, body)}"
        for kind, body in (("plain", message.text), ("html", message.html))
    )
    return f"{head}{EOL}{EOL}{parts}--{boundary}--{EOL}".encode("ascii")


def message_id(*parts: str, domain: str) -> str:
    """Return a Message-ID that is the same for the same parts; the first part stays readable."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
    return f"<{parts[0]}.{digest}@{domain}>"


def _headers(message: Message) -> list[str]:
    lines = [
        _address_header("From", (message.sender,)),
        _address_header("To", (message.to,)),
        _text_header("Subject", message.subject),
        f"Date: {format_datetime(message.date.astimezone(OFFICE_ZONE))}",
        f"Message-ID: {_plain(message.message_id)}",
        f"Auto-Submitted: {message.auto}",
        "X-Auto-Response-Suppress: All",
        "Content-Language: vi",
        "MIME-Version: 1.0",
    ]
    if message.cc:
        lines.append(_address_header("Cc", message.cc))
    if message.reply_to is not None:
        lines.append(_address_header("Reply-To", (message.reply_to,)))
    if message.in_reply_to is not None:
        lines.append(f"In-Reply-To: {_plain(message.in_reply_to)}")
    if message.references:
        joined = f"{EOL} ".join(_plain(each) for each in message.references)
        lines.append(f"References: {joined}")
    if message.list_id is not None:
        lines += [f"List-Id: <{_plain(message.list_id)}>", "Precedence: bulk"]
    return lines


def _text_header(name: str, text: str) -> str:
    clean = _plain(normalize("NFC", text))
    if _stands_by_itself(clean) and len(name) + 2 + len(clean) <= LINE:
        return f"{name}: {clean}"
    return f"{name}: {_encoded(clean, LINE - len(name) - 2)}"


def _address_header(name: str, mailboxes: tuple[Mailbox, ...]) -> str:
    """Return an address header with one mailbox a line, so that no name runs into another."""
    room = LINE - len(name) - 2
    written = [
        _mailbox(each, room if number == 0 else LINE - 1) for number, each in enumerate(mailboxes)
    ]
    return f"{name}: " + f",{EOL} ".join(written)


def _mailbox(mailbox: Mailbox, room: int) -> str:
    address = f"<{_plain(mailbox.address)}>"
    name = _plain(normalize("NFC", mailbox.name))
    if not name:
        return address
    phrase = _phrase(name, room)
    last_line = phrase.rpartition(EOL)[2]
    glue = " " if len(last_line) + 1 + len(address) < room else f"{EOL} "
    return f"{phrase}{glue}{address}"


def _phrase(name: str, room: int) -> str:
    if not _stands_by_itself(name) or len(name) + 2 > room:
        return _encoded(name, room)
    if SPECIALS.isdisjoint(name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _stands_by_itself(text: str) -> bool:
    """Tell whether text can stand in a header unencoded: readers may drop or join blanks."""
    return (
        text.isascii()
        and text.isprintable()
        and "=?" not in text
        and text == " ".join(text.split())
    )


def _encoded(text: str, first_room: int) -> str:
    """Return RFC 2047 words of at most 75 characters that split no character.

    Blanks stand inside the words, since a reader drops those between two of them (RFC 2047 6.2).
    """
    words: list[str] = []
    chunk = b""
    most = _octets(first_room)
    for character in text:
        octets = character.encode()
        if len(chunk) + len(octets) > most:
            words.append(_word(chunk))
            chunk, most = b"", _octets(LINE - 1)
        chunk += octets
    words.append(_word(chunk))
    return f"{EOL} ".join(words)


def _octets(room: int) -> int:
    """Return how many octets fit into one base64 word on a line with this much room."""
    return max((min(room, LINE - 1) - WORD_FRAME) // 4 * 3, 6)


def _word(octets: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(octets).decode()}?="


def _part(kind: str, body: str) -> str:
    octets = normalize("NFC", body).replace(EOL, "\n").replace("\n", EOL).encode()
    encoded = base64.encodebytes(octets).decode().replace("\n", EOL)
    return (
        f"Content-Type: text/{kind}; charset=utf-8{EOL}"
        f"Content-Transfer-Encoding: base64{EOL}{EOL}{encoded}"
    )


def _plain(value: str) -> str:
    if any(each in value for each in FORBIDDEN):
        raise BadInput(f"a line break or NUL can't stand in a header: {value!r}")
    return value
