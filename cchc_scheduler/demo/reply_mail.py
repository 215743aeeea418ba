"""A reply as a mail program writes it: to the address the letter names, quoting it below."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, parseaddr
from typing import Final

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.demo.opened import Address, OpenedLetter

# One line a header as it is written here: the writer of the standard library folds no more.
WRITTEN: Final = compat32.clone(linesep="\r\n", max_line_length=None)
LINE: Final = 75
IDENTITY: Final = re.compile(r"<[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a visitor wrote: words, perhaps a file; `nonce` makes its Message-ID."""

    words: str
    nonce: str
    file_name: str | None = None
    content: bytes = b""


def reply_address(letter: OpenedLetter) -> str:
    """Return the address to which a mail program sends a reply to a letter."""
    return parseaddr(str(_headers(letter).get("Reply-To", "")))[1]


def reply_subject(letter: OpenedLetter) -> str:
    """Return the subject of a reply."""
    subject = letter.subject
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def quoted(letter: OpenedLetter) -> str:
    """Return what stands below the words of a reply: the letter, introduced and quoted."""
    sender = parseaddr(str(_headers(letter).get("From", "")))[1]
    when = f"{letter.at_office:%H:%M}, ngày {letter.at_office:%d/%m/%Y}"
    lines = letter.text.replace("\r\n", "\n").rstrip("\n").split("\n")
    body = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"Vào {when}, <{sender}> đã viết:\n\n{body}\n"


def write_reply(letter: OpenedLetter, reply: Reply, now: datetime) -> bytes:
    """Return the bytes of a reply by whom the letter was written to; the same for the same."""
    message: Message = MIMEText(f"{reply.words}\n\n{quoted(letter)}", "plain", "utf-8")
    if reply.file_name is not None:
        text, message = message, MIMEMultipart("mixed", f"=_{reply.nonce}")
        message.attach(text)
        message.attach(_attached(reply.file_name, reply.content))
    answered = _headers(letter)
    domain = letter.to[0].address.rpartition("@")[2]
    message["From"] = _mailbox(letter.to[0])
    message["To"] = f"<{reply_address(letter)}>"
    message["Subject"] = _encoded(reply_subject(letter), "Subject")
    message["Date"] = format_datetime(now.astimezone(OFFICE_ZONE))
    message["Message-ID"] = f"<tra-loi.{reply.nonce}@{domain}>"
    own_id = str(answered.get("Message-ID", "")).strip()
    before = IDENTITY.findall(str(answered.get("References", "")))
    message["In-Reply-To"] = own_id
    message["References"] = "\r\n ".join(dict.fromkeys([*before, own_id]))
    return message.as_bytes(policy=WRITTEN)


def _headers(letter: OpenedLetter) -> Message:
    return message_from_string(letter.raw)


def _attached(name: str, content: bytes) -> MIMEApplication:
    part = MIMEApplication(content)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part


def _mailbox(address: Address) -> str:
    return f"{_encoded(address.name, 'From')} <{address.address}>".strip()


def _encoded(text: str, name: str) -> str:
    header = Header(text, "utf-8", maxlinelen=LINE, header_name=name)
    return header.encode(linesep="\r\n") if text else ""
