import smtplib
import socket

import pytest

from cchc_scheduler.demo.mailbox import LoopbackServer, Mailbox, Received

LETTER = b"From: a@x.example\r\nTo: b@x.example\r\nSubject: t\r\n\r\n.one dot\r\n"


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def port(mailbox):
    server = LoopbackServer(mailbox)
    yield int(server.start().rpartition(":")[2])
    server.stop()


def test_a_letter_handed_over_by_smtp_is_kept_byte_for_byte_with_its_envelope(mailbox, port):
    with smtplib.SMTP("127.0.0.1", port, local_hostname="sender.example") as client:
        client.sendmail("a@x.example", ["b@x.example", "c@x.example"], LETTER)

    expected = Received("sender.example", "a@x.example", ("b@x.example", "c@x.example"), LETTER)
    assert mailbox.received == [expected]


def test_two_servers_run_beside_each_other_on_ports_of_their_own(port):
    other = LoopbackServer(Mailbox())

    other_port = int(other.start().rpartition(":")[2])

    other.stop()
    assert other_port != port


def test_a_stopped_server_answers_no_more_and_leaves_no_session_open():
    server = LoopbackServer(Mailbox())
    port = int(server.start().rpartition(":")[2])
    client = socket.create_connection(("127.0.0.1", port), timeout=5)
    client.recv(100)

    server.stop()

    assert client.recv(100) == b""
    client.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_a_server_that_never_started_can_be_stopped():
    assert LoopbackServer(Mailbox()).stop() is None
