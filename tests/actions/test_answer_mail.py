"""Automatic answers leave with an empty sender, so that nothing can come back to them."""

import asyncio
from contextlib import closing
from email import message_from_bytes

import pytest

from cchc_scheduler.demo.mailbox import LoopbackServer, Mailbox
from tests.actions.bundled_office import BundledOffice
from tests.actions.mail_office import LINK, MailOffice
from tests.actions.post_office import CULTURE, ECONOMY
from tests.actions.test_apply_bounce import report
from tests.mail.clients import reply

BOUNCES = "trave@xa.example"
NOBODY = "<>"
STRANGER = "la@noi-khac.example"


class Wire:
    """A real SMTP server on loopback; `sent` delivers what is due and gives who sent what."""

    def __init__(self):
        self.mailbox = Mailbox()
        self._server = LoopbackServer(self.mailbox)
        self.port = int(self._server.start().rpartition(":")[2])

    def close(self):
        self._server.stop()

    def sent(self, office):
        office.connect(self.port)
        before = len(self.mailbox.received)
        asyncio.run(office.deliver())
        return self.mailbox.received[before:]


@pytest.fixture
def wire():
    with closing(Wire()) as found:
        yield found


def answers(received):
    """Sender and recipient of what answers a mail by itself."""
    return [
        (each.sender, each.recipients[0])
        for each in received
        if message_from_bytes(each.data)["Auto-Submitted"] == "auto-replied"
    ]


@pytest.mark.parametrize(
    ("typed", "headers", "to"),
    [
        ("Đã nộp trực tiếp.", {}, ECONOMY),
        (f"Gửi: {LINK}", {"From": STRANGER}, STRANGER),
    ],
    ids=["read", "stranger"],
)
def test_an_answer_that_says_it_was_read_or_from_whom_names_no_sender(
    tmp_path, wire, typed, headers, to
):
    office = MailOffice(tmp_path, bounces=BOUNCES)
    wire.sent(office)
    office.come(reply(office.raw_letter(), typed, **headers))

    received = wire.sent(office)

    assert answers(received) == [(NOBODY, to)]


def test_an_answer_that_asks_which_names_no_sender(tmp_path, wire):
    office = BundledOffice(tmp_path)
    wire.sent(office)
    office.come(reply(office.raw_letter(), f"Gửi: {LINK}"))

    assert answers(wire.sent(office)) == [(NOBODY, ECONOMY)]


def test_a_receipt_and_the_letters_before_it_still_come_back_to_an_address_of_their_own(
    tmp_path, wire
):
    office = MailOffice(tmp_path, bounces=BOUNCES)
    before = wire.sent(office)
    office.come(reply(office.raw_letter(), LINK))

    receipt = wire.sent(office)

    senders = [each.sender for each in (*before, *receipt)]
    assert len(set(senders)) == len(senders) > 1
    assert {each.partition("+")[0] for each in senders} == {"trave"}


def test_what_comes_back_to_an_answer_all_the_same_is_never_answered(tmp_path, wire):
    office = MailOffice(tmp_path, bounces=BOUNCES)
    wire.sent(office)
    office.come(reply(office.raw_letter(), "Đã nộp trực tiếp."))
    (answer,) = (each for each in wire.sent(office) if each.sender == NOBODY)
    about = message_from_bytes(answer.data)["Message-ID"]
    written = len(office.letters())

    became = office.come(
        report(about, to=answer.recipients[0]),
        report(about, status="5.2.2"),
        reply(answer.data, "Tôi đi vắng.", Auto_Submitted="auto-replied", Message_ID="<a@x>"),
    )

    assert became == ["bounce", "bounce", "absence"]
    assert office.written("reply-read") == [ECONOMY]
    assert [row["addressee"] for row in office.letters()[written:]] == [CULTURE]
