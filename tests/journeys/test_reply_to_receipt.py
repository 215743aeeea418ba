"""A unit replies to a letter from its own outbox; Dovecot delivers it; a receipt comes back."""

import asyncio
import threading
import time
from datetime import timedelta

import pytest

from cchc_scheduler.actions.collect_mail import collect_mail
from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.engine.mail_watch import MailWatch
from cchc_scheduler.store import inbound
from tests.actions.mail_office import LINK, MailOffice
from tests.actions.post_office import CULTURE, ECONOMY
from tests.mail.clients import File, docx, reply
from tests.mail.dovecot import POLL_ONLY, mailbox_server

MINUTE = timedelta(minutes=1)


@pytest.fixture
def dovecot():
    """A running mailbox server."""
    with mailbox_server() as server:
        yield server


@pytest.fixture
def office(tmp_path, dovecot):
    """An office whose replies lie in that mailbox."""
    return office_with(tmp_path / "data", dovecot.box())


def office_with(data, server):
    office = MailOffice(data)
    office.inbox = Inbox(server, data, Bounds(own_host="cchc.xa.example"))
    return office


def collect(office, after=MINUTE):
    """Run the job once, a minute later."""
    office.clock.move_to(office.clock.now() + after)
    return asyncio.run(collect_mail(office.room))


def mailbox_row(office):
    with office.db.read() as connection:
        return inbound.failing(connection)


def hand_over(dovecot, raw):
    """Deliver a reply to the address it is written to."""
    to = next(line.removeprefix(b"To: ") for line in raw.split(b"\r\n") if line.startswith(b"To: "))
    dovecot.deliver(raw, to=to.decode())


def test_a_reply_with_a_file_becomes_a_submission_and_a_receipt_and_is_put_away(office, dovecot):
    raw = reply(
        office.raw_letter(), "Gửi báo cáo.", File("bc.docx", docx()), program="outlook-classic"
    )
    hand_over(dovecot, raw)

    collect(office)

    assert [row["file_name"] for row in office.handed_in()] == ["bc.docx"]
    assert office.written("receipt") == [ECONOMY]
    assert dovecot.folders() == {"INBOX": 0, "Da-xu-ly": 1}
    assert collect(office) == 0


def test_what_a_person_must_look_at_stays_in_the_inbox(office, dovecot):
    hand_over(dovecot, reply(office.raw_letter(), "Đã nộp trực tiếp."))

    collect(office)

    assert office.last()["state"] == "person"
    assert dovecot.folders()["INBOX"] == 1


def test_fifty_deliveries_of_one_reply_are_one_submission(office, dovecot):
    raw = reply(office.raw_letter(), LINK)
    for _ in range(50):
        hand_over(dovecot, raw)

    collect(office)
    collect(office)

    assert len(office.mails()) == 50
    assert len(office.handed_in()) == 1
    assert office.written("receipt") == [ECONOMY]


def test_a_mailbox_that_was_made_anew_is_read_from_its_beginning_and_nothing_recorded_twice(
    office, dovecot
):
    letter = office.raw_letter()
    hand_over(dovecot, reply(letter, LINK))
    collect(office)
    dovecot.forget_mailbox()
    hand_over(dovecot, reply(letter, LINK))
    hand_over(dovecot, reply(letter, f"{LINK}2", Message_ID="<2@tuetinh.example>"))

    collect(office)

    assert [row["state"] for row in office.mails()] == ["recorded", "repeat", "recorded"]
    assert [row["link"] for row in office.handed_in()] == [LINK, f"{LINK}2"]


def test_what_came_while_the_service_was_down_is_picked_up_once(tmp_path, office, dovecot):
    letter = office.raw_letter()
    for number in range(5):
        hand_over(dovecot, reply(letter, f"{LINK}{number}", Message_ID=f"<{number}@x.example>"))

    collect(office)
    collect(office)

    assert [row["version"] for row in office.handed_in()] == [1, 2, 3, 4, 5]


def test_a_server_that_is_restarted_is_read_again(office, dovecot):
    letter = office.raw_letter()
    hand_over(dovecot, reply(letter, LINK))
    dovecot.stop()

    collect(office)
    down = [row["fault"] for row in mailbox_row(office)]
    dovecot.start()
    collect(office)

    assert "Connection refused" in down[0]
    assert mailbox_row(office) == []
    assert len(office.handed_in()) == 1


def test_a_password_that_stopped_working_is_told_and_tried_rarely_and_all_else_goes_on(
    tmp_path, dovecot
):
    office = office_with(tmp_path / "data", dovecot.box(password="cũ rồi"))

    collect(office)
    tries = dovecot.log().count("auth failed")
    collect(office)
    collect(office)

    assert dovecot.log().count("auth failed") == tries
    assert [row["fault"] for row in mailbox_row(office)] == [
        "[AUTHENTICATIONFAILED] Authentication failed."
    ]
    assert office.written("system") == [CULTURE]


def test_a_mail_that_is_too_large_is_answered_by_its_headers_alone(tmp_path, dovecot):
    office = office_with(tmp_path / "data", dovecot.box(largest=20_000))
    raw = reply(office.raw_letter(), "Gửi", File("bc.docx", docx("x" * 10) + b"0" * 30_000))
    hand_over(dovecot, raw)

    collect(office)

    assert (office.last()["state"], office.last()["why"]) == ("person", "too-large")
    assert office.last()["size"] > 30_000
    assert office.written("reply-read") == [ECONOMY]


def test_a_server_that_only_can_be_polled_does_as_well(tmp_path):
    with mailbox_server(POLL_ONLY) as server:
        office = office_with(tmp_path / "data", server.box())
        hand_over(server, reply(office.raw_letter(), LINK))
        collect(office)

    assert len(office.handed_in()) == 1


def test_a_watch_whose_session_is_killed_connects_again_and_wakes(dovecot):
    woken = threading.Semaphore(0)
    watch = MailWatch(dovecot.box(timeout=3.0), woken.release, waits=(0.1,))
    watch.start()
    assert woken.acquire(timeout=10)

    dovecot.kill_sessions()
    again = woken.acquire(timeout=20)
    dovecot.deliver(b"Subject: x\r\n\r\nx\r\n")
    by_mail = woken.acquire(timeout=20)
    watch.stop()

    assert (again, by_mail) == (True, True)
    end = time.monotonic() + 10
    while watch.watching and time.monotonic() < end:
        time.sleep(0.05)
    assert not watch.watching
