"""What a mail's headers say beside its text: for whom it came, what it answers, who vouches for it.

Only what our own mail server wrote about authentication is believed (RFC 8601 section 5).
"""

import hashlib
import re
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from typing import Final, Literal

from cchc_scheduler.mail.decoding import addresses, header_text, message_ids
from cchc_scheduler.mail.reading import (
    AUTO_HEADERS,
    AUTO_PRECEDENCE,
    BULK_PRECEDENCE,
    ReadMail,
    read_mail,
    read_message,
)

Authentication = Literal["passed", "failed", "unknown"]
# Where the address stands to which the mail was really delivered, the surest first.
RECIPIENTS: Final = (
    "X-Original-To",
    "Delivered-To",
    "Envelope-To",
    "X-Gm-Original-To",
    "Resent-To",
    "To",
    "Cc",
)
RESULT: Final = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*([a-z]+)", re.IGNORECASE)
COMMENT: Final = re.compile(r"\([^()]*\)")
MOST_RECIPIENTS: Final = 50
MOST_ANSWERED: Final = 100
LONGEST_ID: Final = 400
LARGEST_HEAD: Final = 64 * 1024
HEAD_END: Final = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail with what its headers say; `answered` names the mails it answers, the nearest first.

    `content` is the same however often and by whatever way the mail was delivered; `automatic`
    says that a program sent it; `recipients` are in the order in which they are believed; `whole`
    is false where only the headers could be read.
    """

    read: ReadMail
    sender_name: str
    recipients: tuple[str, ...]
    answered: tuple[str, ...]
    automatic: bool
    authentication: Authentication
    content: str
    whole: bool = True


def arrival_of(raw: bytes, authserv_id: str | None = None) -> Arrival:
    """Return a mail as it arrived, for any bytes.

    `authserv_id` is the name by which our own server signs its Authentication-Results; without it
    nobody vouches for a sender.
    """
    try:
        message = message_from_bytes(raw)
        read = read_message(message)
        return Arrival(
            read=read,
            sender_name=_sender_name(message),
            recipients=_recipients(message),
            answered=_answered(message),
            automatic=read.kind in ("bounce", "report", "auto-reply") or _is_automatic(message),
            authentication=_authentication(message, authserv_id),
            content=_content(message, raw),
        )
    except Exception:  # noqa: BLE001 - one odd mail must never stop the others
        content = hashlib.sha256(raw).hexdigest()
        return Arrival(
            read_mail(raw), "", (), (), automatic=False, authentication="unknown", content=content
        )


def arrival_of_head(raw: bytes, authserv_id: str | None = None) -> Arrival:
    """Return what the headers alone say of a mail whose body can't be read; at most 64 kB of them.

    Its content has the same hash as if it had been read.
    """
    end = HEAD_END.search(raw, 0, LARGEST_HEAD)
    head = raw[: end.start() if end else LARGEST_HEAD] + b"\r\n\r\n"
    found = arrival_of(head, authserv_id)
    content = _content(message_from_bytes(head), raw)
    warnings = ("the body could not be read within its bounds",)
    read = replace(found.read, warnings=(*found.read.warnings, *warnings))
    return replace(found, read=read, content=content, whole=False)


def _sender_name(message: Message) -> str:
    name, _ = parseaddr(str(message.get("From", "")))
    return header_text(name)[:200]


def _recipients(message: Message) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in RECIPIENTS:
        for value in message.get_all(name, []):
            found.update(dict.fromkeys(addresses(value)))
    return tuple(found)[:MOST_RECIPIENTS]


def _answered(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs answered: In-Reply-To, then References from the last to the first."""
    replied = message_ids(message.get("In-Reply-To"))
    referred = list(reversed(message_ids(message.get("References"))))
    known = dict.fromkeys(each for each in (*replied, *referred) if len(each) <= LONGEST_ID)
    return tuple(known)[:MOST_ANSWERED]


def _is_automatic(message: Message) -> bool:
    """Tell whether a program sent it, by headers alone (RFC 3834 section 2, and older habits).

    X-Auto-Response-Suppress is no sign: people's programs send it too.
    """
    submitted = header_text(message.get("Auto-Submitted")).lower()
    precedence = header_text(message.get("Precedence")).lower()
    return bool(
        submitted not in ("", "no")
        or precedence in AUTO_PRECEDENCE | BULK_PRECEDENCE
        or message.get("List-Id")
        or header_text(message.get("Return-Path")).strip() == "<>"
        or any(header_text(message.get(name)).lower() not in ("", "no") for name in AUTO_HEADERS)
    )


def _authentication(message: Message, authserv_id: str | None) -> Authentication:
    """Return what our own server found; the topmost of its headers alone counts."""
    if not authserv_id:
        return "unknown"
    for value in message.get_all("Authentication-Results", []):
        text = COMMENT.sub(" ", header_text(value))
        server, _, results = text.partition(";")
        if server.strip().split(" ")[0].casefold() == authserv_id.casefold():
            return _verdict(dict(_results(results)))
    return "unknown"


def _results(text: str) -> list[tuple[str, str]]:
    """Return each method with its result; of several DKIM signatures one that passes counts."""
    found = [(each[0].lower(), each[1].lower()) for each in RESULT.findall(text)]
    return sorted(found, key=lambda result: result[1] == "pass")


def _verdict(results: dict[str, str]) -> Authentication:
    dmarc = results.get("dmarc")
    if dmarc == "pass":
        return "passed"
    if dmarc == "fail":
        return "failed"
    refused = results.get("spf") in ("fail", "softfail") and results.get("dkim") != "pass"
    return "failed" if refused else "unknown"


def _content(message: Message, raw: bytes) -> str:
    """Return a hash of what its sender wrote, without what mail servers put on top on the way."""
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    told = [str(message.get(name, "")) for name in ("From", "Date", "Subject")]
    head = "\x1f".join(told).encode("utf-8", "surrogateescape")
    return hashlib.sha256(head + b"\0" + body.rstrip(b"\n")).hexdigest()
