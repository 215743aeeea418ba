import pytest

from cchc_scheduler.mail.incoming import MailboxFault, open_session
from cchc_scheduler.mail.mailbox import ImapServer
from tests.mail.lying_imap import LyingImap

SMALL = b'* 1 FETCH (UID 1 RFC822.SIZE 100 INTERNALDATE "09-Sep-2025 09:12:00 +0700")\r\n'


def server_at(port):
    return ImapServer("127.0.0.1", port, "plain", "a", "b", timeout=3.0, largest=1000)


def test_a_flood_announced_after_a_small_size_is_not_taken_in():
    flood = b"* 1 FETCH (UID 1 BODY[]<0> {1073741824}\r\n"
    server = LyingImap([1], {b"SIZE": SMALL, b"BODY": flood})
    session = open_session(server_at(server.port))

    with pytest.raises(MailboxFault, match="a literal of 1073741824 bytes was announced"):
        session.fetch(1)
    server.close()


def test_a_mail_larger_than_its_size_says_is_cut_to_its_headers():
    raw = b"Subject: x\r\n\r\n" + b"y" * 2000
    body = b"* 1 FETCH (UID 1 BODY[]<0> {%d}\r\n%s)\r\n" % (len(raw), raw)
    server = LyingImap([1], {b"SIZE": SMALL, b"BODY": body + b"." * 0})
    session = open_session(server_at(server.port))

    mail = session.fetch(1)
    server.close()

    assert (mail.whole, mail.raw) == (False, b"Subject: x\r\n\r\n")


def test_a_line_that_is_cut_while_a_mail_is_fetched_is_told():
    server = LyingImap([1], {b"SIZE": SMALL, b"BODY": None})
    session = open_session(server_at(server.port))

    with pytest.raises(MailboxFault):
        session.fetch(1)
    server.close()


def test_only_as_much_as_a_mail_may_hold_is_asked_for():
    body = b"* 1 FETCH (UID 1 BODY[]<0> {14}\r\nSubject: x\r\n\r\n)\r\n"
    server = LyingImap([1], {b"SIZE": SMALL, b"BODY": body})
    session = open_session(server_at(server.port))

    session.fetch(1)
    server.close()

    assert "FETCH 1 (BODY.PEEK[]<0.1001>)" in server.asked
