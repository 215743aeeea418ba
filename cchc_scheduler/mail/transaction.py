"""One mail transaction on an open connection: MAIL, RCPT, DATA, and what each answer means.

Up to DATA a fault surely left nothing behind; from DATA on a fault without a reply leaves the
letter's fate unknown (RFC 5321 4.5.4.1, RFC 1047), and the two are never mixed.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPDataError,
    SMTPRecipientRefused,
    SMTPSenderRefused,
)

from cchc_scheduler.mail.connecting import FAULTS, Refusing, hang_up, words_of
from cchc_scheduler.mail.outcomes import (
    Accepted,
    Deferred,
    Envelope,
    Lost,
    Outcome,
    Refusal,
    Refused,
)

TEMPORARY: Final = range(400, 500)
PERMANENT: Final = range(500, 600)
CLOSING: Final = 421
SIGN_IN_FIRST: Final = 530
NO_SUCH_ADDRESS: Final = 553
# The library would quietly drop what follows a line break, and send `<>` for nothing at all.
SAFE: Final = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")
WAIT_WORDS: Final = re.compile(r"(\d+)\s*(second|minute|hour)", re.IGNORECASE)
SECONDS_IN: Final = {"second": 1, "minute": 60, "hour": 3600}
LONGEST_WAIT: Final = timedelta(hours=24)
RESET_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Introduced:
    """What MAIL and RCPT came to: copies refused, and the outcome if the letter can't go."""

    outcome: Outcome | None = None
    refused: tuple[Refusal, ...] = ()


async def introduce(client: SMTP, envelope: Envelope) -> Introduced:
    """Name sender and recipients; the letter goes only if its To address is taken.

    Raises Refusing when the server refuses the sender for good, one of FAULTS when the line fails.
    """
    senders = [each for each in (envelope.sender, envelope.instead) if each]
    unsafe = [each for each in (*senders, *envelope.recipients) if not SAFE.fullmatch(each)]
    if unsafe:
        words = f"can't be put on the wire as an address: {unsafe[0]!r}"
        return Introduced(Refused(envelope.letter, NO_SUCH_ADDRESS, words))
    try:
        await _name_sender(client, envelope)
        refused = await _name_recipients(client, envelope)
    except (SMTPSenderRefused, SMTPRecipientRefused) as refusal:
        return Introduced(_of_the_relay(envelope, refusal))
    to = [each for each in refused if each.address == envelope.recipients[0]]
    outcome = _by_code(envelope, to[0].code, to[0].reply) if to else None
    return Introduced(outcome, tuple(refused))


async def hand_data(
    client: SMTP, envelope: Envelope, refused: tuple[Refusal, ...], patience: float
) -> Outcome:
    """Send the letter's bytes as they are and return its outcome; `patience` in seconds an answer.

    A connection that can't be used any longer is closed.
    """
    try:
        response = await client.data(envelope.data, timeout=patience)
    except SMTPDataError as refusal:
        if refusal.code not in TEMPORARY and refusal.code not in PERMANENT:
            await hang_up(client)
            return Lost(envelope.letter, words_of(refusal))
        await reset(client)
        return _by_code(envelope, refusal.code, refusal.message)
    except Exception as fault:  # noqa: BLE001 - whatever it was, the server may have the letter
        await hang_up(client)
        return Lost(envelope.letter, words_of(fault))
    return Accepted(envelope.letter, f"{response.code} {response.message}", refused)


async def reset(client: SMTP) -> None:
    """Take back what was begun, so that the connection may serve the next letter."""
    try:
        await client.rset(timeout=RESET_S)
    except FAULTS:
        await hang_up(client)


def asked_wait(reply: str) -> timedelta | None:
    """Return how long a 4xx reply asks to wait ("try again in 5 minutes"), if it says so."""
    found = WAIT_WORDS.search(reply)
    if found is None:
        return None
    seconds = int(found[1]) * SECONDS_IN[found[2].lower()]
    return timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))


async def _name_sender(client: SMTP, envelope: Envelope) -> None:
    """Name the sender; a server that takes no empty one (RFC 5321 4.5.5) gets the other."""
    try:
        await client.mail(envelope.sender)
    except SMTPSenderRefused as refusal:
        of_all = envelope.sender or refusal.code in (CLOSING, SIGN_IN_FIRST)
        if of_all or envelope.instead is None:
            raise
        await client.mail(envelope.instead)


async def _name_recipients(client: SMTP, envelope: Envelope) -> list[Refusal]:
    """Return the recipients that were refused; those that concern all letters are raised."""
    refused: list[Refusal] = []
    for recipient in envelope.recipients:
        try:
            await client.rcpt(recipient)
        except SMTPRecipientRefused as refusal:
            if refusal.code in (CLOSING, SIGN_IN_FIRST):
                raise
            refused.append(Refusal(recipient, refusal.code, refusal.message))
    return refused


def _of_the_relay(
    envelope: Envelope, refusal: SMTPSenderRefused | SMTPRecipientRefused
) -> Deferred:
    """Return what a refusal means that any other letter would meet as well."""
    if refusal.code in PERMANENT:
        raise Refusing(words_of(refusal), configuration=True) from refusal
    if refusal.code not in TEMPORARY:
        raise refusal
    wait = asked_wait(refusal.message)
    return Deferred(envelope.letter, refusal.code, refusal.message, wait, relay=True)


def _by_code(envelope: Envelope, code: int, reply: str) -> Outcome:
    if code in TEMPORARY:
        relay = code == CLOSING
        return Deferred(envelope.letter, code, reply, asked_wait(reply), relay=relay)
    return Refused(envelope.letter, code, reply)
