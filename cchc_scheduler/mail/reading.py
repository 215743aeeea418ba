"""Mail that came in, from bytes to a value: never an error, for any bytes.

What is a reply, a bounce, an automatic answer or a report is told by headers first (RFC 3834,
RFC 3464), by words last. The raw mail is kept elsewhere; nothing here changes anything.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Final, Literal

from cchc_scheduler.mail.attachments import Attachment, attachment, file_name
from cchc_scheduler.mail.bounces import Bounce, read_bounce
from cchc_scheduler.mail.decoding import (
    body_text,
    first_address,
    header_text,
    looks_like_tcvn3,
    message_ids,
)
from cchc_scheduler.mail.links import links_in
from cchc_scheduler.mail.quotes import visible

Kind = Literal["reply", "bounce", "auto-reply", "report", "other"]
UNREADABLE: Final = "could not be read"
MOST_PARTS: Final = 200
MOST_DEPTH: Final = 20
LARGEST_TEXT: Final = 1_000_000
REPLY_SUBJECT: Final = re.compile(
    r"^\s*(?:re|tr|trả lời|phản hồi|aw|sv|antw|odp|rép)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
)
FORWARD_SUBJECT: Final = re.compile(r"^\s*(?:fwd?|chuyển tiếp|wg|tr\.)\s*:", re.IGNORECASE)
AUTO_HEADERS: Final = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "X-Mail-Autoreply")
AUTO_PRECEDENCE: Final = frozenset(("auto_reply", "auto-reply"))
BULK_PRECEDENCE: Final = frozenset(("bulk", "list", "junk"))
AUTO_SUBJECT: Final = re.compile(
    r"^\s*(?:(?:thư )?trả lời tự động|tự động trả lời|vắng mặt|ngoài văn phòng|"
    r"automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|autoreply|"
    r"abwesenheitsnotiz|réponse automatique)\b",
    re.IGNORECASE,
)
UNOPENED: Final = {
    "application/ms-tnef": "winmail.dat",
    "application/vnd.ms-tnef": "winmail.dat",
    "application/pkcs7-mime": "an encrypted or signed envelope",
    "application/x-pkcs7-mime": "an encrypted or signed envelope",
}


@dataclass(frozen=True, slots=True)
class ReadMail:
    """One mail as it was understood; `text` is what its sender typed, `warnings` are in English."""

    kind: Kind
    sender: str
    subject: str
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    text: str
    links: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    bounce: Bounce | None
    warnings: tuple[str, ...]


@dataclass(slots=True)
class _Bodies:
    """What stands in a mail's parts."""

    plain: list[str]
    html: list[str]
    files: list[Attachment]
    warnings: list[str]


def read_mail(raw: bytes) -> ReadMail:
    """Return a mail as a value, for any bytes; what could not be read is told in `warnings`."""
    try:
        message = message_from_bytes(raw)
    except Exception as fault:  # noqa: BLE001 - one odd mail must never stop the others
        return _unreadable(fault)
    return read_message(message)


def read_message(message: Message) -> ReadMail:
    """Return the same for a mail that was taken apart already."""
    try:
        return _read(message)
    except Exception as fault:  # noqa: BLE001 - one odd mail must never stop the others
        return _unreadable(fault)


def _read(message: Message) -> ReadMail:
    bounce = read_bounce(message)
    bodies = _bodies(message)
    typed, targets, quoted = _typed(bodies)
    links, told = links_in(typed, targets)
    kind = _kind(message, bounce, has_quote=quoted and bool(typed))
    warnings = [*bodies.warnings, *told]
    if looks_like_tcvn3(typed):
        warnings.append("the text seems to be written for an old Vietnamese font (TCVN3)")
    if kind == "auto-reply" and not _says_automatic(message):
        warnings.append("taken for an automatic answer by its subject only")
    replied = message_ids(message.get("In-Reply-To"))
    return ReadMail(
        kind=kind,
        sender=first_address(message.get("From")),
        subject=header_text(message.get("Subject")),
        message_id=next(iter(message_ids(message.get("Message-ID"))), None),
        in_reply_to=replied[0] if replied else None,
        references=tuple(message_ids(message.get("References"))),
        text=typed,
        links=tuple(links),
        attachments=tuple(bodies.files),
        bounce=bounce,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _unreadable(fault: Exception) -> ReadMail:
    why = f"{UNREADABLE}: {type(fault).__name__}"
    return ReadMail("other", "", "", None, None, (), "", (), (), None, (why,))


def _kind(message: Message, bounce: Bounce | None, *, has_quote: bool) -> Kind:
    if bounce is not None:
        return "bounce"
    if message.get_content_type() == "multipart/report":
        return "report"
    answers = bool(message.get("In-Reply-To") or message.get("References"))
    subject = header_text(message.get("Subject"))
    if _says_automatic(message) or AUTO_SUBJECT.match(subject):
        return "auto-reply"
    if header_text(message.get("Auto-Submitted")).lower() not in ("", "no"):
        return "auto-reply" if answers else "other"
    if answers or REPLY_SUBJECT.match(subject):
        return "reply"
    bulk = header_text(message.get("Precedence")).lower() in BULK_PRECEDENCE
    forwards = FORWARD_SUBJECT.match(subject)
    return "reply" if has_quote and not bulk and not forwards else "other"


def _says_automatic(message: Message) -> bool:
    """Tell whether headers say that a program answered (RFC 3834 section 5)."""
    submitted = header_text(message.get("Auto-Submitted")).lower()
    precedence = header_text(message.get("Precedence")).lower()
    return (
        submitted.startswith("auto-replied")
        or precedence in AUTO_PRECEDENCE
        or any(header_text(message.get(name)).lower() not in ("", "no") for name in AUTO_HEADERS)
    )


def _typed(bodies: _Bodies) -> tuple[str, tuple[str, ...], bool]:
    """Return what was typed, the targets of its links, and whether a quote stands below."""
    plain = visible("\n".join(bodies.plain)[:LARGEST_TEXT])
    if plain.text.strip() or not bodies.html:
        return plain.text, (), plain.quoted
    from cchc_scheduler.mail.html_bodies import read_html  # noqa: PLC0415 - lxml takes 7 MB

    html = read_html("\n".join(bodies.html)[:LARGEST_TEXT])
    shown = visible(html.text)
    whole = shown.text == html.text.strip()
    targets = html.links if whole else tuple(x for x in html.links if x in shown.text)
    return shown.text, targets, shown.quoted


def _bodies(message: Message) -> _Bodies:
    bodies = _Bodies([], [], [], [])
    for number, (part, depth) in enumerate(_leaves(message, 0)):
        if number >= MOST_PARTS or depth > MOST_DEPTH:
            bodies.warnings.append("more parts than are read; the others are left out")
            break
        _take(part, bodies)
    return bodies


def _leaves(part: Message, depth: int) -> Iterator[tuple[Message, int]]:
    """Yield the parts that hold something; a mail inside a mail is one file."""
    inner = part.get_payload() if part.is_multipart() else None
    if part.get_content_maintype() != "multipart" or not isinstance(inner, list):
        yield part, depth
        return
    if depth > MOST_DEPTH:
        yield part, depth
        return
    for child in inner:
        if isinstance(child, Message):
            yield from _leaves(child, depth + 1)


def _take(part: Message, bodies: _Bodies) -> None:
    kind = part.get_content_type()
    disposition = header_text(part.get("Content-Disposition")).lower()
    named = bool(file_name(part))
    is_body = kind in ("text/plain", "text/html") and not disposition.startswith("attachment")
    if is_body and not named:
        _take_text(part, kind, bodies)
    elif kind in ("message/delivery-status", "text/rfc822-headers") or (
        part.get_content_maintype() == "image" and part.get("Content-ID") and not named
    ):
        return
    else:
        bodies.files.append(attachment(part))
        if kind in UNOPENED:
            bodies.warnings.append(f"{UNOPENED[kind]} can't be opened; it is kept as it is")


def _take_text(part: Message, kind: str, bodies: _Bodies) -> None:
    payload = part.get_payload(decode=True)
    octets = payload if isinstance(payload, bytes) else b""
    text, warning = body_text(octets, part.get_content_charset())
    (bodies.html if kind == "text/html" else bodies.plain).append(text)
    if warning is not None:
        bodies.warnings.append(warning)
