"""Open a connection to the mail server: TLS as demanded, then sign in."""

import asyncio
import ssl
from typing import Final

from aiosmtplib import SMTP
from aiosmtplib.errors import SMTPAuthenticationError, SMTPException

from cchc_scheduler.mail.relay import Relay

FAULTS: Final = (SMTPException, OSError, asyncio.TimeoutError)


class Refusing(Exception):
    """The server as a whole can't be used now; `configuration` when waiting alone won't help."""

    def __init__(self, reason: str, *, configuration: bool = False) -> None:
        """Keep the server's words."""
        super().__init__(reason)
        self.reason = reason
        self.configuration = configuration


def tls_context() -> ssl.SSLContext:
    """Return a context that verifies certificates and takes TLS 1.2 or newer."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def new_client(relay: Relay) -> SMTP:
    """Return a client for the relay, not yet connected."""
    return SMTP(
        hostname=relay.host,
        port=relay.port,
        timeout=relay.timeout,
        use_tls=relay.security == "tls",
        start_tls=relay.security == "starttls",
        tls_context=tls_context() if relay.security != "plain" else None,
        local_hostname="localhost" if relay.loopback else None,
    )


async def open_connection(relay: Relay) -> SMTP:
    """Return a connection that is signed in and ready for letters.

    Raises Refusing with the server's own words.
    """
    client = new_client(relay)
    try:
        await client.connect()
        if relay.user:
            await client.login(relay.user, relay.password or "")
    except SMTPAuthenticationError as fault:
        client.close()
        raise Refusing(f"{fault.code} {fault.message}", configuration=True) from fault
    except FAULTS as fault:
        client.close()
        certificate = isinstance(fault.__cause__ or fault, ssl.SSLError)
        words = str(fault) or type(fault).__name__
        raise Refusing(words, configuration=certificate) from fault
    return client
