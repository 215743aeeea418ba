import threading
import time

import pytest

from cchc_scheduler.mail.incoming import MailboxFault, open_session, wait_for_mail
from tests.mail.dovecot import POLL_ONLY, USER, mailbox_server

MAIL = (
    b"From: kinhte@tuetinh.example\r\nSubject: Re: x\r\nMessage-ID: <1@x.example>\r\n"
    b"\r\nxin chao\r\n"
)


@pytest.fixture
def dovecot():
    """A running mailbox server."""
    with mailbox_server() as server:
        yield server


def wait_until(true, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def test_mail_is_listed_by_uid_and_fetched_whole_without_being_marked_as_read(dovecot):
    dovecot.deliver(MAIL, to="baocao+abc@xa.example")
    session = open_session(dovecot.box())

    uids = session.uids_after(0)
    mail = session.fetch(uids[0])
    session.close()

    assert uids == [1]
    assert mail.raw.endswith(b"\r\n\r\nxin chao\r\n")
    assert b"Delivered-To: baocao+abc@xa.example" in mail.raw
    assert (mail.whole, mail.size) == (True, len(mail.raw))
    assert mail.arrived_at is not None
    assert not list((dovecot.folder / "mail" / USER / "cur").glob("*:2,*S*"))


def test_the_newest_mail_is_not_listed_again(dovecot):
    dovecot.deliver(MAIL)
    session = open_session(dovecot.box())

    assert session.uids_after(1) == []
    assert session.fetch(7) is None
    session.close()


def test_of_a_mail_that_is_too_large_only_the_headers_are_taken(dovecot):
    dovecot.deliver(MAIL + b"x" * 5000 + b"\r\n")
    session = open_session(dovecot.box(largest=2000))

    mail = session.fetch(1)
    session.close()

    assert mail.whole is False
    assert mail.size > 5000
    assert mail.raw.endswith(b"Message-ID: <1@x.example>\r\n\r\n")


def test_what_is_done_goes_to_its_folder_and_the_rest_stays(dovecot):
    dovecot.deliver(MAIL)
    dovecot.deliver(MAIL)
    session = open_session(dovecot.box())

    session.put_away([1])
    session.close()

    assert dovecot.folders() == {"INBOX": 1, "Da-xu-ly": 1}


def test_a_wrong_password_is_told_with_the_servers_words_and_without_the_password(dovecot):
    with pytest.raises(MailboxFault) as fault:
        open_session(dovecot.box(password="mật khẩu cũ"))

    assert fault.value.denied
    assert "cũ" not in str(fault.value)
    assert "cũ" not in repr(dovecot.box(password="mật khẩu cũ"))


def test_a_server_that_is_not_there_is_told(dovecot):
    dovecot.stop()

    with pytest.raises(MailboxFault, match="Connection refused") as fault:
        open_session(dovecot.box())

    assert not fault.value.denied


class Waiting:
    """Someone who waits for mail in a thread of his own."""

    def __init__(self, box):
        self.woken = 0
        self.ended = None
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._wait, args=(box,), daemon=True)
        self.thread.start()

    def _wait(self, box):
        try:
            self.ended = wait_for_mail(box, self._wake, self.stop.is_set)
        except MailboxFault as fault:
            self.ended = fault

    def _wake(self):
        self.woken += 1


def test_new_mail_wakes_whoever_waits(dovecot):
    waiting = Waiting(dovecot.box())
    wait_until(lambda: waiting.woken == 1)

    dovecot.deliver(MAIL)
    wait_until(lambda: waiting.woken == 2)
    waiting.stop.set()
    waiting.thread.join(10)

    assert waiting.ended is True


def test_a_session_killed_while_waiting_is_noticed(dovecot):
    waiting = Waiting(dovecot.box())
    wait_until(lambda: waiting.woken == 1)

    dovecot.kill_sessions()
    waiting.thread.join(10)

    assert isinstance(waiting.ended, MailboxFault)


def test_a_server_that_stops_while_waiting_is_noticed(dovecot):
    waiting = Waiting(dovecot.box(timeout=3.0))
    wait_until(lambda: waiting.woken == 1)

    dovecot.stop()
    waiting.thread.join(10)

    assert isinstance(waiting.ended, MailboxFault)


def test_a_server_without_idle_says_so():
    with mailbox_server(POLL_ONLY) as server:
        waiting = Waiting(server.box())
        waiting.thread.join(10)

    assert (waiting.ended, waiting.woken) == (False, 0)
