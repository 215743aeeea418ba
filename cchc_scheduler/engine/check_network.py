"""Look at what stands beyond this process: the mail server, the pages, the health page."""

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any, Final

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.engine.findings import Finding
from cchc_scheduler.mail.connecting import Refusing, hang_up, open_connection
from cchc_scheduler.mail.incoming import MailboxFault, open_session
from cchc_scheduler.mail.mailbox import parse_mailbox
from cchc_scheduler.mail.relay import Relay, parse_relay
from cchc_scheduler.settings import Settings

PATIENCE_S: Final = 10.0


def check_network(settings: Settings, *, running: bool) -> Iterator[Finding]:
    """Yield what does not answer as it should; a letter is never sent."""
    if settings.smtp_url is not None:
        yield from _mail_server(settings)
    if settings.imap_url is not None:
        yield from _mailbox(settings)
    if settings.base_url is not None:
        yield from _page(f"{settings.base_url.rstrip('/')}/healthz", "base")
    if running:
        host = f"[{settings.health_host}]" if ":" in settings.health_host else settings.health_host
        yield from _page(f"http://{host}:{settings.health_port}/healthz", "own")


def _mail_server(settings: Settings) -> Iterator[Finding]:
    try:
        relay = parse_relay(settings.smtp_url or "", settings.smtp_password)
    except BadInput:
        return
    try:
        asyncio.run(_greet(relay))
    except (Refusing, OSError) as fault:
        words = getattr(fault, "reason", str(fault))
        yield Finding("mail-server", f"{relay.host}:{relay.port} can't be used: {words}")


def _mailbox(settings: Settings) -> Iterator[Finding]:
    """Sign in and leave again; no mail is looked at."""
    try:
        server = parse_mailbox(settings.imap_url or "", settings.imap_password)
    except BadInput:
        return
    try:
        open_session(server).close()
    except MailboxFault as fault:
        yield Finding("mailbox", f"{server.name} can't be read: {fault.reason}")


async def _greet(relay: Relay) -> None:
    """Connect, sign in and say goodbye (EHLO, STARTTLS, AUTH, QUIT)."""
    async with asyncio.timeout(relay.timeout):
        await hang_up(await open_connection(relay))


def _page(url: str, whose: str) -> Iterator[Finding]:
    step: Any = "base-url" if whose == "base" else "heartbeat"
    if not url.startswith(("http://", "https://")):
        yield Finding(step, f"{url} is no address of a page")
        return
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_S):  # noqa: S310 - checked above
            return
    except urllib.error.HTTPError as refusal:
        for reason in _reasons(refusal):
            yield Finding(step, f"{url}: {reason}")
    except (OSError, ValueError) as fault:
        yield Finding(step, f"{url} does not answer: {getattr(fault, 'reason', fault)}")


def _reasons(refusal: urllib.error.HTTPError) -> list[str]:
    """Return the reasons the health page gives, or the bare answer of another server."""
    try:
        found = json.loads(refusal.read())["reasons"]
    except (ValueError, KeyError, TypeError, OSError):
        return [f"answers {refusal.code}"]
    return [str(reason) for reason in found]
