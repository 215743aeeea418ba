import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest

from cchc_scheduler import checkpoints
from cchc_scheduler.actions import apply_mail
from cchc_scheduler.actions.collect_mail import (
    Came,
    collect_mail,
    forget_mailboxes,
    store_mail,
    take_in,
)
from cchc_scheduler.actions.inbox import Inbox, MailRoom
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.mail.mailbox import ImapServer
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store import inbound
from cchc_scheduler.store.migrate import new_in_memory
from tests.actions.mail_office import LINK, MailOffice
from tests.actions.post_office import (
    CULTURE,
    ECONOMY,
    ECONOMY_HEAD,
    LATE_1,
    LATE_3,
    OPENING,
    texts,
)
from tests.mail.clients import File, docx, mailbox, reply
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


def test_mails_and_their_files_are_read_beside_the_stores_thread_and_in_no_transaction(
    office, monkeypatch
):
    working, seen = [], []

    async def worker(work):
        working.append(True)
        try:
            return work()
        finally:
            working.pop()

    def watched(known):
        def watch(*arguments):
            seen.append((known.__name__, bool(working)))
            return known(*arguments)

        return watch

    for name in ("arrival_within", "marked_in"):
        monkeypatch.setattr(apply_mail, name, watched(getattr(apply_mail, name)))
    office.worker = worker
    raw = reply(office.raw_letter(), LINK, File("bc.docx", docx()))
    store_mail(office.db, office.inbox, Came(raw, OPENING), OPENING)

    assert asyncio.run(collect_mail(office.room)) == 2
    assert seen == [("arrival_within", False), ("marked_in", False), ("marked_in", False)]
    assert office.last()["state"] == "recorded"


def test_a_service_that_is_stopped_leaves_the_other_mails_for_later(office):
    for number in range(2):
        raw = reply(office.raw_letter(), LINK, Message_ID=f"<{number}@x.example>")
        store_mail(office.db, office.inbox, Came(raw, OPENING), OPENING)
    room = replace(office.room, stopping=lambda: office.mails()[0]["state"] != "kept")

    asyncio.run(collect_mail(room))

    assert [row["state"] for row in office.mails()] == ["recorded", "kept"]


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


def late(tmp_path):
    """An office on the third working day after the deadline: its chief is about to be told."""
    office = MailOffice(tmp_path, at=LATE_1)
    office.wire = SimWire(office.clock)
    asyncio.run(office.deliver())
    office.tick(LATE_3)
    return office


def told_chief(office):
    asyncio.run(office.deliver())
    return [row["state"] for row in office.letters() if row["template"] == "late-3"]


def unread(office, since):
    with office.db.work() as connection:
        inbound.put_mailbox(connection, "x", fault="NO", fault_since=since)


def test_nobody_above_a_head_is_told_while_the_report_may_lie_in_an_unread_mailbox(tmp_path):
    office = late(tmp_path)
    unread(office, LATE_3 - timedelta(hours=1))

    while_unread = told_chief(office)
    unread_again = store_mail(
        office.db,
        office.inbox,
        Came(
            reply(
                office.raw_letter(ECONOMY_HEAD, "escalation"), LINK, From=mailbox("B", ECONOMY_HEAD)
            ),
            LATE_3 - timedelta(hours=2),
        ),
        LATE_3,
    )
    with office.db.work() as connection:
        inbound.put_mailbox(connection, "x", fault=None, fault_since=None)
    take_in(office.room, office.inbox)
    office.clock.move_to(LATE_3 + timedelta(minutes=6))
    after = told_chief(office)

    assert (while_unread, unread_again) == (["queued"], True)
    assert after == ["cancelled"]


def test_a_mailbox_unread_for_a_day_holds_nothing_back(tmp_path):
    office = late(tmp_path)
    unread(office, LATE_3 - timedelta(hours=24))

    assert told_chief(office) == ["sent"]


def test_an_office_that_reads_no_mailbox_any_more_forgets_its_fault(office):
    unread(office, OPENING)

    forget_mailboxes(office.db)

    with office.db.read() as connection:
        assert inbound.failing(connection) == []
