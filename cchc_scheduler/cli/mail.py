"""`cchc mail`: how a mail that came in is understood."""

from pathlib import Path
from typing import Any

import click

from cchc_scheduler.cli.shared import JSON_OPTION, print_json, say
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.mail.bounces import Bounce
from cchc_scheduler.mail.reading import ReadMail, read_mail


@click.group("mail")
def command() -> None:
    """Mail that came in."""


@command.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@JSON_OPTION
def read(file: Path, as_json: bool) -> None:  # noqa: FBT001
    """Show how the mail in FILE is understood; nothing is recorded or sent."""
    try:
        found = read_mail(file.read_bytes())
    except OSError as fault:
        raise BadInput(f"{file} can't be read: {fault.strerror}.") from fault
    if as_json:
        print_json(mail_as_json(found))
        return
    say(f"{found.kind} from {found.sender or 'nobody'}: {found.subject}")
    say(found.text)
    for link in found.links:
        say(f"link: {link}")
    for each in found.attachments:
        say(f"file: {each.name} ({each.type}, {each.size} bytes)")
    for warning in found.warnings:
        say(f"warning: {warning}")


def mail_as_json(found: ReadMail) -> dict[str, Any]:
    """Return a mail in the form that `mail read --json` promises."""
    return {
        "kind": found.kind,
        "from": found.sender,
        "subject": found.subject,
        "message_id": found.message_id,
        "in_reply_to": found.in_reply_to,
        "text": found.text,
        "links": list(found.links),
        "attachments": [
            {"name": each.name, "type": each.type, "size": each.size, "sha256": each.sha256}
            for each in found.attachments
        ],
        "bounce": _bounce_as_json(found.bounce),
        "warnings": list(found.warnings),
    }


def _bounce_as_json(bounce: Bounce | None) -> dict[str, Any] | None:
    if bounce is None:
        return None
    return {
        "recipients": [
            {
                "address": each.address,
                "action": each.action,
                "status": each.status,
                "permanent": each.permanent,
            }
            for each in bounce.recipients
        ]
    }
