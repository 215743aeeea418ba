"""`cchc mail`: how mail that came in is understood, and what a person says of it."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.actions.replay_mail import replay_mail
from cchc_scheduler.actions.settle_mail import Settlement, erase_mail, settle_mail, waiting_mail
from cchc_scheduler.cli.shared import JSON_OPTION, print_json, say, service_of
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.mail.bounces import Bounce
from cchc_scheduler.mail.reading import ReadMail
from cchc_scheduler.mail.reading_apart import arrival_within
from cchc_scheduler.service import bounds_of


@click.group("mail")
def command() -> None:
    """Mail that came in."""


@command.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@JSON_OPTION
def read(file: Path, as_json: bool) -> None:  # noqa: FBT001
    """Show how the mail in FILE is understood; nothing is recorded or sent."""
    try:
        found = arrival_within(file.read_bytes()).read
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


@command.command("replay")
@JSON_OPTION
@click.pass_context
def replay(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Read all stored mail again; nothing is recorded or sent."""
    with service_of(ctx) as service:
        found = replay_mail(service.db, service.home.data_folder())
    if as_json:
        print_json(asdict(found))
        return
    kinds = ", ".join(f"{count} {kind}" for kind, count in found.kinds.items()) or "none"
    say(f"{found.mails} mails: {kinds}")
    say(f"{found.links} links, {found.attachments} files, {found.warnings} warnings")
    if found.changed:
        say(f"read otherwise than when they came: {', '.join(map(str, found.changed))}")
    if found.missing:
        say(f"raw mail missing or damaged: {', '.join(map(str, found.missing))}")
    say(f"digest {found.digest}")


@command.command("waiting")
@JSON_OPTION
@click.pass_context
def waiting(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Show the mail that a person has to look at."""
    with service_of(ctx) as service:
        rows = waiting_mail(service.db)
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    for row in rows:
        say(f"{row.number}  {row.arrived_at:%Y-%m-%d %H:%M}  {row.sender}: {row.subject}")
        say(f"    {row.why}; {row.obligation or row.unit or 'no unit'}")
    if not rows:
        say("no mail waits")


@command.command("settle")
@click.argument("number", type=int)
@click.option("--as", "obligation", help="record it as handed in for this obligation")
@click.option("--nil", is_flag=True, help="its words are a nil report")
@click.option("--erase", is_flag=True, help="remove its content for good")
@click.option("--by", required=True, help="who says so")
@click.pass_context
def settle(
    ctx: click.Context,
    number: int,
    obligation: str | None,
    nil: bool,  # noqa: FBT001
    erase: bool,  # noqa: FBT001
    by: str,
) -> None:
    """Settle mail NUMBER: record it with --as, or leave it at that."""
    if erase and (obligation or nil):
        raise BadInput("--erase stands alone: what is erased can't be recorded.")
    with service_of(ctx) as service:
        now, data = service.now(), service.home.data_folder()
        if erase:
            gone = erase_mail(service.db, data, number, by, now)
            say("erased" if gone else "its content was gone already")
            return
        inbox = service.inbox or Inbox(None, data, bounds_of(service.settings))
        told = (Settlement(number, by, obligation, nil), now)
        recorded = settle_mail(service.db, service.records, service.outbox, inbox, told)
    say("settled" if recorded is None else f"recorded as submission {recorded}")


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
