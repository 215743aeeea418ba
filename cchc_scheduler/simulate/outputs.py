"""A simulation's letters as files: an mbox for a mail program, one page for a browser."""

import html
import mailbox
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.mail.outcomes import Envelope

Accepted = Sequence[tuple[datetime, Envelope]]


def write_mbox(path: Path, letters: Accepted) -> None:
    """Write every letter, as accepted, into a new mbox file."""
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    try:
        for at, envelope in letters:
            message = mailbox.mboxMessage(envelope.data)
            message.set_from(envelope.sender, at.utctimetuple())
            box.add(message)
        box.flush()
    finally:
        box.close()


def write_html(path: Path, letters: Accepted) -> None:
    """Write one page that shows every letter under its moment, addressee and subject."""
    parts = "\n".join(_section(at, envelope) for at, envelope in letters)
    path.write_text(
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Thư</title></head>'
        f"<body>{parts}</body></html>\n",
        encoding="utf-8",
    )


def _section(at: datetime, envelope: Envelope) -> str:
    message = message_from_bytes(envelope.data)
    subject = str(make_header(decode_header(message["Subject"])))
    body = next(
        part.get_payload(decode=True)
        for part in message.walk()
        if part.get_content_type() == "text/html"
    )
    text = body.decode("utf-8") if isinstance(body, bytes) else ""
    head = f"{at.astimezone(OFFICE_ZONE):%d/%m/%Y %H:%M} · {envelope.recipients[0]} · {subject}"
    return (
        f"<details><summary>{html.escape(head)}</summary>"
        f'<iframe sandbox width="660" height="700" srcdoc="{html.escape(text)}"></iframe></details>'
    )
