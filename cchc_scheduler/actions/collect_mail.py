"""Read the mailbox: store what is new, then understand it, then answer; in short commits.

Raw mail is on the disk and its row committed before anything is understood; what is done is put
away only then. How far the mailbox was read is kept as its UIDVALIDITY and the last UID, never as
a mark that a person who opens the box could set.
"""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.answer_mail import answer_mails
from cchc_scheduler.actions.apply_mail import (
    apply_kept,
    apply_understood,
    kept_mail,
    understood,
)
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.inbox import Inbox, MailRoom
from cchc_scheduler.actions.tell_coordinator import tell_matter
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.errors import NotConfigured
from cchc_scheduler.mail.incoming import Fetched, MailboxFault, MailFault, Session, open_session
from cchc_scheduler.mail.mailbox import ImapServer
from cchc_scheduler.store import files, inbound
from cchc_scheduler.store.database import Database

BATCH: Final = 50
MOST_TRIES: Final = 3
# Waits after so many faults in a row; a password that is refused is not tried every minute.
BACK_OFF_S: Final = (0, 60, 120, 300, 600)
DENIED_S: Final = 900
JITTER_MS: Final = 10_000
TELL_AFTER: Final = timedelta(minutes=15)
STUCK_MATTER: Final = "Có một thư trả lời không đọc được"
STUCK_WORDS: Final = (
    "Máy chủ thư ba lần không trả được thư thứ {uid} của hộp thư nhận trả lời. "
    "Đề nghị mở hộp thư xem thư này; hệ thống tiếp tục với các thư sau."
)
UNREAD_MATTER: Final = "Hộp thư nhận trả lời không đọc được"
UNREAD_WORDS: Final = (
    "Hộp thư nhận trả lời của các đơn vị không đọc được, nên thư trả lời chưa được ghi nhận. "
    "Các việc khác vẫn chạy; khi đọc lại được, thư được ghi nhận theo thời điểm đến hộp thư."
)


@dataclass(frozen=True, slots=True)
class Came:
    """One mail as it came in: its bytes, when the mail server took it, where it lies.

    `size` in bytes is what was announced where only the headers were fetched (`whole` is false).
    """

    raw: bytes
    arrived_at: datetime
    whole: bool = True
    size: int | None = None
    validity: int | None = None
    uid: int | None = None


async def collect_mail(room: MailRoom) -> int:
    """Take in everything new; return how many mails were stored, understood or answered.

    A mailbox that can't be read is noted and tried again later; nothing else waits for it.
    """
    inbox = room.inbox
    if inbox is None:
        return 0
    stored = 0
    if inbox.server is not None and await room.worker(lambda: _may_try(room, inbox.server)):
        stored = await _read_box(room, inbox, inbox.server)
    return stored + await _take_in(room, inbox)


def forget_mailboxes(db: Database) -> None:
    """Forget mailboxes of an office that reads none any more, and with them their faults."""
    with db.work() as connection:
        inbound.forget_other_mailboxes(connection, "")


def take_in(room: MailRoom, inbox: Inbox) -> int:
    """Understand what is kept and write the answers that are owed."""
    try:
        done = apply_kept(room.db, room.records, room.outbox, inbox, room.clock.now())
        return done + _answer(room)
    except NotConfigured:
        return 0


def store_mail(db: Database, inbox: Inbox, came: Came, now: datetime) -> bool:
    """Put a raw mail on the disk, then commit its row; tell whether it is new."""
    stored = files.keep(inbox.data, [came.raw])
    checkpoint("mail.on-disk")
    row = {
        "sha256": stored.sha256,
        "size": came.size or stored.size,
        "arrived_at": min(came.arrived_at, now),
        "stored_at": now,
        "validity": came.validity,
        "uid": came.uid,
        "tries": 0,
        "why": None if came.whole else "too-large",
    }
    with db.work() as connection:
        new = inbound.keep(connection, row)
        if not new:
            inbound.lies_at(connection, stored.sha256, came.validity, came.uid)
    checkpoint("mail.kept")
    return new


async def _take_in(room: MailRoom, inbox: Inbox) -> int:
    """Do the same, but read the mails beside the store's thread: a hostile one may take long."""
    try:
        rows = await room.worker(lambda: kept_mail(room.db))
        for row in rows:
            if room.stopping():
                break
            await _take_in_one(room, inbox, row)
        return len(rows) + await room.worker(lambda: _answer(room))
    except NotConfigured:
        return 0


async def _take_in_one(room: MailRoom, inbox: Inbox, row: RowMapping) -> None:
    came = await asyncio.to_thread(understood, inbox, row)
    mail = (row["id"], came, room.clock.now())
    await room.worker(lambda: apply_understood(room.db, room.records, room.outbox, inbox, mail))


def _answer(room: MailRoom) -> int:
    with room.db.work() as connection:
        return answer_mails(desk_at(connection, room.records, room.outbox, room.clock.now()))


async def _read_box(room: MailRoom, inbox: Inbox, server: ImapServer) -> int:
    try:
        session = await asyncio.to_thread(open_session, server)
        try:
            return await _Reading(room, inbox, server, session).read()
        finally:
            await asyncio.to_thread(session.close)
    except MailboxFault as unread:
        fault = unread
    await room.worker(lambda: _note_fault(room, server, fault))
    return 0


class _Reading:
    """One look at the whole mailbox, from the last UID that was stored."""

    def __init__(self, room: MailRoom, inbox: Inbox, server: ImapServer, session: Session) -> None:
        self._room: Final = room
        self._inbox: Final = inbox
        self._server: Final = server
        self._session: Final = session

    async def read(self) -> int:
        """Store up to fifty new mails, have them understood, put away those that are done."""
        last = await self._room.worker(self._begin)
        uids = (await asyncio.to_thread(self._session.uids_after, last))[:BATCH]
        stored = 0
        for uid in uids:
            if self._room.stopping():
                break
            stored += await self._take(uid)
        await self._room.worker(self._note_read)
        if uids:
            await _take_in(self._room, self._inbox)
            done = await self._room.worker(lambda: self._done(uids))
            await asyncio.to_thread(self._session.put_away, done)
        return stored

    async def _take(self, uid: int) -> int:
        """Fetch and store one mail; one that can't be had three times is passed over and noted."""
        try:
            mail = await asyncio.to_thread(self._session.fetch, uid)
        except (MailFault, MailboxFault) as fault:
            given_up = await self._room.worker(lambda: self._count_try(uid))
            if isinstance(fault, MailboxFault) or not given_up:
                raise MailboxFault(str(fault)) from fault
            return 0
        return await self._room.worker(lambda: self._store(uid, mail))

    def _begin(self) -> int:
        """Return the last UID stored; 0 when UIDs no longer mean the same mails."""
        with self._room.db.work() as connection:
            name, validity = self._server.name, self._session.validity
            inbound.forget_other_mailboxes(connection, name)
            known = inbound.mailbox(connection, name)
            if known is not None and known["validity"] == validity:
                return int(known["last_uid"])
            inbound.put_mailbox(connection, name, validity=validity, last_uid=0)
            return 0

    def _store(self, uid: int, mail: Fetched | None) -> int:
        now, new = self._room.clock.now(), False
        if mail is not None:
            came = Came(
                raw=mail.raw,
                arrived_at=mail.arrived_at or now,
                whole=mail.whole,
                size=mail.size,
                validity=self._session.validity,
                uid=uid,
            )
            new = store_mail(self._room.db, self._inbox, came, now)
        with self._room.db.work() as connection:
            self._passed(connection, uid)
        return int(new)

    def _passed(self, connection: Connection, uid: int) -> None:
        inbound.put_mailbox(
            connection, self._server.name, last_uid=uid, stuck_uid=None, stuck_tries=0
        )

    def _count_try(self, uid: int) -> bool:
        """Count a try at one mail; after the third it is passed over, and the coordinator told."""
        room = self._room
        with room.db.work() as connection:
            known = inbound.mailbox(connection, self._server.name)
            tries = known["stuck_tries"] + 1 if known and known["stuck_uid"] == uid else 1
            if tries < MOST_TRIES:
                inbound.put_mailbox(connection, self._server.name, stuck_uid=uid, stuck_tries=tries)
                return False
            self._passed(connection, uid)
            desk = desk_at(connection, room.records, room.outbox, room.clock.now())
            cause = f"stuck {self._session.validity} {uid}"
            tell_matter(desk, STUCK_MATTER, (STUCK_WORDS.format(uid=uid),), cause)
        return True

    def _note_read(self) -> None:
        with self._room.db.work() as connection:
            inbound.put_mailbox(
                connection,
                self._server.name,
                read_at=self._room.clock.now(),
                fault=None,
                fault_since=None,
                faults=0,
                next_try_at=None,
            )

    def _done(self, uids: list[int]) -> list[int]:
        with self._room.db.read() as connection:
            return inbound.uids_done(connection, self._session.validity, uids)


def _may_try(room: MailRoom, server: ImapServer | None) -> bool:
    if server is None:
        return False
    with room.db.read() as connection:
        known = inbound.mailbox(connection, server.name)
    rests = known["next_try_at"] if known is not None else None
    now = room.clock.now()
    # Farther ahead it was set by a wrong clock.
    return rests is None or not now < rests <= now + timedelta(seconds=2 * DENIED_S)


def _note_fault(room: MailRoom, server: ImapServer, fault: MailboxFault) -> None:
    """Note that the mailbox can't be read, when to try again, and tell the coordinator once."""
    now = room.clock.now()
    structlog.get_logger("mail").warning("mailbox_unread", why=fault.reason)
    with room.db.work() as connection:
        known = inbound.mailbox(connection, server.name)
        faults = (known["faults"] if known else 0) + 1
        since = known["fault_since"] if known and known["fault_since"] else now
        wait = DENIED_S if fault.denied else BACK_OFF_S[min(faults, len(BACK_OFF_S)) - 1]
        jitter = timedelta(milliseconds=secrets.randbelow(JITTER_MS) if wait else 0)
        inbound.put_mailbox(
            connection,
            server.name,
            fault=fault.reason,
            fault_since=since,
            faults=faults,
            next_try_at=now + timedelta(seconds=wait) + jitter,
        )
        if fault.denied or now - since >= TELL_AFTER:
            _tell(room, connection, fault, since)


def _tell(room: MailRoom, connection: Connection, fault: MailboxFault, since: datetime) -> None:
    try:
        desk = desk_at(connection, room.records, room.outbox, room.clock.now())
    except NotConfigured:
        return
    words = (
        UNREAD_WORDS,
        f'Máy chủ thư trả lời: "{fault.reason}".',
        "Đề nghị kiểm tra mật khẩu và máy chủ thư (lệnh: cchc doctor).",
    )
    tell_matter(desk, UNREAD_MATTER, words, f"mailbox {since.isoformat()}")
