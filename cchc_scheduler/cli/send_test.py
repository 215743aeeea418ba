"""`cchc send-test`: a real session with the mail server, step by step."""

import asyncio
import re

import click

from cchc_scheduler.actions.trial_letter import trial_letter
from cchc_scheduler.cli.shared import home_of, say
from cchc_scheduler.clock import SystemClock
from cchc_scheduler.core.errors import BadInput, NotConfigured
from cchc_scheduler.core.offices import is_placeholder
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.mail.relay import parse_relay
from cchc_scheduler.mail.trial import trial
from cchc_scheduler.plan.fields import ADDRESS_PATTERN
from cchc_scheduler.service import office_files
from cchc_scheduler.settings import read_settings


@click.command("send-test")
@click.argument("address")
@click.pass_context
def command(ctx: click.Context, address: str) -> None:
    """Send one test letter to ADDRESS now, printing each step and the server's own words.

    Ends with 8 when the letter did not go, with 3 when no mail server is set. Nothing is queued and
    the store is neither read nor written.
    """
    home = home_of(ctx)
    settings = read_settings(home.root)
    if settings.smtp_url is None:
        raise NotConfigured("No mail server is set: set CCHC_SMTP_URL in .env of the home.")
    relay = parse_relay(settings.smtp_url, settings.smtp_password)
    if re.fullmatch(ADDRESS_PATTERN, address) is None:
        raise BadInput(f"{address!r} is no mail address; write it as name@place.vn.")
    office = office_files(home).office
    for real in (address, office.sender_address):
        if is_placeholder(real) and not relay.loopback:
            raise BadInput(f"{real} only stands for an address; put a real one in its place.")
    texts = LetterTexts(home.template_dirs())
    envelope = trial_letter(office, texts, address, SystemClock().now())
    asyncio.run(trial(relay, envelope, say))
    say(f"The server took the letter for {address}; see whether it arrives, and not as spam.")
