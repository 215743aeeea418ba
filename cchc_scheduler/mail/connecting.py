"""Open a connection to the mail server: TLS as demanded, then sign in."""

import asyncio
import ssl
from typing import Final

from aiosmtplib import SMTP, SMTPResponse
from aiosmtplib.errors import SMTPAuthenticationError, SMTPException, SMTPResponseException

from cchc_scheduler.mail.relay import Relay

FAULTS: Final = (SMTPException, OSError, asyncio.TimeoutError, ValueError)
PERMANENT: Final = 500
QUIT_S: Final = 2.0
NO_WAY: Final = "the server offers no way of signing in that can be used here"
# The server knows the way of signing in, but not this name or password (RFC 4954).
WRONG_PASSWORD: Final = 535


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


def new_client(relay: Relay, *, start_tls: bool = True) -> SMTP:
    """Return a client for the relay, not yet connected.

    `start_tls` false leaves STARTTLS to the caller, who must not go on without it.
    """
    return SMTP(
        hostname=relay.host,
        port=relay.port,
        timeout=relay.timeout,
        use_tls=relay.security == "tls",
        start_tls=start_tls and relay.security == "starttls",
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
            await sign_in(client, relay)
    except FAULTS as fault:
        client.close()
        raise Refusing(words_of(fault), configuration=_waiting_is_vain(fault)) from fault
    except asyncio.CancelledError:
        client.close()
        raise
    return client


async def hang_up(client: SMTP) -> None:
    """Close a connection, politely if it still answers."""
    try:
        if client.is_connected:
            await client.quit(timeout=QUIT_S)
    except FAULTS:
        pass
    finally:
        client.close()


def words_of(fault: Exception) -> str:
    """Return what a fault says, or at least what it is."""
    if isinstance(fault, SMTPResponseException):
        return f"{fault.code} {fault.message}"
    return str(fault) or type(fault).__name__


async def sign_in(client: SMTP, relay: Relay) -> SMTPResponse:
    """Sign in by the first way that client and server share; return the server's welcome.

    A wrong password is tried once only: the library's own `login` tries it again by every other
    way, and a server that counts may lock the account.
    """
    await client.ehlo()
    ways = client.supported_auth_methods
    for way in ways:
        attempt = getattr(client, f"auth_{way.replace('-', '')}")
        try:
            welcome: SMTPResponse = await attempt(relay.user or "", relay.password or "")
        except SMTPAuthenticationError as refusal:
            if refusal.code == WRONG_PASSWORD or way == ways[-1]:
                raise
        else:
            return welcome
    raise SMTPException(NO_WAY)


def _waiting_is_vain(fault: Exception) -> bool:
    """Tell whether a person must act: a password, a certificate, TLS or sign-in not offered."""
    if isinstance(fault, SMTPAuthenticationError):
        return fault.code >= PERMANENT
    if isinstance(fault.__cause__ or fault, (ssl.SSLError, ValueError)):
        return True
    return type(fault) is SMTPException
