"""The wire to the mailbox: list by UID, fetch within a limit, put away, and wait for new mail.

Everything here waits for the network and runs in threads of its own. A push of the server is only
a hint: who is woken looks at the whole mailbox (RFC 2177 promises nothing more).
"""

import imaplib
import re
import select
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from imap_tools import BaseMailBox, ImapToolsError

from cchc_scheduler.mail.connecting import tls_context
from cchc_scheduler.mail.mailbox import LARGEST_MAIL, ImapServer

FAULTS: Final = (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError, EOFError)
# An answer that is longer than this beside the mail itself is no answer of a mailbox.
SLACK: Final = 1024 * 1024
LARGEST_HEAD: Final = 256 * 1024
IDLE_S: Final = 540.0
LOOK_S: Final = 2.0
SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")
INTERNAL_DATE: Final = re.compile(rb'INTERNALDATE "([^"]+)"')
LONGEST_WORDS: Final = 300
# Refusals of a sign-in that pass by themselves (RFC 5530).
PASSING: Final = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "TRY AGAIN", "TEMPORAR")


class MailboxFault(Exception):
    """The mailbox can't be read now; `denied` when a person must act: password, TLS, folder."""

    def __init__(self, reason: str, *, denied: bool = False) -> None:
        """Keep the server's own words, never a password."""
        super().__init__(reason)
        self.reason = reason[:LONGEST_WORDS]
        self.denied = denied


class MailFault(Exception):
    """One mail can't be fetched, while the others can."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail as the server holds it; `whole` is false when only its headers were taken.

    `size` is what the server announced, in bytes; `arrived_at` when it took the mail in.
    """

    uid: int
    size: int
    arrived_at: datetime | None
    raw: bytes
    whole: bool


class Session:
    """An open mailbox; `validity` changes when its UIDs no longer mean the same mails."""

    def __init__(self, box: BaseMailBox, server: ImapServer, validity: int) -> None:
        """Keep the connection, which `open_session` has made."""
        self._box: Final = box
        self._server: Final = server
        self.validity: Final = validity

    def uids_after(self, last: int) -> list[int]:
        """Return the UIDs above `last`, the lowest first."""
        try:
            # `n:*` always names the newest mail too, even when its UID is below n (RFC 3501 6.4.8)
            found = self._box.uids(f"UID {last + 1}:*", charset=None)
        except FAULTS as fault:
            raise _as_fault(fault) from fault
        return sorted(int(uid) for uid in found if uid.isdecimal() and int(uid) > last)

    def fetch(self, uid: int) -> Fetched | None:
        """Return one mail, only its headers when it is larger than allowed; None when it is gone.

        It is fetched without being marked as read. Raises MailboxFault when the line breaks and
        MailFault when the server will not give this one mail.
        """
        try:
            told = self._ask(uid, "(RFC822.SIZE INTERNALDATE)")
            size = SIZE.search(told.words)
            if size is None:
                return None
            announced = int(size[1])
            whole = announced <= self._server.largest
            part = f"BODY.PEEK[]<0.{self._server.largest + 1}>" if whole else "BODY.PEEK[HEADER]"
            raw = self._ask(uid, f"({part})").octets
        except FAULTS as fault:
            raise _as_fault(fault) from fault
        if len(raw) > self._server.largest:  # the announced size was not true
            raw, whole = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n", False
        raw = raw if whole else raw[:LARGEST_HEAD]
        return Fetched(uid, announced, _instant(told.words), raw, whole)

    def put_away(self, uids: list[int]) -> None:
        """Move mails to the folder of what is done, where the server can; a fault does no harm."""
        folder = self._server.done_folder
        if folder is None or not uids or "MOVE" not in self._box.client.capabilities:
            return
        with suppress(*FAULTS):
            if not self._box.folder.exists(folder):
                self._box.folder.create(folder)
            self._box.move([str(uid) for uid in uids], folder)

    def close(self) -> None:
        """Say good-bye if the server still listens."""
        with suppress(*FAULTS):
            self._box.logout()

    def _ask(self, uid: int, what: str) -> "_Answer":
        status, data = self._box.client.uid("FETCH", str(uid), what)
        if status != "OK":
            raise MailFault(f"the server gives no mail {uid}: {status}")
        return _Answer.of(data)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What FETCH answered: the words, and the octets of its literal."""

    words: bytes
    octets: bytes

    @classmethod
    def of(cls, data: list[Any]) -> "_Answer":
        """Take apart what imaplib gives: bytes, or pairs of words and a literal."""
        words, octets = [], b""
        for each in data:
            if isinstance(each, tuple):
                words.append(each[0])
                octets = octets or each[1]
            elif isinstance(each, bytes):
                words.append(each)
        return cls(b" ".join(words), octets)


def open_session(server: ImapServer) -> Session:
    """Sign in and select the folder. Raises MailboxFault with the server's words."""
    box = _connected(server)
    try:
        _sign_in(box, server)
        answer: Any = box.client.response("UIDVALIDITY")[1][0]
        validity = int(answer or b"0")
    except MailboxFault:
        _drop(box)
        raise
    except FAULTS as fault:
        _drop(box)
        raise _as_fault(fault) from fault
    return Session(box, server, validity)


def wait_for_mail(
    server: ImapServer, woken: Callable[[], None], stopping: Callable[[], bool]
) -> bool:
    """Stay in IDLE and call `woken` whenever the server says something or nine minutes have passed.

    Returns whether the server knows IDLE at all; ends when `stopping`. Raises MailboxFault when
    the line breaks or an answer fails to come.
    """
    box = _connected(server)
    try:
        _sign_in(box, server)
        if "IDLE" not in box.client.capabilities:
            return False
        woken()
        while not stopping():
            _idle_once(box, stopping)
            woken()
    except FAULTS as fault:
        raise _as_fault(fault) from fault
    finally:
        _drop(box)
    return True


def _idle_once(box: BaseMailBox, stopping: Callable[[], bool]) -> None:
    """Wait for one word of the server, looking up every few seconds whether to stop.

    A line that was cut, or ended with BYE, fails when IDLE is left.
    """
    idle: Any = box.idle
    idle.start()
    waited = 0.0
    while waited < IDLE_S and not stopping():
        if idle.poll(timeout=LOOK_S) or _has_ended(box):
            break
        waited += LOOK_S
    idle.stop()


def _has_ended(box: BaseMailBox) -> bool:
    """Tell whether there is something to read that is no line: the end of the connection."""
    return bool(select.select([box.client.sock], [], [], 0)[0])


class _Box(BaseMailBox):
    """A connection whose line is as safe as the server's settings say, and takes in no flood."""

    def __init__(self, server: ImapServer) -> None:
        self._server: Final = server
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        server = self._server
        if server.security == "tls":
            return _TlsLine(
                server.host, server.port, ssl_context=tls_context(), timeout=server.timeout
            )
        client = _Line(server.host, server.port, server.timeout)
        if server.security == "starttls":
            client.starttls(tls_context())
        return client


class _Line(imaplib.IMAP4):
    """Refuses to take in a literal larger than a mail may be, whatever was announced."""

    def read(self, size: int) -> bytes:
        """Read a literal of `size` bytes."""
        return super().read(_bounded(size))


class _TlsLine(imaplib.IMAP4_SSL):
    """The same over TLS."""

    def read(self, size: int) -> bytes:
        """Read a literal of `size` bytes."""
        return super().read(_bounded(size))


def _bounded(size: int) -> int:
    if size > LARGEST_MAIL + SLACK:
        raise imaplib.IMAP4.abort(f"a literal of {size} bytes was announced")
    return size


def _connected(server: ImapServer) -> BaseMailBox:
    try:
        return _Box(server)
    except FAULTS as fault:
        raise _as_fault(fault) from fault


def _sign_in(box: BaseMailBox, server: ImapServer) -> None:
    """Sign in, select the folder, and ask what the server can do now that it knows us."""
    plain = server.password.isascii() and server.user.isascii()
    sign_in = box.login if plain else box.login_utf8
    try:
        sign_in(server.user, server.password, server.folder)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, ImapToolsError) as refusal:
        words = _words(refusal)
        passing = any(word in words.upper() for word in PASSING)
        raise MailboxFault(words, denied=not passing) from refusal
    told: Any = box.client.capability()[1][0]
    box.client.capabilities = tuple(told.decode("ascii", "replace").upper().split())


def _drop(box: BaseMailBox) -> None:
    """End a connection without waiting for an answer."""
    with suppress(*FAULTS):
        box.client.shutdown()


def _as_fault(fault: BaseException) -> MailboxFault:
    denied = isinstance(fault, ssl.SSLError | ssl.CertificateError)
    return MailboxFault(_words(fault), denied=denied)


def _words(fault: BaseException) -> str:
    """Return what the server said, or what happened; a login's own arguments are in neither."""
    result = getattr(fault, "command_result", None)
    if result and isinstance(result[1], list) and result[1] and isinstance(result[1][0], bytes):
        return bytes(result[1][0]).decode("utf-8", "replace")
    return str(fault) or type(fault).__name__


def _instant(words: bytes) -> datetime | None:
    """Return when the server took a mail in, or None when it does not say."""
    found = INTERNAL_DATE.search(words)
    if found is None:
        return None
    text = found[1].decode("ascii", "replace").strip().replace("-", " ", 2)
    try:
        told = parsedate_to_datetime(text)
    except ValueError:
        return None
    return told.astimezone(UTC) if told.tzinfo else None
