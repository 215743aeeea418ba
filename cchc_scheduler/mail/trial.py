"""A trial: one real session with the mail server, each step told as it happens in its own words."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiosmtplib import SMTP, SMTPResponse

from cchc_scheduler.core.errors import NotDelivered
from cchc_scheduler.mail.connecting import FAULTS, hang_up, new_client, sign_in, words_of
from cchc_scheduler.mail.outcomes import Envelope
from cchc_scheduler.mail.relay import Relay

Tell = Callable[[str], None]
WITHOUT_STARTTLS: Final = False
ADVICE: Final = {
    "connect": "Check host and port in CCHC_SMTP_URL, and whether this machine may reach them.",
    "EHLO": "The server does not speak ESMTP; ask who runs it.",
    "STARTTLS": "The line must be encrypted, with a certificate that holds for this host: "
    "ask who runs the server, or use smtps:// if it speaks TLS from the first byte.",
    "AUTH": "Check the user in CCHC_SMTP_URL and CCHC_SMTP_PASSWORD or CCHC_SMTP_PASSWORD_FILE.",
    "MAIL": "The server does not let this user send from `sender.address` of office.yaml.",
    "RCPT": "Check the address; if it is right, the server may not relay for this user.",
    "DATA": "The server took the addresses but not the letter; its words say why.",
    "QUIT": "",
}


async def trial(relay: Relay, envelope: Envelope, tell: Tell) -> None:
    """Send one letter now; `tell` hears `-> what` and `<- answer` for each step.

    Raises NotDelivered with the step, the server's words and what to do. The password is never
    told, and never sent over a line that others could read.
    """
    session = _Session(relay, tell)
    try:
        await session.greet()
        await session.hand_over(envelope)
    finally:
        await hang_up(session.client)


class _Session:
    """The steps of one session, in order."""

    def __init__(self, relay: Relay, tell: Tell) -> None:
        self._relay: Final = relay
        self._tell: Final = tell
        self.client: Final[SMTP] = new_client(relay, start_tls=WITHOUT_STARTTLS)

    async def greet(self) -> None:
        """Connect, encrypt and sign in, as the settings demand."""
        relay, client = self._relay, self.client
        by_tls = " by TLS" if relay.security == "tls" else ""
        where = f"connect to {relay.host}:{relay.port}{by_tls}"
        await self._step("connect", where, client.connect())
        if relay.security == "tls":
            self._tell_encryption()
        await self._step("EHLO", "EHLO", client.ehlo())
        if relay.security == "starttls":
            await self._step("STARTTLS", "STARTTLS", client.starttls())
            self._tell_encryption()
            await self._step("EHLO", "EHLO", client.ehlo())
        if relay.user:
            what = f"AUTH as {relay.user} (password hidden)"
            await self._step("AUTH", what, sign_in(client, relay))

    async def hand_over(self, envelope: Envelope) -> None:
        """Name sender and recipients, send the bytes, say goodbye."""
        client = self.client
        await self._step("MAIL", f"MAIL FROM:<{envelope.sender}>", client.mail(envelope.sender))
        for recipient in envelope.recipients:
            await self._step("RCPT", f"RCPT TO:<{recipient}>", client.rcpt(recipient))
        patience = self._relay.data_timeout
        what = f"DATA ({len(envelope.data)} bytes)"
        await self._step("DATA", what, client.data(envelope.data, timeout=patience))
        self._tell("-> QUIT")
        try:
            self._tell_answer(await client.quit())
        except FAULTS as fault:
            # The letter was taken before; how the line ends changes nothing.
            self._tell(f"<- {words_of(fault)}")

    async def _step(self, step: str, what: str, action: Awaitable[SMTPResponse]) -> None:
        self._tell(f"-> {what}")
        try:
            self._tell_answer(await action)
        except FAULTS as fault:
            words = words_of(fault)
            self._tell(f"<- {words}")
            where = f"{self._relay.host}:{self._relay.port}"
            raise NotDelivered(f"{where} failed at {step}: {words}. {ADVICE[step]}") from fault

    def _tell_answer(self, answer: SMTPResponse) -> None:
        for line in answer.message.splitlines() or [""]:
            self._tell(f"<- {answer.code} {line}".rstrip())

    def _tell_encryption(self) -> None:
        cipher, version, _ = self.client.get_transport_info("cipher")
        self._tell(f"   encrypted: {version}, {cipher}; the certificate holds")
