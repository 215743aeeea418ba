"""Mail that came back: which addresses failed, and whether for good (RFC 3464, RFC 3463).

The delivery report is read first; what has none is left to `flufl.bounce`, guarded, and only for
mail that a machine sent.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from typing import Any, Final

from flufl.bounce import all_failures

from cchc_scheduler.mail.decoding import addresses, header_text, message_ids

# The library logs each mail it can't read, with its traceback; what it could not read is no news.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)
READ_FOR_WORDS: Final = ("text", "message", "multipart")
FAILURES: Final = ("failed", "delayed")
# Words of systems that do not keep to RFC 3464.
ACTIONS: Final = {"failure": "failed", "error": "failed", "fail": "failed"}
ANSWERS: Final = re.compile(r"^\s*(?:re|aw|sv|tr|trả lời)\s*:", re.IGNORECASE)
STATUS: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
REPLY_CODE: Final = re.compile(r"\b([45]\d\d)[ -]")
# 5.1.x says that the address is bad (5.1.8 blames the sender); 5.4.4 that its host is unknown.
HARD: Final = re.compile(r"^5\.1\.(?!8$)\d+$|^5\.4\.4$")
NO_SUCH_MAILBOX: Final = re.compile(
    r"user (?:is )?unknown|unknown (?:user|recipient|local part)|"
    r"no such (?:user|mailbox|recipient)|"
    r"(?:mailbox|address|recipient|account|user).{0,40}(?:does not exist|doesn't exist|not found|"
    r"unavailable|rejected|disabled)|invalid (?:recipient|mailbox|address)|"
    r"không tồn tại|không tìm thấy (?:người nhận|địa chỉ)",
    re.IGNORECASE,
)
DAEMONS: Final = re.compile(r"mailer-?daemon|postmaster|mail delivery|maildelivery", re.IGNORECASE)
SUBJECTS: Final = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|problem|report)|returned (?:mail|to sender)|"
    r"failure notice|mail delivery|message (?:undeliverable|delayed)|could ?n[o']t be delivered|"
    r"không (?:gửi|chuyển|phát) được|thư bị trả lại|warning: could not send",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FailedRecipient:
    """One address that a mail did not reach; `permanent` when it never will."""

    address: str
    action: str | None
    status: str | None
    permanent: bool


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a returned mail tells: whom it did not reach, and what it was about."""

    recipients: tuple[FailedRecipient, ...]
    original_id: str | None


def read_bounce(message: Message) -> Bounce | None:
    """Return what a returned mail tells, or None when it is no bounce."""
    reported = list(_reported(message))
    failed = [each for each in reported if each.action in FAILURES]
    if reported and not failed:
        return None
    if not failed and _may_be_a_bounce(message):
        failed = list(_by_text(message))
    if not failed and _says_undelivered(message):
        failed = list(_by_returned_mail(message))
    elif not failed:
        return None
    return Bounce(tuple(_each_once(failed)), _original_id(message))


def from_a_machine(message: Message) -> bool:
    """Tell whether a mail looks sent by a mail system itself."""
    sender = header_text(message.get("From"))
    empty_path = header_text(message.get("Return-Path")).strip() == "<>"
    report = message.get_content_type() == "multipart/report"
    return bool(
        empty_path
        or report
        or message.get("X-Failed-Recipients")
        or DAEMONS.search(sender)
        or SUBJECTS.search(header_text(message.get("Subject")))
    )


def _may_be_a_bounce(message: Message) -> bool:
    """An ordinary answer is never one, even where it quotes a report."""
    return from_a_machine(message) or not _is_answer(message)


def _is_answer(message: Message) -> bool:
    answers = message.get("In-Reply-To") or message.get("References")
    return bool(answers or ANSWERS.match(header_text(message.get("Subject"))))


def _reported(message: Message) -> Iterator[FailedRecipient]:
    """Read the per-recipient blocks of a delivery report (RFC 3464 section 2.3)."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks: Any = part.get_payload()
        for block in blocks if isinstance(blocks, list) else ():
            found = _recipient(block)
            if found is not None:
                yield found


def _recipient(block: Message) -> FailedRecipient | None:
    told = (_address(block.get(name)) for name in ("Original-Recipient", "Final-Recipient"))
    address = next((each for each in told if each), None)
    if address is None:
        return None
    said_action = header_text(block.get("Action")).split(" ")[0].lower() or None
    action = ACTIONS.get(said_action, said_action) if said_action else None
    status_line = header_text(block.get("Status"))
    said = header_text(block.get("Diagnostic-Code"))
    status = _status(status_line) or _status(said)
    if action is None and status is not None:
        action = "failed" if status.startswith("5") else "delayed"
    permanent = action == "failed" and _is_permanent(status, said)
    return FailedRecipient(address, action, status, permanent)


def _is_permanent(status: str | None, said: str) -> bool:
    if status is not None and HARD.match(status):
        return True
    vague = status is None or status in ("5.0.0", "5.5.0", "5.7.1")
    refused = REPLY_CODE.search(said)
    lasting = (status or "5").startswith("5") and (refused is None or refused[1].startswith("5"))
    return vague and lasting and bool(NO_SUCH_MAILBOX.search(said))


def _by_text(message: Message) -> Iterator[FailedRecipient]:
    """Let the library of known mail systems read it; it must never end the reading."""
    try:
        temporary, permanent = all_failures(_without_files(message))
    except Exception:  # noqa: BLE001 - it fails on odd mail; the raw mail is kept all the same
        return
    for address in sorted(_plain(each) for each in permanent):
        yield FailedRecipient(address, "failed", None, permanent=True)
    for address in sorted({_plain(each) for each in temporary} - {_plain(e) for e in permanent}):
        yield FailedRecipient(address, "delayed", None, permanent=False)


def _without_files(message: Message) -> Message:
    """Return a mail without what is no text: the library looks at every line of every part."""
    parts: Any = message.get_payload()
    if not isinstance(parts, list):
        return message
    bare = Message()
    for name, value in message.raw_items():
        bare[name] = value
    texts = [part for part in parts if part.get_content_maintype() in READ_FOR_WORDS]
    bare.set_payload([_without_files(part) for part in texts])
    return bare


def _says_undelivered(message: Message) -> bool:
    """Tell whether subject and shape say that something was not delivered."""
    subject = header_text(message.get("Subject"))
    returned = any(part.get_content_type() == "message/rfc822" for part in message.walk())
    daemon = DAEMONS.search(header_text(message.get("From")))
    return bool(SUBJECTS.search(subject)) and bool(returned or daemon) and not _is_answer(message)


def _by_returned_mail(message: Message) -> Iterator[FailedRecipient]:
    """Take the addresses of the mail that was sent back, where nothing else names one."""
    permanent = any(
        NO_SUCH_MAILBOX.search(_text(part))
        for part in message.walk()
        if part.get_content_type() == "text/plain"
    )
    original = _original(message)
    for address in addresses(original.get("To")) if original is not None else ():
        yield FailedRecipient(address, "failed", None, permanent)


def _plain(address: bytes | str) -> str:
    text = address.decode("utf-8", "replace") if isinstance(address, bytes) else address
    return text.strip().strip("<>").lower()


def _address(value: object) -> str | None:
    """Return the address of `rfc822; name@host`; None when another kind of address stands there."""
    found = header_text(value).rpartition(";")[2].strip().strip("<>").lower()
    name, at, host = found.rpartition("@")
    return found if name and at and "/" not in host else None


def _status(text: str) -> str | None:
    found = STATUS.search(text)
    return found.group() if found else None


def _each_once(recipients: list[FailedRecipient]) -> list[FailedRecipient]:
    known: dict[str, FailedRecipient] = {}
    for each in recipients:
        known.setdefault(each.address, each)
    return list(known.values())


def _original(message: Message) -> Message | None:
    """Return the mail that came back, whole or only its headers, where it is there."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner: Any = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                return inner[0]
        if part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            return message_from_string(_text(part))
    return None


def _original_id(message: Message) -> str | None:
    original = _original(message)
    found = message_ids(original.get("Message-ID")) if original is not None else []
    return found[0] if found else None


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload.decode("utf-8", "replace")
    return str(part.get_payload())
