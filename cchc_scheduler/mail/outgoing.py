"""The courier: hands frozen letters to the mail server over a few connections that are reused.

Up to DATA a fault surely left nothing behind; from DATA on a fault without a reply leaves the
letter's fate unknown (RFC 5321 4.5.4.1, RFC 1047), and the two are never mixed.
"""

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Final

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
)

from cchc_scheduler.mail.connecting import Refusing, open_connection
from cchc_scheduler.mail.outcomes import (
    Accepted,
    Deferred,
    Envelope,
    Lost,
    Outcome,
    Refusal,
    Refused,
    Unreachable,
)
from cchc_scheduler.mail.relay import Relay

BeforeData = Callable[[int], Awaitable[bool]]
Settled = Callable[[Outcome], Awaitable[None]]
PERMANENT: Final = 500
CLOSING: Final = 421
WAIT_WORDS: Final = re.compile(r"(\d+)\s*(second|minute|hour)", re.IGNORECASE)
SECONDS_IN: Final = {"second": 1, "minute": 60, "hour": 3600}
FAULTS: Final = (SMTPException, OSError, asyncio.TimeoutError)


class Courier:
    """Delivers over at most `relay.connections` connections, kept open between deliveries."""

    def __init__(self, relay: Relay) -> None:
        """Keep where to deliver; nothing is opened yet."""
        self.relay: Final = relay
        self._idle: Final[list[SMTP]] = []

    async def deliver(
        self, envelopes: Sequence[Envelope], before_data: BeforeData, settled: Settled
    ) -> None:
        """Hand over each envelope once and report each outcome once.

        `before_data` is asked just before DATA; False leaves the letter unsent and unreported.
        When the server as a whole fails, what is left is reported Unreachable without an attempt.
        """
        round_of = _Round(self, deque(envelopes), before_data, settled)
        workers = min(self.relay.connections, len(envelopes))
        await asyncio.gather(*(round_of.work() for _ in range(workers)))

    async def take_connection(self) -> tuple[SMTP, bool]:
        """Return a connection and whether it was used before."""
        while self._idle:
            client = self._idle.pop()
            if client.is_connected:
                return client, True
        return await open_connection(self.relay), False

    def give_back(self, client: SMTP) -> None:
        """Keep a connection for the next letter."""
        self._idle.append(client)

    async def close(self) -> None:
        """Say goodbye on every connection that is kept open."""
        while self._idle:
            await hang_up(self._idle.pop())


class _Round:
    """One delivery: a queue that several connections empty together."""

    def __init__(
        self,
        courier: Courier,
        queue: deque[Envelope],
        before_data: BeforeData,
        settled: Settled,
    ) -> None:
        self._courier: Final = courier
        self._queue: Final = queue
        self._before_data: Final = before_data
        self._settled: Final = settled
        self._fault: Unreachable | None = None

    async def work(self) -> None:
        """Empty the queue over one connection at a time."""
        client: SMTP | None = None
        while self._queue:
            envelope = self._queue.popleft()
            if self._fault is not None:
                await self._settled(_about(self._fault, envelope))
                continue
            client, outcome = await self._hand_over(client, envelope)
            if isinstance(outcome, Unreachable):
                self._fault = outcome
            if outcome is not None:
                await self._settled(outcome)
        if client is not None:
            self._courier.give_back(client)

    async def _hand_over(
        self, client: SMTP | None, envelope: Envelope
    ) -> tuple[SMTP | None, Outcome | None]:
        """Send one letter; a connection that was closed while idle is replaced once."""
        used = client is not None
        while True:
            try:
                if client is None:
                    client, used = await self._courier.take_connection()
                early = await _introduce(client, envelope)
                break
            except Refusing as fault:
                return None, Unreachable(envelope.letter, fault.reason, fault.configuration)
            except FAULTS as fault:
                await hang_up(client)
                client = None
                if not used:
                    return None, Unreachable(envelope.letter, _words(fault))
                used = False
        return await self._send(client, envelope, early)

    async def _send(
        self, client: SMTP, envelope: Envelope, early: "Introduced"
    ) -> tuple[SMTP | None, Outcome | None]:
        if early.outcome is not None:
            return await _reset(client), early.outcome
        if not await self._before_data(envelope.letter):
            return await _reset(client), None
        try:
            response = await client.data(envelope.data)
        except SMTPDataError as refusal:
            return await _reset(client), _by_code(envelope, refusal.code, refusal.message)
        except FAULTS as fault:
            await hang_up(client)
            return None, Lost(envelope.letter, _words(fault))
        reply = f"{response.code} {response.message}"
        return client, Accepted(envelope.letter, reply, early.refused)


class Introduced:
    """What MAIL and RCPT came to: copies refused, and the outcome if the letter can't go."""

    def __init__(self, outcome: Outcome | None, refused: tuple[Refusal, ...]) -> None:
        """Keep both."""
        self.outcome: Final = outcome
        self.refused: Final = refused


async def _introduce(client: SMTP, envelope: Envelope) -> Introduced:
    """Name sender and recipients; the letter goes only if its To address is taken."""
    try:
        await client.mail(envelope.sender)
    except SMTPResponseException as refusal:
        if refusal.code >= PERMANENT or refusal.code == CLOSING:
            raise Refusing(f"{refusal.code} {refusal.message}") from refusal
        return Introduced(_by_code(envelope, refusal.code, refusal.message), ())
    refused: list[Refusal] = []
    for recipient in envelope.recipients:
        try:
            await client.rcpt(recipient)
        except SMTPRecipientRefused as refusal:
            if refusal.code == CLOSING:
                raise Refusing(f"{refusal.code} {refusal.message}") from refusal
            refused.append(Refusal(recipient, refusal.code, refusal.message))
    to = [each for each in refused if each.address == envelope.recipients[0]]
    outcome = _by_code(envelope, to[0].code, to[0].reply) if to else None
    return Introduced(outcome, tuple(refused))


def _by_code(envelope: Envelope, code: int, reply: str) -> Outcome:
    if code >= PERMANENT:
        return Refused(envelope.letter, code, reply)
    return Deferred(envelope.letter, code, reply, asked_wait(reply))


def asked_wait(reply: str) -> timedelta | None:
    """Return how long a 4xx reply asks to wait ("try again in 5 minutes"), if it says so."""
    found = WAIT_WORDS.search(reply)
    if found is None:
        return None
    return timedelta(seconds=int(found[1]) * SECONDS_IN[found[2].lower()])


async def _reset(client: SMTP) -> SMTP | None:
    try:
        await client.rset()
    except FAULTS:
        await hang_up(client)
        return None
    return client


async def hang_up(client: SMTP | None) -> None:
    """Close a connection, politely if it still answers."""
    if client is None:
        return
    try:
        if client.is_connected:
            await client.quit(timeout=2)
    except FAULTS:
        pass
    finally:
        client.close()


def _about(fault: Unreachable, envelope: Envelope) -> Unreachable:
    return Unreachable(envelope.letter, fault.reason, fault.configuration)


def _words(fault: Exception) -> str:
    return str(fault) or type(fault).__name__
