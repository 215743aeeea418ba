import asyncio
import contextlib
from datetime import timedelta

import pytest

from cchc_scheduler import checkpoints
from cchc_scheduler.actions.collect_mail import Came, collect_mail, store_mail, take_in
from cchc_scheduler.actions.inbox import Inbox, MailRoom
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.mail.mailbox import ImapServer
from cchc_scheduler.store import inbound
from cchc_scheduler.store.migrate import new_in_memory
from tests.actions.mail_office import LINK, MailOffice
from tests.actions.post_office import CULTURE, ECONOMY, OPENING, texts
from tests.mail.clients import reply
from tests.mail.lying_imap import LyingImap

SIZE = b'* 1 FETCH (UID 1 RFC822.SIZE 10 INTERNALDATE "15-Aug-2025 07:00:00 +0700")\r\n'
FLOOD = b"* 1 FETCH (UID 1 BODY[]<0> {1073741824}\r\n"


class Death(BaseException):
    """The process ends here."""


@pytest.fixture
def office(tmp_path):
    """An office on the morning of the opening, with a mailbox."""
    yield MailOffice(tmp_path)
    checkpoints.forget()


def die_at(name):
    def die(_name):
        checkpoints.forget()
        raise Death

    checkpoints.watch(name, die)


@pytest.mark.parametrize(
    "moment", ["mail.on-disk", "mail.kept", "mail.applying", "mail.applied", "submission.recording"]
)
def test_a_death_at_any_moment_loses_no_reply_and_records_none_twice(office, moment):
    raw = reply(office.raw_letter(), LINK)
    die_at(moment)

    with contextlib.suppress(Death):
        office.come(raw)
    became = office.come(raw)

    assert became == ["recorded"]
    assert len(office.handed_in()) == 1
    assert office.written("receipt") == [ECONOMY]


def test_a_mail_is_on_the_disk_before_its_row_is_written(office):
    raw = reply(office.raw_letter(), LINK)
    die_at("mail.on-disk")

    with pytest.raises(Death):
        office.come(raw)

    kept = [path.read_bytes() for path in (office.inbox.data / "files").glob("*/*")]
    assert (kept, office.mails()) == ([raw], [])


def test_a_mail_from_the_future_arrived_now(office):
    now = office.clock.now()

    store_mail(office.db, office.inbox, Came(b"x", now + timedelta(days=300)), now)

    assert office.last()["arrived_at"] == now


def test_nothing_is_understood_before_a_plan_is_in_force(tmp_path):
    db, clock = new_in_memory(), VirtualClock(OPENING)
    inbox = Inbox(None, tmp_path)
    room = MailRoom(db, Records(), Outbox(texts()), clock, run_inline, inbox)
    store_mail(db, inbox, Came(b"x", OPENING), OPENING)

    assert take_in(room, inbox) == 0
    with db.read() as connection:
        assert [row["state"] for row in inbound.every(connection)] == ["kept"]


def test_an_office_without_a_mailbox_has_nothing_to_collect(office):
    room = MailRoom(office.db, office.records, office.outbox, office.clock, run_inline, None)

    assert asyncio.run(collect_mail(room)) == 0


def collect(office, minutes=1):
    office.clock.move_to(office.clock.now() + timedelta(minutes=minutes))
    return asyncio.run(collect_mail(office.room))


def reading(office, server):
    box = ImapServer("127.0.0.1", server.port, "plain", "a", "b", timeout=3.0)
    office.inbox = Inbox(box, office.inbox.data)
    return box


def test_a_mail_that_can_not_be_fetched_three_times_is_passed_over_and_told(office):
    good = b"* 2 FETCH (UID 2 BODY[]<0> {14}\r\nSubject: x\r\n\r\n)\r\n"
    server = LyingImap([1, 2], {b"2 (BODY": good, b"SIZE": SIZE, b"BODY": FLOOD})
    box = reading(office, server)

    for _ in range(6):
        collect(office, minutes=4)
    server.close()

    with office.db.read() as connection:
        known = inbound.mailbox(connection, box.name)
    assert (known["last_uid"], known["fault"]) == (2, None)
    assert len(office.mails()) == 1
    assert office.written("system") == [CULTURE]


def test_another_mailbox_is_read_from_its_beginning(office):
    body = b"* 1 FETCH (UID 1 BODY[]<0> {14}\r\nSubject: x\r\n\r\n)\r\n"
    first, second = (LyingImap([1], {b"SIZE": SIZE, b"BODY": body}) for _ in range(2))
    reading(office, first)
    collect(office)
    box = reading(office, second)

    collect(office)
    first.close()
    second.close()

    with office.db.read() as connection:
        assert inbound.mailbox(connection, box.name)["last_uid"] == 1
    assert any("BODY.PEEK" in each for each in second.asked)


def test_an_unreachable_mailbox_rests_longer_each_time_and_the_coordinator_is_told_once(office):
    server = LyingImap([], {})
    server.close()
    reading(office, server)

    tried = []
    for _ in range(60):
        collect(office)
        with office.db.read() as connection:
            tried.append(inbound.failing(connection)[0]["faults"])

    assert 5 < tried[-1] < 15
    assert office.written("system") == [CULTURE]
